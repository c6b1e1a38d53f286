package io.lockstep.benchmarks.load;

import java.util.concurrent.TimeUnit;

/**
 * When each order is due: a function of the start and the rate alone, so that nothing which happens during a run can
 * move it. Immutable.
 *
 * @param startNs       when order 0 is due, in the clock of the run.
 * @param ratePerSecond orders a second, from 1.
 */
record Pace(long startNs, long ratePerSecond)
{
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    Pace
    {
        if (ratePerSecond < 1)
        {
            throw new IllegalArgumentException("rate must be 1 or more: " + ratePerSecond);
        }
    }

    /**
     * Computed from the index and not by adding intervals up: a rate that does not divide a second must not drift.
     *
     * @param index of an order, from 0.
     * @return when it is due.
     */
    long intendedNs(final long index)
    {
        final long seconds = index / ratePerSecond;
        return startNs + seconds * SECOND_NS + (index % ratePerSecond) * SECOND_NS / ratePerSecond;
    }

    /**
     * @param ratePerSecond orders a second.
     * @param durationNs    nanoseconds.
     * @return how many orders are due in that time, the first at its beginning.
     */
    static long count(final long ratePerSecond, final long durationNs)
    {
        final long seconds = durationNs / SECOND_NS;
        // Rounded up: an order that is due before the end belongs to it.
        return seconds * ratePerSecond + ((durationNs % SECOND_NS) * ratePerSecond + SECOND_NS - 1) / SECOND_NS;
    }
}
