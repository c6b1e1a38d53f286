package io.lockstep.service;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import io.lockstep.core.ExchangeEvents;
import io.lockstep.core.ExchangeStateMachine;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * What Aeron Cluster calls with the log; only delegates. Anything thrown on the way is a bug or a lost recording: it
 * stops the node here, because Aeron would log it and go on with a command half applied.
 */
public final class ExchangeClusteredService implements ClusteredService
{
    private static final long TICK_TIMER_ID = 1;
    private static final long TICK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final NodeStatus status;
    private final ConnectedSessions sessions = new ConnectedSessions();
    private final EventPublisher events;
    private final ExchangeStateMachine core;
    private final IngressAdapter ingress;
    private final Egress egress;
    private EventRecording recording;
    private Cluster cluster;

    /**
     * @param status that tells other threads how far this is.
     */
    public ExchangeClusteredService(final NodeStatus status)
    {
        this(status, UnaryOperator.identity());
    }

    /**
     * @param status  that tells other threads how far this is.
     * @param between may put a listener between the core and everything that hears its events; for tests.
     */
    public ExchangeClusteredService(final NodeStatus status, final UnaryOperator<ExchangeEvents> between)
    {
        final CommandContext command = new CommandContext();
        this.status = status;
        egress = new Egress(status);
        events = new EventPublisher(command, status);
        final ReportPublisher reports = new ReportPublisher(command, sessions, events, egress);
        core = new ExchangeStateMachine(between.apply(new EventFanOut(events, reports)));
        ingress = new IngressAdapter(
            command, core, events, reports, new ReplyPublisher(command, events, egress));
    }

    @Override
    public void onStart(final Cluster cluster, final Image snapshotImage)
    {
        this.cluster = cluster;
        try
        {
            egress.start(cluster);
            cluster.forEachClientSession(sessions::open);
            if (null != snapshotImage)
            {
                new SnapshotLoader(core, events).load(snapshotImage, cluster.idleStrategy());
            }
            recording = new EventRecording(cluster, events.eventPosition());
            events.start(recording, recording.tail());
            status.onStarted();
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp)
    {
        try
        {
            sessions.open(session);
            status.onCommand(cluster.logPosition());
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason)
    {
        try
        {
            sessions.close(session.id());
            status.onCommand(cluster.logPosition());
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onSessionMessage(
        final ClientSession session,
        final long timestamp,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final Header header)
    {
        try
        {
            if (null != session)
            {
                ingress.onMessage(
                    sessions.get(session.id()), cluster.logPosition(), timestamp, buffer, offset, length);
            }
            status.onCommand(cluster.logPosition());
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp)
    {
        try
        {
            ingress.onTimer(timestamp);
            armTick(timestamp);
            status.onCommand(cluster.logPosition());
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onNewLeadershipTermEvent(
        final long leadershipTermId,
        final long logPosition,
        final long timestamp,
        final long termBaseLogPosition,
        final int leaderMemberId,
        final int logSessionId,
        final TimeUnit timeUnit,
        final int appVersion)
    {
        try
        {
            events.onNewLeadershipTerm(leadershipTermId);
            armTick(timestamp);
            status.onCommand(logPosition);
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onTakeSnapshot(final ExclusivePublication snapshotPublication)
    {
        try
        {
            recording.awaitRecorded(events.eventPosition());
            new SnapshotTaker(SnapshotSink.of(snapshotPublication, cluster.idleStrategy())).take(core, events);
        }
        catch (final Throwable ex)
        {
            throw halt(ex);
        }
    }

    @Override
    public void onRoleChange(final Cluster.Role newRole)
    {
    }

    @Override
    public void onTerminate(final Cluster cluster)
    {
        CloseHelper.quietClose(recording);
    }

    /** The same id every time: arming again moves the one timer. Scheduling is allowed in both callers. */
    private void armTick(final long timestamp)
    {
        while (!cluster.scheduleTimer(TICK_TIMER_ID, timestamp + TICK_INTERVAL_NS))
        {
            cluster.idleStrategy().idle();
        }
    }

    private AgentTerminationException halt(final Throwable cause)
    {
        cluster.context().countedErrorHandler().onError(cause);
        return new AgentTerminationException("stopped at log position " + cluster.logPosition(), cause);
    }
}
