package io.lockstep.node;

import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.locks.LockSupport;

/**
 * Pauses after every round, work or not, so that what arrives in the meantime is forced to disk together. For an
 * archive whose every recorded block is a write and a flush of the device: where several nodes share one disk, a flush
 * per command and recording is more than the device does in that time, and orders wait behind them.
 */
final class GroupCommitIdleStrategy implements IdleStrategy
{
    private final long pauseNs;

    /**
     * @param pauseNs between two rounds, nanoseconds, positive.
     */
    GroupCommitIdleStrategy(final long pauseNs)
    {
        this.pauseNs = pauseNs;
    }

    @Override
    public void idle(final int workCount)
    {
        LockSupport.parkNanos(pauseNs);
    }

    @Override
    public void idle()
    {
        LockSupport.parkNanos(pauseNs);
    }

    @Override
    public void reset()
    {
    }

    @Override
    public String alias()
    {
        return "group-commit";
    }

    @Override
    public String toString()
    {
        return "GroupCommitIdleStrategy{pauseNs=" + pauseNs + '}';
    }
}
