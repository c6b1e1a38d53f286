/**
 * Independent proof: reads the recorded events of every node, Kafka and the CQL store, computes the money again from
 * the business fields of the events, and compares everything with everything. Shares no mapping code with the sinks.
 */
package io.lockstep.settlement.verify;
