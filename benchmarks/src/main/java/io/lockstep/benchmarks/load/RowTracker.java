package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds when an order's rows were in the database: the first time that the database's own progress, which is written
 * after all rows up to it, was seen at or past the order's last event. Never early; late by at most the interval in
 * which progress is looked at.
 * <p>
 * Thread-safe. Orders may come before or after the progress that covers them; {@link #onOrder} never waits.
 */
final class RowTracker implements RowSink
{
    private record Order(long eventSeq, long intendedNs) implements Comparable<Order>
    {
        @Override
        public int compareTo(final Order other)
        {
            return Long.compare(eventSeq, other.eventSeq);
        }
    }

    private final Queue<Order> inbox = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Order> waiting = new PriorityQueue<>();
    private final Histogram rows = new Histogram(3);
    private long[] progressSeqs = new long[1024];
    private long[] progressNs = new long[1024];
    private int progressCount;

    @Override
    public void onOrder(final long eventSeq, final long intendedNs)
    {
        inbox.add(new Order(eventSeq, intendedNs));
    }

    /**
     * Progress was looked at.
     *
     * @param eventSeq that the database holds all rows up to.
     * @param nowNs    when that was known.
     */
    synchronized void onProgress(final long eventSeq, final long nowNs)
    {
        if (0 == progressCount || eventSeq > progressSeqs[progressCount - 1])
        {
            append(eventSeq, nowNs);
        }
        for (Order order = inbox.poll(); null != order; order = inbox.poll())
        {
            if (order.eventSeq <= progressSeqs[progressCount - 1])
            {
                record(order, progressNs[firstCovering(order.eventSeq)]);
            }
            else
            {
                waiting.add(order);
            }
        }
        while (!waiting.isEmpty() && waiting.peek().eventSeq <= progressSeqs[progressCount - 1])
        {
            record(waiting.poll(), nowNs);
        }
    }

    private void append(final long eventSeq, final long nowNs)
    {
        if (progressCount == progressSeqs.length)
        {
            progressSeqs = Arrays.copyOf(progressSeqs, progressCount * 2);
            progressNs = Arrays.copyOf(progressNs, progressCount * 2);
        }
        progressSeqs[progressCount] = eventSeq;
        progressNs[progressCount] = nowNs;
        progressCount++;
    }

    private int firstCovering(final long eventSeq)
    {
        final int found = Arrays.binarySearch(progressSeqs, 0, progressCount, eventSeq);
        return found >= 0 ? found : -found - 1;
    }

    private void record(final Order order, final long nowNs)
    {
        rows.recordValue(Math.max(0, nowNs - order.intendedNs));
    }

    /**
     * @return orders whose rows have not been seen.
     */
    synchronized long missing()
    {
        return inbox.size() + waiting.size();
    }

    /**
     * @return a copy of order due → rows in the database, nanoseconds.
     */
    synchronized Histogram rows()
    {
        return rows.copy();
    }
}
