package io.lockstep.deploy.process;

import java.util.function.Supplier;

/**
 * Makes Ctrl-C and SIGTERM to this program undo what it is doing before the program ends. Any thread.
 */
public final class AbortOnInterrupt
{
    private AbortOnInterrupt()
    {
    }

    /**
     * Do something; if the program is told to end meanwhile, undo it first.
     *
     * @param undo   run by another thread while the action may still be going on.
     * @param action to do.
     * @param <T>    type of its result.
     * @return its result.
     */
    public static <T> T during(final Runnable undo, final Supplier<T> action)
    {
        final Thread hook = new Thread(undo, "abort");
        Runtime.getRuntime().addShutdownHook(hook);
        try
        {
            return action.get();
        }
        finally
        {
            remove(hook);
        }
    }

    private static void remove(final Thread hook)
    {
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException ex)
        {
            // The program is ending already and the hook runs: there is nothing left to prevent.
            return;
        }
    }
}
