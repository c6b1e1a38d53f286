/**
 * Events into Kafka. The tail of {@code engine.outputs} is the position.
 */
package io.lockstep.settlement.kafka;
