/**
 * The journal between the tail and the sinks: a cache on local disk that can be thrown away at any time.
 */
package io.lockstep.settlement.journal;
