package io.lockstep.settlement.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that must hold, and how it went. Single-threaded.
 */
public final class Check
{
    private static final int SAMPLES = 3;

    private final String name;
    private final List<String> samples = new ArrayList<>();
    private long looked;
    private long failures;
    private String note = "";

    /**
     * @param name that a person searches for.
     */
    public Check(final String name)
    {
        this.name = name;
    }

    /** Something was looked at. */
    public void looked()
    {
        looked++;
    }

    /**
     * It does not hold.
     *
     * @param reason in words.
     */
    public void fail(final String reason)
    {
        failures++;
        if (samples.size() < SAMPLES)
        {
            samples.add(reason);
        }
    }

    /**
     * @param holds  whether it does.
     * @param reason in words, when not.
     */
    public void require(final boolean holds, final java.util.function.Supplier<String> reason)
    {
        looked++;
        if (!holds)
        {
            fail(reason.get());
        }
    }

    /**
     * @param text to show with the result.
     */
    public void note(final String text)
    {
        note = text;
    }

    /**
     * @return whether it holds.
     */
    public boolean isOk()
    {
        return 0 == failures;
    }

    /**
     * @return name of the check.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return how many things were looked at.
     */
    public long count()
    {
        return looked;
    }

    /**
     * @return one line for a person.
     */
    public String line()
    {
        final StringBuilder line = new StringBuilder(isOk() ? "ok    " : "FAIL  ")
            .append(name).append(": ").append(looked).append(" checked");
        if (!note.isEmpty())
        {
            line.append(", ").append(note);
        }
        if (!isOk())
        {
            line.append(", ").append(failures).append(" wrong: ").append(String.join("; ", samples));
        }
        return line.toString();
    }
}
