package io.lockstep.settlement.verify;

import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.event.GenesisRecordedDecoder;
import io.lockstep.settlement.event.EventView;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;

import java.nio.ByteOrder;

/**
 * One copy of the event stream, from its first event: gapless sequence, positions as computed, unbroken chain. Keeps
 * the hashes: equal hash means equal bytes, of that event and of all before it. Single-threaded.
 */
public final class StreamCheck
{
    private final Check sequence;
    private final Check chain;
    private final EventView view = new EventView();
    private final LongArrayList hashes = new LongArrayList();
    private long position;
    private long chainId;
    private long hash;

    /**
     * @param name of the copy.
     */
    public StreamCheck(final String name)
    {
        sequence = new Check(name + " sequence");
        chain = new Check(name + " chain");
    }

    /**
     * @param buffer      that holds the event.
     * @param offset      of its SBE message header.
     * @param length      of the event.
     * @param endPosition of the stream after it; 0 when the copy has none.
     */
    public void onEvent(final DirectBuffer buffer, final int offset, final int length, final long endPosition)
    {
        view.wrap(buffer, offset);
        final long eventSeq = view.header().eventSeq();
        final long expectedSeq = hashes.size() + 1L;
        sequence.require(eventSeq == expectedSeq, () -> "event " + eventSeq + " where " + expectedSeq + " should be");
        position = EventStream.positionAfter(position, length);
        if (0 != endPosition)
        {
            final long expectedPosition = position;
            sequence.require(endPosition == expectedPosition,
                () -> "event " + eventSeq + " ends at " + endPosition + ", not at " + expectedPosition);
            position = endPosition;
        }
        if (hashes.isEmpty() && GenesisRecordedDecoder.TEMPLATE_ID == view.templateId())
        {
            chainId = view.genesis().chainId();
            hash = chainId;
        }
        final long expectedHash = EventChain.next(hash, buffer, offset, length);
        hash = buffer.getLong(offset + length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
        final long actualHash = hash;
        chain.require(actualHash == expectedHash, () -> "event " + eventSeq + " does not follow from the one before");
        hashes.addLong(actualHash);
    }

    /**
     * @return number of events.
     */
    public long size()
    {
        return hashes.size();
    }

    /**
     * @param eventSeq from 1 to {@link #size()}.
     * @return hash of the event.
     */
    public long hash(final long eventSeq)
    {
        return hashes.getLong((int)eventSeq - 1);
    }

    /**
     * @return chain that the first event named, unsigned.
     */
    public long chainId()
    {
        return chainId;
    }

    /**
     * Compare with another copy, as far as both go.
     *
     * @param other copy.
     * @param check to report to.
     */
    public void compare(final StreamCheck other, final Check check)
    {
        final long common = Math.min(size(), other.size());
        for (long eventSeq = 1; eventSeq <= common; eventSeq++)
        {
            final long seq = eventSeq;
            check.require(hash(eventSeq) == other.hash(eventSeq), () -> "event " + seq + " differs");
        }
    }

    /**
     * @return the checks.
     */
    public java.util.List<Check> checks()
    {
        return java.util.List.of(sequence, chain);
    }
}
