package io.lockstep.client;

import io.aeron.logbuffer.FrameDescriptor;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.event.EventHeaderDecoder;
import io.lockstep.sbe.event.GenesisRecordedDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Decides whether a frame is the next event: sequence, position, chain hash. Looks at the bytes where they are: no copy
 * and no allocation unless something is wrong. Single-threaded.
 */
final class ChainVerifier
{
    private static final int MIN_LENGTH =
        MessageHeaderDecoder.ENCODED_LENGTH + EventHeaderDecoder.ENCODED_LENGTH + EventChain.HASH_LENGTH;
    private static final int CHAIN_ID_OFFSET =
        MessageHeaderDecoder.ENCODED_LENGTH + GenesisRecordedDecoder.chainIdEncodingOffset();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long expectedChainId;
    private long eventSeq;
    private long position;
    private long chainHash;
    private long chainId;
    private long nextPosition;
    private long nextChainHash;
    private long nextChainId;

    ChainVerifier(final Checkpoint checkpoint, final long expectedChainId)
    {
        this.expectedChainId = expectedChainId;
        this.chainId = expectedChainId;
        this.eventSeq = checkpoint.eventSeq();
        this.position = checkpoint.position();
        this.chainHash = checkpoint.chainHash();
    }

    /**
     * Is it the next event?
     *
     * @param buffer      that holds the frame's payload.
     * @param offset      of the payload.
     * @param length      of the payload, bytes.
     * @param endPosition of the stream after the frame.
     * @param flags       of the frame.
     * @return null when it is, else what is wrong with it.
     */
    String verify(
        final DirectBuffer buffer, final int offset, final int length, final long endPosition, final byte flags)
    {
        if (FrameDescriptor.UNFRAGMENTED != (flags & FrameDescriptor.UNFRAGMENTED))
        {
            return problem("is fragmented", flags, FrameDescriptor.UNFRAGMENTED);
        }
        if (length < MIN_LENGTH || length > EventStream.MAX_EVENT_LENGTH)
        {
            return problem("has a length out of range", length, MIN_LENGTH);
        }
        header.wrap(buffer, offset);
        if (GenesisRecordedDecoder.SCHEMA_ID != header.schemaId())
        {
            return problem("is of another schema", header.schemaId(), GenesisRecordedDecoder.SCHEMA_ID);
        }
        final long seq = buffer.getLong(offset + MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
        if (eventSeq + 1 != seq)
        {
            return problem("has the wrong eventSeq", seq, eventSeq + 1);
        }
        final long expectedPosition = EventStream.positionAfter(position, length);
        if (expectedPosition != endPosition)
        {
            return problem("ends at the wrong position", endPosition, expectedPosition);
        }

        long previousHash = chainHash;
        if (0 == eventSeq)
        {
            if (GenesisRecordedDecoder.TEMPLATE_ID != header.templateId() || length < CHAIN_ID_OFFSET + Long.BYTES)
            {
                return problem("is not GenesisRecorded", header.templateId(), GenesisRecordedDecoder.TEMPLATE_ID);
            }
            previousHash = buffer.getLong(offset + CHAIN_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
            if (0 != expectedChainId && expectedChainId != previousHash)
            {
                return "the chain is another: chainId=" + Long.toUnsignedString(previousHash) +
                    " expected=" + Long.toUnsignedString(expectedChainId);
            }
            nextChainId = previousHash;
        }

        nextPosition = expectedPosition;
        nextChainHash = EventChain.next(previousHash, buffer, offset, length);
        final long recordedHash =
            buffer.getLong(offset + length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
        if (nextChainHash != recordedHash)
        {
            return "event " + (eventSeq + 1) + " at position " + position + " breaks the chain: hash=" +
                Long.toUnsignedString(recordedHash) + " computed=" + Long.toUnsignedString(nextChainHash);
        }
        return null;
    }

    /** Take the event that was verified last as delivered. */
    void accept()
    {
        if (0 == eventSeq)
        {
            chainId = nextChainId;
        }
        eventSeq++;
        position = nextPosition;
        chainHash = nextChainHash;
    }

    long eventSeq()
    {
        return eventSeq;
    }

    long position()
    {
        return position;
    }

    long chainHash()
    {
        return chainHash;
    }

    long chainId()
    {
        return chainId;
    }

    /** End position of the event that was verified last. */
    long nextPosition()
    {
        return nextPosition;
    }

    /** Chain hash of the event that was verified last. */
    long nextChainHash()
    {
        return nextChainHash;
    }

    private String problem(final String what, final long actual, final long expected)
    {
        return "event " + (eventSeq + 1) + " at position " + position + ' ' + what + ": " + actual +
            " expected=" + expected;
    }
}
