package io.lockstep.node;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

import java.util.concurrent.TimeUnit;

/**
 * What an agent's thread does when it finds no work.
 */
public enum IdleMode
{
    /**
     * Parks, ever longer up to half a millisecond: many nodes on few cores, where waking up costs more than the
     * wait. An order passes about eight agents on its way.
     */
    BACKOFF,
    /** Gives the core away and looks again: a core per agent, more or less. */
    YIELD,
    /** Never lets go: isolated cores. */
    SPIN;

    private static final long GROUP_COMMIT_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long MAX_SPINS = 1;
    private static final long MAX_YIELDS = 1;
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(500);

    /**
     * What the archive's thread does between rounds. Where many nodes share few cores and a disk, and every block is
     * forced to it, blocks are gathered first.
     *
     * @param profile of durability.
     * @return a new strategy.
     */
    IdleStrategy newArchiveStrategy(final Profile profile)
    {
        return BACKOFF == this && Profile.DURABLE == profile ?
            new GroupCommitIdleStrategy(GROUP_COMMIT_PAUSE_NS) : newStrategy();
    }

    /**
     * @return a new strategy; each agent needs its own.
     */
    public IdleStrategy newStrategy()
    {
        switch (this)
        {
            case YIELD:
                return YieldingIdleStrategy.INSTANCE;

            case SPIN:
                return BusySpinIdleStrategy.INSTANCE;

            default:
                return new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        }
    }
}
