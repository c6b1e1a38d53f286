/**
 * What the event stream has told so far, arranged for reading. No I/O and no clock: events in, questions answered.
 */
package io.lockstep.gateway.model;
