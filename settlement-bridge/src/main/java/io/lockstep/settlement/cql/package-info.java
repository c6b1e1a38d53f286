/**
 * Events into a CQL store (ScyllaDB, Apache Cassandra). {@code settlement_progress} is the position.
 */
package io.lockstep.settlement.cql;
