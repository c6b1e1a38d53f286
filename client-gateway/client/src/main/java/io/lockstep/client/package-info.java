/**
 * The exchange's client library: {@link io.lockstep.client.ExchangeClient} sends commands and receives their answers,
 * {@link io.lockstep.client.EventTail} reads the recorded event stream, verified and without gaps. Both need the
 * codecs and Aeron and nothing else, both are single-threaded and driven by their owner's {@code poll()}.
 * <p>
 * Answers are a courtesy of the leader and may be lost; the event stream is the truth. So a command that got no answer
 * is unknown, never failed, and sending it again with the same ids is safe: the exchange applies it at most once.
 */
package io.lockstep.client;
