package io.lockstep.service;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.archive.status.RecordingPos;
import io.aeron.cluster.service.Cluster;
import io.aeron.logbuffer.BufferClaim;
import io.lockstep.core.types.Invariants;
import io.lockstep.sbe.EventStream;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.CountersReader;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The event stream of this node: an IPC publication and its own archive's recording of it.
 * <p>
 * Starting: the recording that holds the position of the state is extended, from where it ended; what the state makes
 * again up to there is not written again. When none holds it (a new node, a lost tail, a snapshot of another node) a
 * new recording starts at the position of the state. What it lacks, the other nodes have: a consumer that needs it
 * finds it there, by the same position.
 * <p>
 * The end of a recording may be the filler that the driver puts in place of a claim which was never committed, when the
 * service stopped in the middle of a command. It is cut off, because no event of that length may ever be there.
 */
final class EventRecording implements EventChannel, AutoCloseable
{
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final IdleStrategy idleStrategy;
    private final RecordedTail tail;
    private final ExclusivePublication publication;
    private final CountersReader counters;
    private final int recordingCounterId;
    private final long recordingId;

    /**
     * Blocks until the stream is being recorded.
     *
     * @param cluster       that the service runs in.
     * @param eventPosition position of the stream that the state is at.
     */
    EventRecording(final Cluster cluster, final long eventPosition)
    {
        idleStrategy = cluster.idleStrategy();
        final Aeron aeron = cluster.aeron();
        counters = aeron.countersReader();
        try (AeronArchive archive = connect(cluster))
        {
            final RecordingDescriptor found = RecordingDescriptor.findCovering(archive, idleStrategy, eventPosition);
            tail = null == found ? RecordedTail.emptyAt(eventPosition) :
                new RecordedTailReader(archive, aeron, idleStrategy).read(found);
            publication = aeron.addExclusivePublication(
                publicationChannel(tail.streamPosition()), EventStream.STREAM_ID);
            final String recordedChannel = recordedChannel(publication.sessionId());
            if (null == found)
            {
                archive.startRecording(recordedChannel, EventStream.STREAM_ID, SourceLocation.LOCAL, true);
            }
            else
            {
                archive.extendRecording(
                    found.recordingId(), recordedChannel, EventStream.STREAM_ID, SourceLocation.LOCAL, true);
            }
            recordingCounterId = awaitRecordingCounter(archive);
            recordingId = RecordingPos.getRecordingId(counters, recordingCounterId);
            await(archive, "event stream connects", publication::isConnected);
        }
    }

    private AeronArchive connect(final Cluster cluster)
    {
        final AeronArchive.AsyncConnect asyncConnect =
            AeronArchive.asyncConnect(cluster.context().archiveContext().clone());
        AeronArchive archive = asyncConnect.poll();
        while (null == archive)
        {
            idleStrategy.idle();
            archive = asyncConnect.poll();
        }
        return archive;
    }

    private static String publicationChannel(final long position)
    {
        return new ChannelUriStringBuilder()
            .media(CommonContext.IPC_MEDIA)
            .alias(EventStream.ALIAS)
            .mtu(EventStream.MTU_LENGTH)
            .initialPosition(position, EventStream.INITIAL_TERM_ID, EventStream.TERM_LENGTH)
            .build();
    }

    private static String recordedChannel(final int sessionId)
    {
        return new ChannelUriStringBuilder()
            .media(CommonContext.IPC_MEDIA)
            .alias(EventStream.ALIAS)
            .sessionId(sessionId)
            .build();
    }

    private int awaitRecordingCounter(final AeronArchive archive)
    {
        final int sessionId = publication.sessionId();
        final long archiveId = archive.archiveId();
        await(archive, "event stream is recorded", () ->
            CountersReader.NULL_COUNTER_ID != RecordingPos.findCounterIdBySession(counters, sessionId, archiveId));
        return RecordingPos.findCounterIdBySession(counters, sessionId, archiveId);
    }

    private void await(final AeronArchive archive, final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + START_TIMEOUT_NS;
        while (!condition.getAsBoolean())
        {
            archive.checkForErrorResponse();
            Invariants.require(System.nanoTime() - deadlineNs < 0, what);
            idleStrategy.idle();
        }
    }

    /** What was recorded before this started. */
    RecordedTail tail()
    {
        return tail;
    }

    @Override
    public long claim(final int length, final BufferClaim claim)
    {
        while (true)
        {
            if (!publication.isConnected())
            {
                throw new AgentTerminationException("event stream is not recorded any more");
            }
            final long position = publication.tryClaim(length, claim);
            if (position > 0)
            {
                return position;
            }
            if (Publication.BACK_PRESSURED != position && Publication.ADMIN_ACTION != position)
            {
                throw new AgentTerminationException("event stream: " + Publication.errorString(position));
            }
            idleStrategy.idle();
        }
    }

    /**
     * Wait until the stream is on disk up to a position: a snapshot that survived what it is a snapshot of would leave
     * a hole.
     */
    void awaitRecorded(final long position)
    {
        while (counters.getCounterValue(recordingCounterId) < position)
        {
            Invariants.require(
                RecordingPos.isActive(counters, recordingCounterId, recordingId), "event stream is recorded");
            idleStrategy.idle();
        }
    }

    @Override
    public void close()
    {
        publication.close();
    }
}
