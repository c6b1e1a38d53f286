package io.lockstep.service;

import com.sun.management.ThreadMXBean;
import io.aeron.logbuffer.BufferClaim;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.Side;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * From a message to its events and replies nothing is allocated, once warm.
 */
class ServiceAllocationTest
{
    private static final int WARM_UP = 40_000;
    private static final int MEASURED = 10_000;
    private static final int ID_INDEX =
        MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.clientOrderIdEncodingOffset();

    /** Events into one buffer, over and over. */
    private static final class Discarded implements EventChannel
    {
        private final UnsafeBuffer frame = new UnsafeBuffer(new byte[2048]);
        private long position;

        @Override
        public long claim(final int length, final BufferClaim claim)
        {
            claim.wrap(frame, 0, EventStream.FRAME_HEADER_LENGTH + length);
            position = EventStream.positionAfter(position, length);
            return position;
        }
    }

    /** Replies counted. */
    private static final class Counted extends Egress
    {
        private long count;

        private Counted(final NodeStatus status)
        {
            super(status);
        }

        @Override
        boolean isSending()
        {
            return true;
        }

        @Override
        void send(final ConnectedSession session, final DirectBuffer buffer, final int length)
        {
            count++;
        }
    }

    private final ServiceFixture fixture = new ServiceFixture();
    private final CommandContext command = new CommandContext();
    private final EventPublisher events = new EventPublisher(command, fixture.status);
    private final Counted egress = new Counted(fixture.status);
    private final ReportPublisher reports = new ReportPublisher(command, fixture.sessions, events, egress);
    private final ExchangeStateMachine core = new ExchangeStateMachine(new EventFanOut(events, reports));
    private final IngressAdapter ingress =
        new IngressAdapter(command, core, events, reports, new ReplyPublisher(command, events, egress));
    private long sequence;

    private void send(final int length)
    {
        sequence++;
        ingress.onMessage(
            fixture.session, sequence * 256, ServiceFixture.NOW_NS + sequence, fixture.buffer, 0, length);
    }

    /** The same two orders with new ids: the id's last characters count. */
    private void trade(final UnsafeBuffer sell, final UnsafeBuffer buy)
    {
        sequence++;
        final long id = 0x4141_4141_4141_4141L + (sequence & 0xF) + ((sequence >>> 4 & 0xF) << 8) +
            ((sequence >>> 8 & 0xF) << 16) + ((sequence >>> 12 & 0xF) << 24) + ((sequence >>> 16 & 0xF) << 32);
        sell.putLong(ID_INDEX, id, ByteOrder.LITTLE_ENDIAN);
        buy.putLong(ID_INDEX, id, ByteOrder.LITTLE_ENDIAN);
        final long timeNs = ServiceFixture.NOW_NS + sequence;
        ingress.onMessage(fixture.session, sequence * 256, timeNs, sell, 0, sell.capacity());
        ingress.onMessage(fixture.session, sequence * 256, timeNs, buy, 0, buy.capacity());
    }

    @Test
    void shouldAllocateNothingForAnOrderAndItsTrade()
    {
        events.start(new Discarded(), RecordedTail.emptyAt(0));
        events.onNewLeadershipTerm(0);
        send(fixture.genesis());
        send(fixture.createAsset(1, "BTC"));
        send(fixture.createAsset(2, "USDT"));
        send(fixture.createInstrument());
        send(fixture.createAccount(1001));
        send(fixture.createAccount(1002));
        send(fixture.deposit(1001, 1, 1_000_000_000_000L, "d1"));
        send(fixture.deposit(1002, 2, 100_000_000_000_000_000L, "d2"));
        final UnsafeBuffer sell = copy(fixture.limit(1001, Side.SELL, 5_000_000, 10, "sssssssss"));
        final UnsafeBuffer buy = copy(fixture.limit(1002, Side.BUY, 5_000_000, 10, "sssssssss"));
        for (int i = 0; i < WARM_UP; i++)
        {
            trade(sell, buy);
        }
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final long threadId = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(threadId);
        final long eventsBefore = events.eventSeq();
        final long repliesBefore = egress.count;
        final long before = threads.getThreadAllocatedBytes(threadId);
        for (int i = 0; i < MEASURED; i++)
        {
            trade(sell, buy);
        }
        final long allocated = threads.getThreadAllocatedBytes(threadId) - before;
        assertEquals(3 * MEASURED, events.eventSeq() - eventsBefore, "every order was new and traded");
        assertEquals(3 * MEASURED, egress.count - repliesBefore, "two NEW and one fill asked for");
        assertTrue(allocated < MEASURED, "allocated " + allocated + " bytes for " + 2 * MEASURED + " orders");
    }

    private UnsafeBuffer copy(final int length)
    {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, fixture.buffer, 0, length);
        return copy;
    }
}
