package io.lockstep.client;

import org.agrona.DirectBuffer;

/**
 * Receives the events of the recorded stream from an {@link EventTail}: in order, none missing, none twice, each
 * verified. Called on the thread that polls the tail.
 * <p>
 * What it throws comes out of {@link EventTail#poll(int)}, and the same event is delivered again by the next poll.
 */
@FunctionalInterface
public interface EventHandler
{
    /**
     * The next event.
     *
     * @param buffer      that holds it, valid during the call only.
     * @param offset      of its SBE message header.
     * @param length      of the whole event in bytes, message header and chain hash included.
     * @param eventSeq    of it.
     * @param endPosition of it: position of the stream after it.
     * @param chainHash   of it, unsigned.
     */
    void onEvent(DirectBuffer buffer, int offset, int length, long eventSeq, long endPosition, long chainHash);
}
