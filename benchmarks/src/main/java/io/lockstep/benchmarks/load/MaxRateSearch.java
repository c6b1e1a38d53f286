package io.lockstep.benchmarks.load;

import java.util.function.LongFunction;

/**
 * Looks for the highest rate that is sustained: steps up by a factor until a step fails. Single-threaded.
 */
final class MaxRateSearch
{
    /** No step was sustained. */
    static final long NONE = 0;

    private final double factor;
    private final int maxSteps;

    /**
     * @param factor   from one step to the next, above 1.
     * @param maxSteps to try.
     */
    MaxRateSearch(final double factor, final int maxSteps)
    {
        if (!(factor > 1))
        {
            throw new IllegalArgumentException("factor must be above 1: " + factor);
        }
        this.factor = factor;
        this.maxSteps = maxSteps;
    }

    /**
     * @param firstRate to hold, a second.
     * @param step      holds a rate and says why it was not sustained, or null when it was.
     * @return the highest rate that was sustained, or {@link #NONE}.
     */
    long search(final long firstRate, final LongFunction<String> step)
    {
        long sustained = NONE;
        long rate = firstRate;
        for (int i = 0; i < maxSteps && null == step.apply(rate); i++)
        {
            sustained = rate;
            rate = next(rate);
        }
        return sustained;
    }

    /**
     * @param rate of a step.
     * @return the next step's, always higher.
     */
    long next(final long rate)
    {
        return Math.max(rate + 1, Math.round(rate * factor));
    }
}
