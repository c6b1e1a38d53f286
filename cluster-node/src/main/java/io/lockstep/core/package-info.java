/**
 * The pure core: commands in, events out. No Aeron, no codec, no clock, no log, no randomness, no floating point, no
 * hash map whose order could show. Start at {@link io.lockstep.core.ExchangeStateMachine}.
 */
package io.lockstep.core;
