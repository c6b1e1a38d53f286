package io.lockstep.testing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waiting on a condition, never on time alone.
 */
public final class Await
{
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await()
    {
    }

    /**
     * @param what      is waited for, told when it does not come.
     * @param condition that is tried again and again.
     */
    public static void until(final String what, final BooleanSupplier condition)
    {
        until(() -> what, condition);
    }

    /**
     * @param what      is waited for, told when it does not come.
     * @param condition that is tried again and again.
     */
    public static void until(final Supplier<String> what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new AssertionError("did not come in time: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
