package io.lockstep.settlement;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * One event with its own copy of the bytes. Immutable by convention: nobody writes to the bytes.
 *
 * @param eventSeq  gapless, from 1.
 * @param position  of the event stream after the event.
 * @param chainHash of the event, unsigned.
 * @param chainId   of the stream it belongs to, unsigned.
 * @param bytes     from the SBE message header to the chain hash.
 * @param buffer    over the bytes.
 */
public record SettlementEvent(
    long eventSeq, long position, long chainHash, long chainId, byte[] bytes, UnsafeBuffer buffer)
{
    /**
     * @param eventSeq  gapless, from 1.
     * @param position  of the event stream after the event.
     * @param chainHash of the event, unsigned.
     * @param chainId   of the stream it belongs to, unsigned.
     * @param bytes     from the SBE message header to the chain hash.
     */
    public SettlementEvent(
        final long eventSeq, final long position, final long chainHash, final long chainId, final byte[] bytes)
    {
        this(eventSeq, position, chainHash, chainId, bytes, new UnsafeBuffer(bytes));
    }
}
