package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ControlResponsePoller;
import io.aeron.archive.client.RecordingDescriptorPoller;
import io.aeron.archive.codecs.ControlResponseCode;
import io.lockstep.sbe.EventStream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.NoOpLock;

/**
 * One attempt to continue the stream from one node: connects to its archive, finds the recording, has it replayed from
 * the checkpoint on, and watches that it does not stall. Never blocks. When the node will not do,
 * {@link NodeLeftException} says why. Single-threaded.
 */
final class TailNode implements AutoCloseable
{
    private static final int MAX_RECORDINGS = 1024;
    private static final int CONTROL_TERM_LENGTH = 64 * 1024;
    private static final long NULL_ID = Aeron.NULL_VALUE;

    private enum Step
    {
        CONNECT,
        LIST,
        POSITION,
        SUBSCRIBE,
        REPLAY,
        IMAGE,
        FOLLOW
    }

    private final EventTail.Context context;
    private final Aeron aeron;
    private final long startPosition;
    private Step step = Step.CONNECT;
    private long stepDeadlineNs;
    private AeronArchive.AsyncConnect asyncConnect;
    private AeronArchive archive;
    private long requestId = NULL_ID;
    private boolean isAnswered;
    private long answer;
    private long replayRequestId = NULL_ID;
    private long subscriptionId = NULL_ID;
    private Subscription subscription;
    private Image image;
    private long recordingId = NULL_ID;
    private long candidateStopPosition;
    private long latestPosition = NULL_ID;
    private boolean hasOtherGeometry;
    private long progressNs;
    private long stallDeadlineNs;
    private boolean isStallKnown;

    TailNode(
        final EventTail.Context context,
        final Aeron aeron,
        final PrincipalKey key,
        final String controlEndpoint,
        final long startPosition,
        final long nowNs)
    {
        this.context = context;
        this.aeron = aeron;
        this.startPosition = startPosition;
        step(Step.CONNECT, nowNs);
        asyncConnect = AeronArchive.asyncConnect(new AeronArchive.Context()
            .aeron(aeron)
            .ownsAeronClient(false)
            .lock(NoOpLock.INSTANCE)
            .controlRequestChannel("aeron:udp?endpoint=" + controlEndpoint)
            .controlRequestStreamId(context.controlStreamId())
            .controlResponseChannel("aeron:udp?endpoint=" + context.responseHost() + ":0")
            .controlTermBufferLength(CONTROL_TERM_LENGTH)
            .messageTimeoutNs(context.nodeTimeoutNs())
            .errorHandler(context.errorHandler())
            .credentialsSupplier(key));
    }

    /** Is the replay running? Then {@link #image()} has it. */
    boolean isFollowing()
    {
        return Step.FOLLOW == step;
    }

    Image image()
    {
        return image;
    }

    /** Advance towards following. */
    int poll(final long nowNs)
    {
        if (nowNs - stepDeadlineNs > 0)
        {
            throw new NodeLeftException(NodeVerdict.UNREACHABLE, "no answer in time at step " + step);
        }
        if (Step.CONNECT == step)
        {
            return pollConnect(nowNs);
        }

        if (Step.LIST == step)
        {
            return pollList(nowNs);
        }

        int workCount = pollResponses();
        switch (step)
        {
            case POSITION:
                workCount += pollPosition(nowNs);
                break;

            case SUBSCRIBE:
                workCount += pollSubscribe(nowNs);
                break;

            case REPLAY:
                workCount += pollReplay(nowNs);
                break;

            case IMAGE:
                workCount += pollImage(nowNs);
                break;

            default:
                break;
        }
        return workCount;
    }

    /**
     * Watch a replay that runs: its end, an error, a stall.
     *
     * @param position of the stream up to which events were delivered.
     * @param received events in this duty cycle.
     */
    int pollFollowing(final long nowNs, final long position, final int received)
    {
        if (received > 0)
        {
            progressNs = nowNs;
            isStallKnown = false;
        }
        final int workCount = pollResponses();
        if (image.isClosed() || image.isEndOfStream())
        {
            throw new NodeLeftException(NodeVerdict.UNREACHABLE, "the replay ended");
        }
        if (nowNs - progressNs >= context.stallTimeoutNs())
        {
            watchForStall(nowNs, position);
        }
        return workCount;
    }

    private void watchForStall(final long nowNs, final long position)
    {
        if (isStallKnown)
        {
            if (nowNs - stallDeadlineNs > 0)
            {
                throw new NodeLeftException(
                    NodeVerdict.UNREACHABLE, "the replay stalled, the recording is at " + latestPosition);
            }
        }
        else if (NULL_ID == requestId)
        {
            if (requestPosition())
            {
                stallDeadlineNs = nowNs + context.stallTimeoutNs();
            }
        }
        else if (isAnswered)
        {
            requestId = NULL_ID;
            latestPosition = answer;
            if (AeronArchive.NULL_POSITION == answer)
            {
                throw new NodeLeftException(NodeVerdict.STOPPED, "the recording is not active any more");
            }
            // There is more than was received: it may just be on its way, so it gets one timeout's time.
            isStallKnown = answer > position;
            stallDeadlineNs = nowNs + context.stallTimeoutNs();
            if (!isStallKnown)
            {
                progressNs = nowNs;
            }
        }
        else if (nowNs - stallDeadlineNs > 0)
        {
            throw new NodeLeftException(NodeVerdict.UNREACHABLE, "the archive does not answer any more");
        }
    }

    private int pollConnect(final long nowNs)
    {
        final int before = asyncConnect.step();
        archive = asyncConnect.poll();
        if (null == archive)
        {
            return asyncConnect.step() - before;
        }
        asyncConnect = null;
        step(Step.LIST, nowNs);
        return 1;
    }

    private int pollList(final long nowNs)
    {
        final RecordingDescriptorPoller poller = archive.recordingDescriptorPoller();
        if (NULL_ID == requestId)
        {
            final long correlationId = aeron.nextCorrelationId();
            if (archive.archiveProxy().listRecordingsForUri(
                0, MAX_RECORDINGS, "alias=" + EventStream.ALIAS, EventStream.STREAM_ID, correlationId,
                archive.controlSessionId()))
            {
                requestId = correlationId;
                poller.reset(correlationId, MAX_RECORDINGS, (controlSessionId, descriptorCorrelationId,
                    descriptorRecordingId, startTimestamp, stopTimestamp, recordingStart, recordingStop, initialTermId,
                    segmentFileLength, termBufferLength, mtuLength, sessionId, streamId, strippedChannel,
                    originalChannel, sourceIdentity) ->
                {
                    if (EventStream.TERM_LENGTH != termBufferLength || EventStream.MTU_LENGTH != mtuLength ||
                        EventStream.INITIAL_TERM_ID != initialTermId)
                    {
                        hasOtherGeometry = true;
                    }
                    else
                    {
                        onRecording(descriptorRecordingId, recordingStart, recordingStop);
                    }
                });
            }
            return 0;
        }
        final int workCount = poller.poll();
        if (!poller.isDispatchComplete())
        {
            return workCount;
        }
        if (NULL_ID == recordingId)
        {
            throw noRecording();
        }
        if (AeronArchive.NULL_POSITION != candidateStopPosition)
        {
            throw candidateStopPosition < startPosition ?
                new NodeLeftException(NodeVerdict.BEHIND, "the recording stopped at " + candidateStopPosition) :
                new NodeLeftException(NodeVerdict.STOPPED, "the recording is not active");
        }
        step(Step.POSITION, nowNs);
        return 1;
    }

    private NodeLeftException noRecording()
    {
        if (hasOtherGeometry)
        {
            return new NodeLeftException(NodeVerdict.REFUSED, "its recording has other terms or another MTU");
        }
        if (NULL_ID != latestPosition)
        {
            return new NodeLeftException(NodeVerdict.REFUSED, "its recording starts at " + latestPosition);
        }
        return new NodeLeftException(
            0 == startPosition ? NodeVerdict.STOPPED : NodeVerdict.BEHIND, "it has no recording of events");
    }

    private int pollPosition(final long nowNs)
    {
        if (NULL_ID == requestId)
        {
            requestPosition();
            return 0;
        }
        if (!isAnswered)
        {
            return 0;
        }
        latestPosition = answer;
        if (AeronArchive.NULL_POSITION == answer)
        {
            throw new NodeLeftException(NodeVerdict.STOPPED, "the recording is not active");
        }
        if (answer < startPosition)
        {
            throw new NodeLeftException(NodeVerdict.BEHIND, "the recording is at " + answer);
        }
        step(Step.SUBSCRIBE, nowNs);
        return 1;
    }

    private int pollSubscribe(final long nowNs)
    {
        if (NULL_ID == subscriptionId)
        {
            // Without rejoin an image that is lost ends the stream, instead of going on behind a gap.
            subscriptionId = aeron.asyncAddSubscription(
                "aeron:udp?endpoint=" + context.responseHost() + ":0|rejoin=false", EventStream.STREAM_ID);
        }
        if (null == subscription)
        {
            subscription = aeron.getSubscription(subscriptionId);
        }
        if (null == subscription || null == subscription.tryResolveChannelEndpointPort())
        {
            return 0;
        }
        step(Step.REPLAY, nowNs);
        return 1;
    }

    private int pollReplay(final long nowNs)
    {
        if (NULL_ID == requestId)
        {
            final long correlationId = aeron.nextCorrelationId();
            if (archive.archiveProxy().replay(
                recordingId, startPosition, AeronArchive.REPLAY_ALL_AND_FOLLOW,
                subscription.tryResolveChannelEndpointPort(), EventStream.STREAM_ID, correlationId,
                archive.controlSessionId()))
            {
                requestId = correlationId;
                replayRequestId = correlationId;
            }
            return 0;
        }
        if (!isAnswered)
        {
            return 0;
        }
        step(Step.IMAGE, nowNs);
        return 1;
    }

    private int pollImage(final long nowNs)
    {
        // The low half of the replay session id is the Aeron session id of its publication.
        image = subscription.imageBySessionId((int)answer);
        if (null == image)
        {
            return 0;
        }
        step(Step.FOLLOW, nowNs);
        progressNs = nowNs;
        return 1;
    }

    private boolean requestPosition()
    {
        final long correlationId = aeron.nextCorrelationId();
        isAnswered = false;
        if (archive.archiveProxy().getRecordingPosition(recordingId, correlationId, archive.controlSessionId()))
        {
            requestId = correlationId;
            return true;
        }
        return false;
    }

    private int pollResponses()
    {
        final ControlResponsePoller poller = archive.controlResponsePoller();
        final int workCount = poller.poll();
        if (poller.isPollComplete() && archive.controlSessionId() == poller.controlSessionId())
        {
            final long correlationId = poller.correlationId();
            if (ControlResponseCode.ERROR == poller.code() &&
                (correlationId == requestId || correlationId == replayRequestId))
            {
                throw new NodeLeftException(NodeVerdict.REFUSED, poller.errorMessage());
            }
            if (correlationId == requestId)
            {
                isAnswered = true;
                answer = poller.relevantId();
            }
        }
        return workCount;
    }

    private void onRecording(final long id, final long recordingStart, final long recordingStop)
    {
        if (recordingStart > startPosition)
        {
            latestPosition = recordingStart;
        }
        else if (NULL_ID == recordingId || AeronArchive.NULL_POSITION == recordingStop ||
            AeronArchive.NULL_POSITION != candidateStopPosition && recordingStop > candidateStopPosition)
        {
            // The active one, else the one that reaches furthest.
            recordingId = id;
            candidateStopPosition = recordingStop;
        }
    }

    private void step(final Step nextStep, final long nowNs)
    {
        step = nextStep;
        requestId = NULL_ID;
        isAnswered = false;
        stepDeadlineNs = nowNs + context.nodeTimeoutNs();
    }

    /** {@inheritDoc} */
    public void close()
    {
        CloseHelper.quietCloseAll(asyncConnect, subscription, archive);
        if (null == subscription && NULL_ID != subscriptionId && !aeron.isClosed())
        {
            aeron.asyncRemoveSubscription(subscriptionId);
        }
    }
}
