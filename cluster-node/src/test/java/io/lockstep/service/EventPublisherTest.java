package io.lockstep.service;

import io.lockstep.core.types.InvariantViolation;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.event.EventHeaderDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The event stream's promises, without a stream.
 */
class EventPublisherTest
{
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private static EventHeaderDecoder header(final byte[] event)
    {
        return new EventHeaderDecoder().wrap(new UnsafeBuffer(event), HEADER);
    }

    private static long hash(final byte[] event)
    {
        return new UnsafeBuffer(event).getLong(event.length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    private static int templateId(final byte[] event)
    {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(event), 0).templateId();
    }

    private static List<byte[]> events(final ServiceFixture service)
    {
        final List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < service.channel.frames.size(); i++)
        {
            events.add(service.channel.event(i));
        }
        return events;
    }

    @Test
    void shouldNumberPlaceAndChainEveryEvent()
    {
        final ServiceFixture service = new ServiceFixture().startEmpty().setUp().trade("a");
        final List<byte[]> events = events(service);
        assertEquals(8 + 2 + 3 + 1, events.size());
        long hash = ServiceFixture.CHAIN_ID;
        long position = 0;
        for (int i = 0; i < events.size(); i++)
        {
            final byte[] event = events.get(i);
            assertEquals(i + 1, header(event).eventSeq());
            hash = EventChain.next(hash, new UnsafeBuffer(event), 0, event.length);
            assertEquals(hash, hash(event), "hash of event " + (i + 1));
            position = EventStream.positionAfter(position, event.length);
        }
        assertEquals(hash, service.events.chainHash());
        assertEquals(position, service.events.eventPosition());
        assertEquals(events.size(), service.status.eventSeq());
        assertEquals(position, service.status.eventPosition());
        assertEquals(hash, service.status.chainHash());
    }

    @Test
    void shouldMarkTheLastEventOfEachCommand()
    {
        final ServiceFixture service = new ServiceFixture().startEmpty().setUp().trade("a");
        final List<byte[]> group = events(service).subList(10, 13);
        assertEquals(OrderAcceptedDecoder.TEMPLATE_ID, templateId(group.get(0)));
        assertEquals(TradeDecoder.TEMPLATE_ID, templateId(group.get(1)));
        assertEquals(TradeDecoder.TEMPLATE_ID, templateId(group.get(2)));
        for (int i = 0; i < group.size(); i++)
        {
            assertEquals(i, header(group.get(i)).indexInCommand());
            assertEquals(i == 2 ? 1 : 0, header(group.get(i)).lastOfCommand());
            assertEquals(header(group.get(0)).logPosition(), header(group.get(i)).logPosition());
        }
        assertEquals(1, header(events(service).get(9)).lastOfCommand());
    }

    @Test
    void shouldCommitEveryClaim()
    {
        final ServiceFixture service = new ServiceFixture().startEmpty().setUp().trade("a");
        for (final UnsafeBuffer frame : service.channel.frames)
        {
            assertEquals(frame.capacity(), frame.getInt(0), "frame length is written by commit");
        }
    }

    @Test
    void shouldFollowTheStreamOverTheEndOfATerm()
    {
        final ServiceFixture service = new ServiceFixture();
        final long position = EventStream.TERM_LENGTH - 96;
        service.events.restore(0, position, 0, 0);
        service.start(RecordedTail.emptyAt(position)).setUp();
        assertTrue(service.events.eventPosition() > EventStream.TERM_LENGTH);
        assertEquals(service.channel.position, service.events.eventPosition());
    }

    @Test
    void shouldStopWhenTheStreamIsSomewhereElse()
    {
        final ServiceFixture service = new ServiceFixture().startEmpty();
        service.channel.position = 32;
        assertThrows(InvariantViolation.class, () -> service.send(service.genesis()));
    }

    @Test
    void shouldMakeAgainButNotWriteAgainWhatIsRecorded()
    {
        final ServiceFixture before = new ServiceFixture().startEmpty().setUp();
        final RecordedTail tail = tail(before);
        before.trade("a");
        final List<byte[]> all = events(before);

        final ServiceFixture after = new ServiceFixture().start(tail).setUp();
        assertEquals(0, after.channel.frames.size());
        after.trade("a");
        final List<byte[]> written = events(after);
        assertEquals(all.size() - 8, written.size());
        for (int i = 0; i < written.size(); i++)
        {
            assertArrayEquals(all.get(8 + i), written.get(i));
        }
        assertEquals(before.events.chainHash(), after.events.chainHash());
    }

    private static RecordedTail tail(final ServiceFixture service)
    {
        final long position = service.events.eventPosition();
        return new RecordedTail(position, position, service.events.chainHash(), 0);
    }

    @Test
    void shouldStopWhenTheLastRecordedEventComesOutDifferently()
    {
        final RecordedTail good = tail(new ServiceFixture().startEmpty().setUp());
        final RecordedTail bad =
            new RecordedTail(good.position(), good.position(), good.chainHash() + 1, good.leadershipTermId());
        assertThrows(InvariantViolation.class, () -> new ServiceFixture().start(bad).setUp());
    }

    @Test
    void shouldStopWhenTheStateIsAlreadyAtADifferentEvent()
    {
        final ServiceFixture service = new ServiceFixture();
        service.events.restore(3, 512, 11, 0);
        assertThrows(InvariantViolation.class, () -> service.start(new RecordedTail(512, 512, 12, 0)));
    }

    @Test
    void shouldStopWhenAnEventStraddlesTheEndOfTheRecording()
    {
        final RecordedTail good = tail(new ServiceFixture().startEmpty().setUp());
        final RecordedTail shifted = new RecordedTail(good.position() - 32, good.position() - 32, 0, 0);
        final String message = assertThrows(
            InvariantViolation.class, () -> new ServiceFixture().start(shifted).setUp()).getMessage();
        assertTrue(message.contains("straddles"), message);
    }

    @Test
    void shouldStopWhenALaterTermBeginsBeforeTheRecordedEventsCameBack()
    {
        final RecordedTail tail = tail(new ServiceFixture().startEmpty().setUp());
        final ServiceFixture behind = new ServiceFixture().start(tail);
        behind.send(behind.genesis());
        assertThrows(InvariantViolation.class, () -> behind.events.onNewLeadershipTerm(1));

        final ServiceFixture caughtUp = new ServiceFixture().start(tail).setUp();
        caughtUp.events.onNewLeadershipTerm(1);
        caughtUp.trade("a");
        assertEquals(1, header(caughtUp.channel.event(0)).leadershipTermId());
    }

    @Test
    void shouldContinueInTheTermThatTheRecordingWasFilledUpTo()
    {
        final ServiceFixture service = new ServiceFixture();
        final long position = EventStream.TERM_LENGTH - 32;
        service.events.restore(0, position, 5, 0);
        service.start(new RecordedTail(position, EventStream.TERM_LENGTH, 5, 0));
        service.send(service.genesis());
        assertTrue(service.events.eventPosition() > EventStream.TERM_LENGTH);
        assertEquals(1, service.channel.frames.size());
    }

    @Test
    void shouldTakeAcknowledgementsForwardOnly()
    {
        final ServiceFixture service = new ServiceFixture().startEmpty().setUp();
        service.events.acknowledge(5, 100);
        service.events.acknowledge(4, 90);
        service.events.acknowledge(9, 100);
        service.events.acknowledge(6, Long.MAX_VALUE);
        assertEquals(5, service.events.ackedEventSeq());
        assertEquals(100, service.events.ackedPosition());
    }
}
