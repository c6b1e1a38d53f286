package io.lockstep.benchmarks.load;

import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/** Time that only idling moves, a step each. */
final class FakeClock implements NanoClock, IdleStrategy
{
    private final long stepNs;
    private long nowNs = 1_000_000_000L;

    FakeClock(final long stepNs)
    {
        this.stepNs = stepNs;
    }

    @Override
    public long nanoTime()
    {
        return nowNs;
    }

    @Override
    public void idle(final int workCount)
    {
        nowNs += stepNs;
    }

    @Override
    public void idle()
    {
        nowNs += stepNs;
    }

    @Override
    public void reset()
    {
        // Nothing is kept.
    }
}
