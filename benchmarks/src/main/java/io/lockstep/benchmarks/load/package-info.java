/**
 * An open-loop load client: orders are due at times that the rate alone decides, and latency counts from then.
 */
package io.lockstep.benchmarks.load;
