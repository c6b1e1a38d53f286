package io.lockstep.client;

import io.aeron.logbuffer.FrameDescriptor;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.event.BalanceChangedEncoder;
import io.lockstep.sbe.event.EventHeaderEncoder;
import io.lockstep.sbe.event.GenesisRecordedEncoder;
import io.lockstep.sbe.event.StateHashTakenEncoder;
import io.lockstep.sbe.event.TradeEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A chain of events as a node would record them, and ways to spoil it. */
final class EventScript
{
    static final byte UNFRAGMENTED = FrameDescriptor.UNFRAGMENTED;

    private final long chainId;
    private final List<UnsafeBuffer> events = new ArrayList<>();
    private final List<Long> endPositions = new ArrayList<>();

    /** Events 1 to count: GenesisRecorded, then a mix of short and long ones. */
    EventScript(final long chainId, final int count)
    {
        this.chainId = chainId;
        for (int seq = 1; seq <= count; seq++)
        {
            append(encode(seq));
        }
    }

    private EventScript(final long chainId)
    {
        this.chainId = chainId;
    }

    int size()
    {
        return events.size();
    }

    long chainId()
    {
        return chainId;
    }

    UnsafeBuffer event(final int index)
    {
        return events.get(index);
    }

    long endPosition(final int index)
    {
        return endPositions.get(index);
    }

    long chainHash(final int index)
    {
        final UnsafeBuffer event = events.get(index);
        return event.getLong(event.capacity() - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    /** What a consumer holds after the event with this sequence. */
    Checkpoint checkpoint(final int eventSeq)
    {
        return 0 == eventSeq ? Checkpoint.START :
            new Checkpoint(eventSeq, endPosition(eventSeq - 1), chainHash(eventSeq - 1));
    }

    /** The first events of this script. */
    EventScript head(final int count)
    {
        final EventScript script = new EventScript(chainId);
        for (int i = 0; i < count; i++)
        {
            script.append(events.get(i));
        }
        return script;
    }

    /** The same events with one left out. */
    EventScript without(final int eventSeq)
    {
        final EventScript script = new EventScript(chainId);
        for (int i = 0; i < size(); i++)
        {
            if (i != eventSeq - 1)
            {
                script.append(events.get(i));
            }
        }
        return script;
    }

    /** The same events with one changed. */
    EventScript with(final int eventSeq, final UnaryOperator<byte[]> change)
    {
        final EventScript script = new EventScript(chainId);
        for (int i = 0; i < size(); i++)
        {
            final UnsafeBuffer event = events.get(i);
            script.append(i != eventSeq - 1 ? event :
                new UnsafeBuffer(change.apply(event.byteArray().clone())));
        }
        return script;
    }

    static UnaryOperator<byte[]> flip(final int offset)
    {
        return (bytes) ->
        {
            bytes[offset] ^= 1;
            return bytes;
        };
    }

    private void append(final UnsafeBuffer event)
    {
        events.add(event);
        final long position = endPositions.isEmpty() ? 0 : endPositions.get(endPositions.size() - 1);
        endPositions.add(EventStream.positionAfter(position, event.capacity()));
    }

    private UnsafeBuffer encode(final long seq)
    {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final UnsafeBuffer buffer;
        final EventHeaderEncoder eventHeader;
        if (1 == seq)
        {
            buffer = newBuffer(GenesisRecordedEncoder.BLOCK_LENGTH);
            final GenesisRecordedEncoder encoder = new GenesisRecordedEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.chainId(chainId).revenueAccountId(1);
            eventHeader = encoder.eventHeader();
        }
        else if (0 == seq % 3)
        {
            buffer = newBuffer(TradeEncoder.BLOCK_LENGTH);
            final TradeEncoder encoder = new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.tradeId(seq).price(5_000_000).quantity(seq);
            eventHeader = encoder.eventHeader();
        }
        else if (0 == seq % 2)
        {
            buffer = newBuffer(BalanceChangedEncoder.BLOCK_LENGTH);
            final BalanceChangedEncoder encoder = new BalanceChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.accountId(1001).availableDelta(seq).transferId("t-" + seq);
            eventHeader = encoder.eventHeader();
        }
        else
        {
            buffer = newBuffer(StateHashTakenEncoder.BLOCK_LENGTH);
            final StateHashTakenEncoder encoder = new StateHashTakenEncoder().wrapAndApplyHeader(buffer, 0, header);
            encoder.stateHash(-seq);
            eventHeader = encoder.eventHeader();
        }
        eventHeader.eventSeq(seq).logPosition(seq * 64).clusterTimeNs(seq).leadershipTermId(0).lastOfCommand((short)1);
        final int hashOffset = buffer.capacity() - EventChain.HASH_LENGTH;
        final long previous = 1 == seq ? chainId : chainHash((int)seq - 2);
        buffer.putLong(
            hashOffset, EventChain.next(previous, buffer, 0, buffer.capacity()), ByteOrder.LITTLE_ENDIAN);
        return buffer;
    }

    private static UnsafeBuffer newBuffer(final int blockLength)
    {
        return new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength]);
    }
}
