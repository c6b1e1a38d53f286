/**
 * The front door: runs a whole exchange on one machine.
 */
package io.lockstep.deploy;
