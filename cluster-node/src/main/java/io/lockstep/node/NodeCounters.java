package io.lockstep.node;

import io.aeron.AeronCounters;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusterCounters;
import io.aeron.driver.MediaDriver;
import org.agrona.concurrent.status.CountersReader;

/**
 * The consensus module's counters, read where the media driver keeps them: they stay readable as long as the driver is
 * open, whatever has become of the consensus module. Any thread.
 */
final class NodeCounters
{
    private static final int CLUSTER_ID = 0;

    private final CountersReader counters;

    NodeCounters(final MediaDriver mediaDriver)
    {
        counters = new CountersReader(
            mediaDriver.context().countersMetaDataBuffer(), mediaDriver.context().countersValuesBuffer());
    }

    private long value(final int typeId, final long byDefault)
    {
        final int counterId = ClusterCounters.find(counters, typeId, CLUSTER_ID);
        return CountersReader.NULL_COUNTER_ID == counterId ? byDefault : counters.getCounterValue(counterId);
    }

    /** CANDIDATE while an election runs. */
    Cluster.Role role()
    {
        return isElectionClosed() ?
            Cluster.Role.get((int)value(AeronCounters.CLUSTER_NODE_ROLE_TYPE_ID, Cluster.Role.FOLLOWER.code())) :
            Cluster.Role.CANDIDATE;
    }

    boolean isElectionClosed()
    {
        return ElectionState.CLOSED.code() == value(AeronCounters.CLUSTER_ELECTION_STATE_TYPE_ID, -1);
    }

    long commitPosition()
    {
        return value(AeronCounters.CLUSTER_COMMIT_POSITION_TYPE_ID, 0);
    }

    long snapshotCount()
    {
        return value(AeronCounters.CLUSTER_SNAPSHOT_COUNTER_TYPE_ID, 0);
    }
}
