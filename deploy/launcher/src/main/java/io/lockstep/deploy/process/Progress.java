package io.lockstep.deploy.process;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Progress lines with the time since the command began: {@code [  3.2s] kafka ready on 9093}. Thread safe.
 */
public final class Progress
{
    private final PrintStream out;
    private final long beginNs = System.nanoTime();

    /**
     * @param out to which the lines go.
     */
    public Progress(final PrintStream out)
    {
        this.out = out;
    }

    /**
     * Print one line.
     *
     * @param text of the line.
     */
    public synchronized void say(final String text)
    {
        out.println(String.format(Locale.ROOT, "[%5.1fs] %s", elapsedMs() / 1000.0, text));
        out.flush();
    }

    /**
     * @return milliseconds since this object was made.
     */
    public long elapsedMs()
    {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);
    }
}
