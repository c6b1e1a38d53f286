package io.lockstep.settlement.journal;

/**
 * The journal cannot be trusted. Its content is thrown away and fetched again from the cluster's recording.
 */
public final class JournalDamagedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message that says what was found.
     */
    public JournalDamagedException(final String message)
    {
        super(message);
    }
}
