package io.lockstep.service;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.lockstep.core.types.Invariants;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.event.EventHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * Finds the last event of a recording by replaying its last term: a recording says where it ends, not where its last
 * event begins.
 */
final class RecordedTailReader implements FragmentHandler
{
    private static final String REPLAY_CHANNEL = "aeron:ipc?alias=lockstep-tail";
    private static final int REPLAY_STREAM_ID = EventStream.STREAM_ID + 1;
    private static final int FRAGMENT_LIMIT = 64;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final EventHeaderDecoder eventHeader = new EventHeaderDecoder();
    private final AeronArchive archive;
    private final Aeron aeron;
    private final IdleStrategy idleStrategy;
    private boolean hasEvent;
    private long eventEndPosition;
    private long chainHash;
    private long leadershipTermId;

    RecordedTailReader(final AeronArchive archive, final Aeron aeron, final IdleStrategy idleStrategy)
    {
        this.archive = archive;
        this.aeron = aeron;
        this.idleStrategy = idleStrategy;
    }

    /** The tail of a recording, which is cut to its last event when a filler follows that no event made. */
    RecordedTail read(final RecordingDescriptor recording)
    {
        final long stopPosition = recording.stopPosition();
        long end = stopPosition;
        while (!hasEvent && end > recording.startPosition())
        {
            end = Math.max(recording.startPosition(), termStart(end - 1));
            replay(recording.recordingId(), end, stopPosition);
        }
        if (!hasEvent)
        {
            return new RecordedTail(recording.startPosition(), stopPosition, 0, RecordedTail.NONE);
        }
        if (eventEndPosition < stopPosition && stopPosition != termStart(stopPosition))
        {
            truncate(recording.recordingId());
            return new RecordedTail(eventEndPosition, eventEndPosition, chainHash, leadershipTermId);
        }
        return new RecordedTail(eventEndPosition, stopPosition, chainHash, leadershipTermId);
    }

    private static long termStart(final long position)
    {
        return position & -EventStream.TERM_LENGTH;
    }

    private void replay(final long recordingId, final long from, final long to)
    {
        final int sessionId = (int)archive.startReplay(recordingId, from, to - from, REPLAY_CHANNEL, REPLAY_STREAM_ID);
        final String channel = ChannelUri.addSessionId(REPLAY_CHANNEL, sessionId);
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        try (Subscription subscription = aeron.addSubscription(channel, REPLAY_STREAM_ID))
        {
            Image image = null;
            while (null == image || image.position() < to)
            {
                if (null == image)
                {
                    image = subscription.imageBySessionId(sessionId);
                }
                final int fragments = null == image ? 0 : image.poll(this, FRAGMENT_LIMIT);
                if (0 == fragments)
                {
                    archive.checkForErrorResponse();
                    Invariants.require(null == image || !image.isClosed() || image.position() >= to,
                        "recording is replayed to its end");
                    Invariants.require(System.nanoTime() - deadlineNs < 0, "recording is replayed in time");
                }
                idleStrategy.idle(fragments);
            }
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        eventHeader.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
        hasEvent = true;
        eventEndPosition = header.position();
        leadershipTermId = eventHeader.leadershipTermId();
        chainHash = buffer.getLong(offset + length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    /** Refused while somebody replays the recording, who then ends by itself: it has nothing more to replay. */
    private void truncate(final long recordingId)
    {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true)
        {
            try
            {
                archive.truncateRecording(recordingId, eventEndPosition);
                return;
            }
            catch (final ArchiveException ex)
            {
                if (System.nanoTime() - deadlineNs >= 0)
                {
                    throw ex;
                }
                idleStrategy.idle();
            }
        }
    }
}
