package io.lockstep.deploy.demo;

import io.lockstep.deploy.process.Await;
import io.lockstep.deploy.process.CommandFailure;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Counts and prints what was asserted: {@code ok  …} or {@code FAIL …} a line. A failed check is counted and the step
 * goes on; a step that cannot go on ends the demonstration. Used from one thread.
 */
public final class Checks
{
    /** A part of the demonstration. */
    @FunctionalInterface
    public interface Step
    {
        /**
         * Do it.
         *
         * @throws Exception when it cannot go on.
         */
        void run() throws Exception;
    }

    private final PrintStream out;
    private final long beginNs = System.nanoTime();
    private int passed;
    private int failed;
    private boolean broken;

    /**
     * @param out to which the lines go.
     */
    public Checks(final PrintStream out)
    {
        this.out = out;
    }

    /**
     * Run a part, unless an earlier one could not be finished.
     *
     * @param name of it, a sentence.
     * @param step to run.
     */
    public void step(final String name, final Step step)
    {
        if (broken)
        {
            out.println("     (left out: " + name + ")");
            return;
        }
        out.println();
        out.println(String.format(Locale.ROOT, "[%5.1fs] %s", seconds(), name));
        try
        {
            step.run();
        }
        catch (final Exception ex)
        {
            broken = true;
            failed++;
            out.println("FAIL " + name + " could not be finished: " +
                (ex instanceof CommandFailure ? ex.getMessage() : ex.toString()));
        }
        out.flush();
    }

    /**
     * Assert that two values are equal.
     *
     * @param what     is compared.
     * @param expected value.
     * @param actual   value.
     */
    public void equal(final String what, final Object expected, final Object actual)
    {
        final boolean same = expected instanceof Number && actual instanceof Number ?
            expected.toString().equals(actual.toString()) : Objects.equals(expected, actual);
        report(same, what + (same ? " = " + actual : ": expected " + expected + " but got " + actual));
    }

    /**
     * Assert that something holds.
     *
     * @param what    holds.
     * @param holds   if it does.
     * @param details shown when it does not.
     */
    public void that(final String what, final boolean holds, final String details)
    {
        report(holds, holds ? what : what + ": " + details);
    }

    /**
     * Assert that something comes to hold within a time.
     *
     * @param what      comes to hold.
     * @param timeoutMs by when.
     * @param problem   what is still in the way; empty when nothing is.
     * @return true if it came to hold.
     */
    public boolean eventually(final String what, final long timeoutMs, final Supplier<String> problem)
    {
        final long fromNs = System.nanoTime();
        final String[] last = {""};
        final boolean held = Await.until(timeoutMs, () ->
        {
            last[0] = problem.get();
            return last[0].isEmpty();
        });
        final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNs);
        report(held, held ? what + " after " + tookMs + " ms" :
            what + ": not within " + timeoutMs / 1000 + " s, " + last[0]);
        return held;
    }

    /**
     * Print something that is no assertion.
     *
     * @param text of the line.
     */
    public void note(final String text)
    {
        out.println("     " + text);
    }

    private void report(final boolean ok, final String text)
    {
        if (ok)
        {
            passed++;
        }
        else
        {
            failed++;
        }
        out.println((ok ? "ok   " : "FAIL ") + text);
        out.flush();
    }

    /**
     * Print the result.
     *
     * @return true if everything was run and nothing failed.
     */
    public boolean summary()
    {
        out.println();
        out.println(String.format(Locale.ROOT, "%s: %d checks passed, %d failed, in %.1f s",
            allPassed() ? "PASSED" : "FAILED", passed, failed, seconds()));
        out.flush();
        return allPassed();
    }

    /**
     * @return true if nothing failed so far.
     */
    public boolean allPassed()
    {
        return 0 == failed && 0 < passed;
    }

    private double seconds()
    {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs) / 1000.0;
    }
}
