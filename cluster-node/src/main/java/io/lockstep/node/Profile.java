package io.lockstep.node;

/**
 * What a crash of the machine may cost.
 */
public enum Profile
{
    /** Data is forced to disk before it counts: nothing acknowledged is lost when all nodes lose power. */
    DURABLE(1),
    /** Data is left to the page cache: survives the death of processes, not of a majority of machines. */
    FAST(0);

    private final int fileSyncLevel;

    Profile(final int fileSyncLevel)
    {
        this.fileSyncLevel = fileSyncLevel;
    }

    /**
     * @return Aeron's sync level for archive, catalog, and the consensus module's own files.
     */
    public int fileSyncLevel()
    {
        return fileSyncLevel;
    }
}
