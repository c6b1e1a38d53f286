/**
 * Measurements of the exchange. Nothing depends on this module.
 */
package io.lockstep.benchmarks;
