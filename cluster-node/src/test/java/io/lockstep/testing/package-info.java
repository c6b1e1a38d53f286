/**
 * A real cluster in one JVM for system tests, of this module and of those that talk to a cluster.
 */
package io.lockstep.testing;
