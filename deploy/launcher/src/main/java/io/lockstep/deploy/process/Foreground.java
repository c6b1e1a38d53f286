package io.lockstep.deploy.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that must not outlive this one. Any thread.
 */
public final class Foreground
{
    private Foreground()
    {
    }

    /**
     * Run a program to its end.
     *
     * @param name      for messages.
     * @param builder   of the program.
     * @param timeoutMs after which it is killed.
     * @return its exit code.
     * @throws CommandFailure if it cannot be run or does not end in time.
     */
    public static int run(final String name, final ProcessBuilder builder, final long timeoutMs)
    {
        try
        {
            final Process process = builder.start();
            return AbortOnInterrupt.during(process::destroyForcibly, () -> await(name, process, timeoutMs));
        }
        catch (final IOException ex)
        {
            throw new CommandFailure("cannot run " + name + ": " + ex.getMessage(), ex);
        }
    }

    private static int await(final String name, final Process process, final long timeoutMs)
    {
        try
        {
            if (process.waitFor(timeoutMs, TimeUnit.MILLISECONDS))
            {
                return process.exitValue();
            }
            throw new CommandFailure(name + " did not end within " + timeoutMs / 1000 + " s");
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ex);
        }
        finally
        {
            process.destroyForcibly();
        }
    }
}
