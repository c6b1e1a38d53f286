package io.lockstep.service;

import io.lockstep.core.types.InvariantViolation;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.snapshot.BalanceRecordEncoder;
import io.lockstep.sbe.snapshot.SnapshotBeginEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * A snapshot is all of the state or nothing.
 */
class SnapshotTest
{
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int FRAME_HEADER = EventStream.FRAME_HEADER_LENGTH;

    private final ServiceFixture before = new ServiceFixture().startEmpty().setUp().trade("a");
    private final List<UnsafeBuffer> records = new ArrayList<>();

    @BeforeEach
    void takeSnapshot()
    {
        before.send(before.limit(1001, Side.SELL, 5_000_000, 20, "rests"));
        before.events.acknowledge(3, 96);
        new SnapshotTaker((length, claim) ->
        {
            final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_HEADER + length]);
            claim.wrap(frame, 0, frame.capacity());
            records.add(new UnsafeBuffer(frame, FRAME_HEADER, length));
        }).take(before.core, before.events);
    }

    private ServiceFixture load()
    {
        final ServiceFixture after = new ServiceFixture();
        final SnapshotLoader loader = new SnapshotLoader(after.core, after.events);
        for (final UnsafeBuffer record : records)
        {
            loader.onFragment(record, 0, record.capacity(), null);
        }
        return after;
    }

    @Test
    void shouldGoOnAsIfNothingHadHappened()
    {
        final ServiceFixture after = load();
        assertEquals(before.core.stateHash(), after.core.stateHash());
        assertEquals(before.core.nowNs(), after.core.nowNs());
        assertEquals(3, after.events.ackedEventSeq());
        assertEquals(96, after.events.ackedPosition());

        after.start(RecordedTail.emptyAt(after.events.eventPosition()));
        after.logPosition = before.logPosition;
        final int from = before.channel.frames.size();
        before.trade("b");
        after.trade("b");
        assertEquals(before.channel.frames.size() - from, after.channel.frames.size());
        for (int i = 0; i < after.channel.frames.size(); i++)
        {
            assertArrayEquals(before.channel.event(from + i), after.channel.event(i));
        }
        assertEquals(before.core.stateHash(), after.core.stateHash());
    }

    @Test
    void shouldWriteTheSameAgain()
    {
        final ServiceFixture after = load();
        final List<UnsafeBuffer> again = new ArrayList<>();
        new SnapshotTaker((length, claim) ->
        {
            final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_HEADER + length]);
            claim.wrap(frame, 0, frame.capacity());
            again.add(new UnsafeBuffer(frame, FRAME_HEADER, length));
        }).take(after.core, after.events);
        assertEquals(records.size(), again.size());
        for (int i = 0; i < records.size(); i++)
        {
            final byte[] expected = new byte[records.get(i).capacity()];
            final byte[] actual = new byte[again.get(i).capacity()];
            records.get(i).getBytes(0, expected);
            again.get(i).getBytes(0, actual);
            assertArrayEquals(expected, actual, "record " + i);
        }
    }

    @Test
    void shouldRefuseASnapshotThatLacksAnyRecord()
    {
        for (int i = 0; i < records.size() - 1; i++)
        {
            final UnsafeBuffer removed = records.remove(i);
            assertThrows(RuntimeException.class, this::load, "without record " + i);
            records.add(i, removed);
        }
        load();
    }

    @Test
    void shouldRefuseARecordThatIsNotWhatWasSaved()
    {
        for (int i = 1; i < records.size() - 1; i++)
        {
            if (BalanceRecordEncoder.TEMPLATE_ID ==
                new MessageHeaderDecoder().wrap(records.get(i), 0).templateId())
            {
                final int index = HEADER + BalanceRecordEncoder.availableEncodingOffset();
                final long available = records.get(i).getLong(index, ByteOrder.LITTLE_ENDIAN);
                records.get(i).putLong(index, available + 1, ByteOrder.LITTLE_ENDIAN);
                assertThrows(InvariantViolation.class, this::load, "record " + i);
                records.get(i).putLong(index, available, ByteOrder.LITTLE_ENDIAN);
            }
        }
        load();
    }

    @Test
    void shouldRefuseTheSnapshotOfAStreamOfOtherGeometry()
    {
        final int index = HEADER + SnapshotBeginEncoder.streamTermLengthEncodingOffset();
        records.get(0).putInt(index, 2 * EventStream.TERM_LENGTH, ByteOrder.LITTLE_ENDIAN);
        assertThrows(InvariantViolation.class, this::load);
    }

    @Test
    void shouldRefuseWhatComesAfterTheEnd()
    {
        records.add(records.get(1));
        assertThrows(InvariantViolation.class, this::load);
    }
}
