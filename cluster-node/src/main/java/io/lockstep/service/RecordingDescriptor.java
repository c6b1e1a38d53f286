package io.lockstep.service;

import io.aeron.archive.client.AeronArchive;
import io.lockstep.core.types.Invariants;
import io.lockstep.sbe.EventStream;
import org.agrona.concurrent.IdleStrategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A recording of the event stream in this node's archive, not active.
 *
 * @param recordingId   of it.
 * @param startPosition that it begins at.
 * @param stopPosition  that it ends at.
 */
record RecordingDescriptor(long recordingId, long startPosition, long stopPosition)
{
    private static final long STOP_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private boolean covers(final long position)
    {
        return startPosition <= position && position <= stopPosition;
    }

    /** The newest recording that holds the position, or null. */
    static RecordingDescriptor findCovering(
        final AeronArchive archive, final IdleStrategy idleStrategy, final long position)
    {
        final List<RecordingDescriptor> all = new ArrayList<>();
        archive.listRecordingsForUri(
            0,
            Integer.MAX_VALUE,
            "alias=" + EventStream.ALIAS,
            EventStream.STREAM_ID,
            (controlSessionId, correlationId, recordingId, startTimestamp, stopTimestamp, startPosition, stopPosition,
                initialTermId, segmentFileLength, termBufferLength, mtuLength, sessionId, streamId, strippedChannel,
                originalChannel, sourceIdentity) ->
            {
                Invariants.require(
                    EventStream.INITIAL_TERM_ID == initialTermId && EventStream.TERM_LENGTH == termBufferLength &&
                    EventStream.MTU_LENGTH == mtuLength, "recording is of this stream's geometry");
                all.add(new RecordingDescriptor(recordingId, startPosition, stopPosition));
            });

        for (int i = all.size() - 1; i >= 0; i--)
        {
            final RecordingDescriptor stopped = stopped(all.get(i), archive, idleStrategy);
            if (stopped.covers(position))
            {
                return stopped;
            }
        }
        return null;
    }

    private static RecordingDescriptor stopped(
        final RecordingDescriptor recording, final AeronArchive archive, final IdleStrategy idleStrategy)
    {
        long stopPosition = recording.stopPosition;
        if (AeronArchive.NULL_POSITION == stopPosition)
        {
            archive.tryStopRecordingByIdentity(recording.recordingId);
            final long deadlineNs = System.nanoTime() + STOP_TIMEOUT_NS;
            stopPosition = archive.getStopPosition(recording.recordingId);
            while (AeronArchive.NULL_POSITION == stopPosition)
            {
                Invariants.require(System.nanoTime() - deadlineNs < 0, "recording of before stops");
                idleStrategy.idle();
                stopPosition = archive.getStopPosition(recording.recordingId);
            }
        }
        return new RecordingDescriptor(recording.recordingId, recording.startPosition, stopPosition);
    }
}
