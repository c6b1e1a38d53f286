package io.lockstep.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits on a condition, with a deadline. */
final class Await
{
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(40);
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private Await()
    {
    }

    static void until(final Supplier<String> what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new AssertionError("waited in vain: " + what.get());
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
