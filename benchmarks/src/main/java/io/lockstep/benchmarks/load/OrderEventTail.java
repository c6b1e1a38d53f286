package io.lockstep.benchmarks.load;

import io.lockstep.client.EventTail;
import io.lockstep.client.TailHaltedException;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Learns from the event stream which event was the last of each order, for a transport whose answers do not say.
 * Follows the stream from its beginning on a thread of its own. An order is told from its client order id, and when it
 * was due from its sequence in that.
 */
final class OrderEventTail implements AutoCloseable
{
    private static final int FRAGMENT_LIMIT = 64;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long CLOSE_TIMEOUT_MS = 5_000;
    private static final long NONE = -1;

    /** Orders of which run are told of, to whom. */
    private record Watch(String prefix, Pace pace, long firstSequence, RowSink rows)
    {
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderAcceptedDecoder orderAccepted = new OrderAcceptedDecoder();
    private final EventTail.Context context;
    private final IdleStrategy idle;
    private final Thread thread = new Thread(this::follow, "order-event-tail");
    private volatile Watch watch;
    private volatile long eventSeq;
    private volatile String failure;
    private volatile boolean isClosed;
    private long sequence = NONE;

    /**
     * @param context of the tail, all but the handler.
     * @param idle    between polls.
     */
    OrderEventTail(final EventTail.Context context, final IdleStrategy idle)
    {
        this.context = context.handler(this::onEvent);
        this.idle = idle;
        thread.setDaemon(true);
    }

    /**
     * Begin, and wait until an event was seen.
     *
     * @param wantedEventSeq to wait for.
     * @param timeoutNs      to wait.
     */
    void start(final long wantedEventSeq, final long timeoutNs)
    {
        thread.start();
        final long deadlineNs = System.nanoTime() + timeoutNs;
        while (eventSeq < wantedEventSeq)
        {
            if (null != failure || System.nanoTime() - deadlineNs > 0)
            {
                throw new SetupFailure("event stream not followed up to " + wantedEventSeq + " but to " + eventSeq +
                    (null == failure ? "" : ": " + failure));
            }
            LockSupport.parkNanos(WAIT_NS);
        }
    }

    /**
     * Tell of the orders of a run.
     *
     * @param runId         prefix of its client order ids.
     * @param pace          of it.
     * @param firstSequence from which orders are measured.
     * @param rows          told of them.
     */
    void watch(final String runId, final Pace pace, final long firstSequence, final RowSink rows)
    {
        watch = new Watch(runId + '-', pace, firstSequence, rows);
    }

    /**
     * @return the last event seen.
     */
    long eventSeq()
    {
        return eventSeq;
    }

    private void follow()
    {
        try (EventTail tail = EventTail.launch(context))
        {
            while (!isClosed)
            {
                idle.idle(tail.poll(FRAGMENT_LIMIT));
            }
        }
        catch (final TailHaltedException ex)
        {
            failure = ex.getMessage();
        }
        catch (final RuntimeException ex)
        {
            failure = ex.toString();
        }
    }

    private void onEvent(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long newEventSeq,
        final long endPosition,
        final long chainHash)
    {
        header.wrap(buffer, offset);
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        // Every event begins with the event header; that of an accepted order does for the others as well.
        orderAccepted.wrap(buffer, body, header.blockLength(), header.version());
        final Watch current = watch;
        if (OrderAcceptedDecoder.TEMPLATE_ID == header.templateId())
        {
            sequence = null == current ? NONE : sequenceOf(orderAccepted.clientOrderId(), current);
        }
        if (1 == orderAccepted.eventHeader().lastOfCommand())
        {
            if (NONE != sequence)
            {
                current.rows.onOrder(newEventSeq, current.pace.intendedNs(sequence));
            }
            sequence = NONE;
        }
        eventSeq = newEventSeq;
    }

    private static long sequenceOf(final String clientOrderId, final Watch watch)
    {
        if (!clientOrderId.startsWith(watch.prefix))
        {
            return NONE;
        }
        final long sequence = Long.parseLong(clientOrderId.substring(watch.prefix.length()));
        return sequence < watch.firstSequence ? NONE : sequence;
    }

    @Override
    public void close()
    {
        isClosed = true;
        try
        {
            thread.join(CLOSE_TIMEOUT_MS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}
