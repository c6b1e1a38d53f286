/**
 * The settlement bridge: the recorded event stream, journaled and written to Kafka and a CQL store, exactly once in
 * effect.
 * <pre>
 *   EventTail ──► EventJournal ──┬──► KafkaSink   position: tail of engine.outputs
 *   (client)     (a cache)       └──► CqlSink     position: settlement_progress
 * </pre>
 * Each sink keeps its position in the store it writes, so the bridge has no offset file that could disagree with it.
 */
package io.lockstep.settlement;
