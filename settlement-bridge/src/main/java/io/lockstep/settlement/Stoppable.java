package io.lockstep.settlement;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A loop on a thread of its own that can be told to end. Stopping and closing are thread safe.
 */
abstract class Stoppable implements Runnable, AutoCloseable
{
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long JOIN_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);

    private final Thread thread;
    private volatile boolean stopped;
    private volatile long stoppedNs;

    Stoppable(final String threadName)
    {
        thread = new Thread(this, threadName);
        thread.setDaemon(true);
    }

    final void start()
    {
        thread.start();
    }

    /**
     * Ask the loop to end. It is not interrupted: a batch that is under way may finish, and connections close cleanly.
     */
    final void stop()
    {
        if (!stopped)
        {
            stoppedNs = System.nanoTime();
            stopped = true;
        }
        LockSupport.unpark(thread);
    }

    final boolean isStopped()
    {
        return stopped;
    }

    final boolean isAlive()
    {
        return thread.isAlive();
    }

    /**
     * Wait, but not longer than the loop lives.
     *
     * @param durationNs at most.
     */
    final void pause(final long durationNs)
    {
        final long deadlineNs = System.nanoTime() + durationNs;
        for (long leftNs = durationNs; leftNs > 0 && !stopped; leftNs = deadlineNs - System.nanoTime())
        {
            LockSupport.parkNanos(leftNs);
        }
    }

    @Override
    public final void close()
    {
        stop();
        try
        {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(stoppedNs + PATIENCE_NS - System.nanoTime())));
            if (thread.isAlive())
            {
                // It waits for a store that may never answer.
                thread.interrupt();
                thread.join(JOIN_TIMEOUT_MS);
            }
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}
