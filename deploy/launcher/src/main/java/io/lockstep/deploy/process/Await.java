package io.lockstep.deploy.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits on a condition until a deadline. May be used from any thread; it keeps no state.
 */
public final class Await
{
    private static final long POLL_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(25);

    private Await()
    {
    }

    /**
     * Wait until the condition holds.
     *
     * @param timeoutMs how long to wait at most.
     * @param condition which is asked again and again on the calling thread.
     * @return true if the condition held before the deadline.
     */
    public static boolean until(final long timeoutMs, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (true)
        {
            if (condition.getAsBoolean())
            {
                return true;
            }
            if (System.nanoTime() - deadlineNs >= 0)
            {
                return false;
            }
            pause();
        }
    }

    /**
     * Give other processes the core for a moment between two looks at a condition.
     */
    public static void pause()
    {
        LockSupport.parkNanos(POLL_INTERVAL_NS);
    }
}
