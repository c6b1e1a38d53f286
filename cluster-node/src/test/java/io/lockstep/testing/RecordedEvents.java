package io.lockstep.testing;

import io.aeron.Subscription;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.node.ChallengeResponse;
import io.lockstep.sbe.EventStream;
import io.lockstep.service.NodeStatus;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a node recorded, as a consumer does.
 */
final class RecordedEvents
{
    private static final int REPLAY_STREAM_ID = 7_000;
    private static final int FRAGMENT_LIMIT = 100;

    private RecordedEvents()
    {
    }

    private static AeronArchive connect(final String aeronDirectoryName, final String archiveEndpoint)
    {
        return AeronArchive.connect(new AeronArchive.Context()
            .aeronDirectoryName(aeronDirectoryName)
            .controlRequestChannel("aeron:udp?endpoint=" + archiveEndpoint)
            .controlResponseChannel("aeron:udp?endpoint=127.0.0.1:0")
            .credentialsSupplier(
                new ChallengeResponse(TestPrincipals.BRIDGE, TestPrincipals.secret(TestPrincipals.BRIDGE))));
    }

    /** Id and start position of the newest recording. */
    private static long[] find(final AeronArchive archive)
    {
        final long[] recording = {-1, 0};
        archive.listRecordingsForUri(
            0, Integer.MAX_VALUE, "alias=" + EventStream.ALIAS, EventStream.STREAM_ID,
            (controlSessionId, correlationId, recordingId, startTimestamp, stopTimestamp, startPosition,
                stopPosition, initialTermId, segmentFileLength, termBufferLength, mtuLength, sessionId, streamId,
                strippedChannel, originalChannel, sourceIdentity) ->
            {
                recording[0] = recordingId;
                recording[1] = startPosition;
            });
        return recording;
    }

    /** Wait until what is recorded goes beyond a position. */
    static void awaitBeyond(final String aeronDirectoryName, final String archiveEndpoint, final long position)
    {
        try (AeronArchive archive = connect(aeronDirectoryName, archiveEndpoint))
        {
            final long recordingId = find(archive)[0];
            Await.until(
                "something is recorded beyond " + position,
                () -> archive.getMaxRecordedPosition(recordingId) > position);
        }
    }

    /** Cut the newest recording of an archive that no node runs on. */
    @SuppressWarnings("try")
    static void truncate(
        final String aeronDirectoryName, final File archiveDir, final String endpoint, final long position)
    {
        try (ArchivingMediaDriver archiving = ArchivingMediaDriver.launch(
            new MediaDriver.Context()
                .aeronDirectoryName(aeronDirectoryName)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED),
            new Archive.Context()
                .aeronDirectoryName(aeronDirectoryName)
                .archiveDir(archiveDir)
                .markFileDir(new File(aeronDirectoryName))
                .controlChannel("aeron:udp?endpoint=" + endpoint)
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c())
                .threadingMode(ArchiveThreadingMode.SHARED));
            AeronArchive archive = connect(aeronDirectoryName, endpoint))
        {
            archive.truncateRecording(find(archive)[0], position);
        }
    }

    static List<byte[]> read(final String aeronDirectoryName, final String archiveEndpoint, final NodeStatus status)
    {
        final List<byte[]> events = new ArrayList<>();
        try (AeronArchive archive = connect(aeronDirectoryName, archiveEndpoint))
        {
            final long[] recording = find(archive);
            final long end = status.eventPosition();
            Await.until("events are recorded", () -> archive.getRecordingPosition(recording[0]) >= end);
            try (Subscription subscription = archive.context().aeron()
                .addSubscription("aeron:udp?endpoint=127.0.0.1:0", REPLAY_STREAM_ID))
            {
                final String[] channel = {null};
                Await.until("port is known", () ->
                {
                    channel[0] = subscription.tryResolveChannelEndpointPort();
                    return null != channel[0];
                });
                archive.startReplay(
                    recording[0], recording[1], end - recording[1], channel[0], REPLAY_STREAM_ID);
                final long[] position = {recording[1]};
                Await.until(() -> "replay at " + position[0] + " of " + end, () ->
                {
                    while (subscription.poll(
                        (buffer, offset, length, header) ->
                        {
                            final byte[] event = new byte[length];
                            buffer.getBytes(offset, event);
                            events.add(event);
                            position[0] = header.position();
                        },
                        FRAGMENT_LIMIT) > 0)
                    {
                        archive.checkForErrorResponse();
                    }
                    return position[0] >= end;
                });
            }
        }
        return events;
    }
}
