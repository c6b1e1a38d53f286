package io.lockstep.service;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;

/**
 * Where a snapshot is written to.
 */
interface SnapshotSink
{
    /**
     * Claim room for the next record. Waits for it as long as it takes: a snapshot that gave up half-way would be taken
     * for a whole one.
     *
     * @param length of the record, bytes.
     * @param claim  that is set to the room; the caller fills and commits it.
     */
    void claim(int length, BufferClaim claim);

    /** The sink that Aeron Cluster records. */
    static SnapshotSink of(final ExclusivePublication publication, final IdleStrategy idleStrategy)
    {
        return (length, claim) ->
        {
            idleStrategy.reset();
            long position = publication.tryClaim(length, claim);
            while (position < 0)
            {
                if (Publication.BACK_PRESSURED != position && Publication.ADMIN_ACTION != position)
                {
                    throw new AgentTerminationException("snapshot: " + Publication.errorString(position));
                }
                idleStrategy.idle();
                position = publication.tryClaim(length, claim);
            }
        };
    }
}
