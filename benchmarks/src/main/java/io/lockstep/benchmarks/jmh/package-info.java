/**
 * Micro-benchmarks of the codecs and the core, without a cluster around them. Run as README.md of this module says.
 */
package io.lockstep.benchmarks.jmh;
