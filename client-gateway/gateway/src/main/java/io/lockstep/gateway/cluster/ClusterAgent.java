package io.lockstep.gateway.cluster;

import io.lockstep.client.EventHandler;
import io.lockstep.client.ExchangeListener;
import io.lockstep.gateway.model.AccountView;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.model.ReadModel;
import io.lockstep.gateway.model.ReferenceData;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.SelfTradePrevention;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one thread that owns the session with the cluster and the read model. Requests come through a bounded queue;
 * outcomes and reads are handed back on this thread, which the callbacks must not block.
 * <p>
 * What a client has been told, it can read: the agent remembers the highest eventSeq that any outcome carried and runs
 * a read only when the model is there and at the boundary of a command.
 */
public final class ClusterAgent implements Agent, ClusterPort, ExchangeListener, EventHandler
{
    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterAgent.class);
    private static final int REQUEST_LIMIT = 64;
    private static final int EVENT_LIMIT = 256;
    private static final long ALIVE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long MAX_AGE_MS = 5_000;

    private final ReadModel model = new ReadModel();
    private final ManyToOneConcurrentArrayQueue<Request> queue;
    private final Deque<Request> unsent = new ArrayDeque<>();
    private final Deque<Request> waitingReads = new ArrayDeque<>();
    private final Deque<Request> waitingOutcomes = new ArrayDeque<>();
    private final Long2ObjectHashMap<Request> pending = new Long2ObjectHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final int maxInFlight;
    private final long sendTimeoutNs;
    private final long readTimeoutNs;
    private final NanoClock clock;
    private final LongSupplier epochMicros;

    private ClusterLink link;
    private EventFeed feed;
    private long probeCorrelationId = -1;
    private boolean probeDue = true;
    private long seenEventSeq;

    private volatile Thread thread;
    private volatile ReferenceData referenceData = ReferenceData.EMPTY;
    private volatile boolean isConnected;
    private volatile boolean hasCaughtUp;
    private volatile boolean isProbed;
    private volatile boolean isClosed;
    private volatile String feedFault;
    private volatile long modelEventSeq;
    private volatile long versionGaps;
    private volatile long lastCycleNs;
    private volatile long behindSinceNs;

    private static final class Request
    {
        private final ClusterCommand command;
        private final Consumer<Outcome> listener;
        private final ModelQuery query;
        private final long expiresAtUs;
        private final long submittedNs;
        private final List<FillReport> fills = new ArrayList<>(2);
        private OrderReport order;
        private Outcome outcome;

        private Request(
            final ClusterCommand command,
            final Consumer<Outcome> listener,
            final ModelQuery query,
            final long expiresAtUs,
            final long submittedNs)
        {
            this.command = command;
            this.listener = listener;
            this.query = query;
            this.expiresAtUs = expiresAtUs;
            this.submittedNs = submittedNs;
        }
    }

    /**
     * An agent; {@link #attach} it before it runs.
     *
     * @param maxInFlight   requests under way at most.
     * @param sendTimeoutNs how long a command may wait for room to be sent, nanoseconds.
     * @param readTimeoutNs how long a read may wait for the model, nanoseconds.
     * @param clock         for timeouts.
     * @param epochMicros   wall clock, microseconds since the epoch.
     */
    public ClusterAgent(
        final int maxInFlight,
        final long sendTimeoutNs,
        final long readTimeoutNs,
        final NanoClock clock,
        final LongSupplier epochMicros)
    {
        this.maxInFlight = maxInFlight;
        this.sendTimeoutNs = sendTimeoutNs;
        this.readTimeoutNs = readTimeoutNs;
        this.clock = clock;
        this.epochMicros = epochMicros;
        this.queue = new ManyToOneConcurrentArrayQueue<>(maxInFlight);
        this.lastCycleNs = clock.nanoTime();
    }

    void attach(final ClusterLink link, final EventFeed feed)
    {
        this.link = link;
        this.feed = feed;
    }

    /**
     * Name for thread and logs.
     *
     * @return the name.
     */
    public String roleName()
    {
        return "cluster-agent";
    }

    @Override
    public void onStart()
    {
        thread = Thread.currentThread();
    }

    @Override
    public int doWork()
    {
        final long nowNs = clock.nanoTime();
        lastCycleNs = nowNs;
        int work = link.poll();
        onConnection(link.isConnected());
        work += sendUnsent(nowNs);
        work += takeRequests(nowNs);
        work += pollFeed();
        trackAge(nowNs);
        if (model.isAtCommandBoundary())
        {
            work += finishOutcomes(nowNs);
            work += runReads(nowNs);
        }
        else
        {
            work++;
        }
        return work;
    }

    @Override
    public void onClose()
    {
        isClosed = true;
        isConnected = false;
        unsent.forEach((request) -> finish(request, Outcome.of(Outcome.Kind.NOT_SENT, "the gateway is stopping")));
        final List<Request> open = new ArrayList<>(pending.values());
        pending.clear();
        open.forEach((request) -> finish(request, Outcome.of(Outcome.Kind.UNKNOWN, "the gateway is stopping")));
        waitingOutcomes.forEach((request) -> finish(request, request.outcome));
        waitingReads.forEach(this::timeOutRead);
        queue.drain((request) ->
        {
            if (null != request.query)
            {
                timeOutRead(request);
            }
            else
            {
                finish(request, Outcome.of(Outcome.Kind.NOT_SENT, "the gateway is stopping"));
            }
        });
        link.close();
        feed.close();
    }

    @Override
    public boolean submit(final ClusterCommand command, final long expiresAtUs, final Consumer<Outcome> listener)
    {
        return isConnected && enqueue(new Request(command, listener, null, expiresAtUs, clock.nanoTime()));
    }

    @Override
    public boolean read(final ModelQuery query)
    {
        return hasCaughtUp && null == feedFault && enqueue(new Request(null, null, query, 0, clock.nanoTime()));
    }

    @Override
    public ReferenceData referenceData()
    {
        return referenceData;
    }

    @Override
    public ClusterStatus status()
    {
        final long nowNs = clock.nanoTime();
        final boolean isAlive = !isClosed && nowNs - lastCycleNs < ALIVE_NS;
        final long behindNs = behindSinceNs;
        final long ageMs = 0 == behindNs ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nowNs - behindNs));
        return new ClusterStatus(
            isAlive, isConnected, notReady(isAlive, ageMs), modelEventSeq, ageMs, inFlight.get(), versionGaps);
    }

    @Override
    public void onEvent(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long eventSeq,
        final long endPosition,
        final long chainHash)
    {
        model.apply(buffer, offset);
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report)
    {
        see(report.eventSeq());
        final Request request = pending.get(report.correlationId());
        if (null == request)
        {
            return;
        }
        final boolean isItsOrder = !(request.command instanceof ClusterCommand.NewOrder) ||
            ((ClusterCommand.NewOrder)request.command).clientOrderId().equals(report.clientOrderId());
        if (isItsOrder)
        {
            // The group of a command may also tell of another order of the account, one that it traded against.
            request.order = OrderReport.of(report, selfTradePreventionOf(request.command));
            if (ExecType.TRADE == report.execType())
            {
                request.fills.add(new FillReport(
                    report.tradeId(), report.lastPrice(), report.lastQuantity(), report.feeAmount(),
                    report.feeAssetId()));
            }
        }
        if (Bool.TRUE == report.lastOfCommand())
        {
            pending.remove(report.correlationId());
            finish(request, Outcome.ofOrder(
                request.order, request.fills, report.eventSeq(), report.clusterTimeNs(),
                Bool.TRUE == report.duplicate()));
        }
    }

    @Override
    public void onCommandResult(final CommandResultDecoder result)
    {
        see(result.eventSeq());
        if (result.correlationId() == probeCorrelationId)
        {
            onProbed();
            return;
        }
        final Request request = pending.remove(result.correlationId());
        if (null != request)
        {
            final RejectCode reject = result.code();
            final boolean isApplied = RejectCode.NONE == reject;
            request.outcome = new Outcome(
                isApplied ? Outcome.Kind.APPLIED : Outcome.Kind.REJECTED, reject, null, result.eventSeq(),
                result.clusterTimeNs(), null, List.of(), result.available(), result.held(),
                Bool.TRUE == result.duplicate(), 0, 0);
            if (isApplied && request.command.awaitsModel())
            {
                waitingOutcomes.addLast(request);
            }
            else
            {
                finish(request, request.outcome);
            }
        }
    }

    @Override
    public void onBalanceReport(final BalanceReportDecoder report)
    {
        see(report.asOfEventSeq());
        if (report.correlationId() == probeCorrelationId)
        {
            onProbed();
        }
    }

    @Override
    public void onStateHashReport(final StateHashReportDecoder report)
    {
        see(report.eventSeq());
        final Request request = pending.remove(report.correlationId());
        if (null != request)
        {
            finish(request, new Outcome(
                Outcome.Kind.APPLIED, RejectCode.NONE, null, report.eventSeq(), 0, null, List.of(), OrderState.NONE,
                OrderState.NONE, false, report.stateHash(), report.logPosition()));
        }
    }

    @Override
    public void onOutcomeUnknown(final long correlationId, final int templateId)
    {
        if (correlationId == probeCorrelationId)
        {
            probeCorrelationId = -1;
            probeDue = true;
            return;
        }
        final Request request = pending.remove(correlationId);
        if (null != request)
        {
            LOGGER.warn("no answer to {}", request.command.getClass().getSimpleName());
            finish(request, fromModel(request.command));
        }
    }

    @Override
    public void onConnected(final int leaderMemberId)
    {
        LOGGER.info("session with the cluster, leader is node {}", leaderMemberId);
        probeDue = true;
    }

    @Override
    public void onDisconnected()
    {
        LOGGER.warn("session with the cluster lost, connecting again");
    }

    private String notReady(final boolean isAlive, final long ageMs)
    {
        if (!isAlive)
        {
            return "the cluster thread is not running";
        }
        if (!isConnected)
        {
            return "no session with the cluster";
        }
        if (null != feedFault)
        {
            return "the read model has stopped: " + feedFault;
        }
        if (!isProbed || !hasCaughtUp)
        {
            return "the read model is catching up";
        }
        return ageMs > MAX_AGE_MS ? "the read model is " + ageMs + " ms behind" : null;
    }

    private boolean enqueue(final Request request)
    {
        if (isClosed)
        {
            return false;
        }
        if (inFlight.incrementAndGet() > maxInFlight || !queue.offer(request))
        {
            inFlight.decrementAndGet();
            return false;
        }
        LockSupport.unpark(thread);
        return true;
    }

    private int takeRequests(final long nowNs)
    {
        int taken = 0;
        while (taken < REQUEST_LIMIT)
        {
            final Request request = queue.poll();
            if (null == request)
            {
                break;
            }
            taken++;
            if (null != request.query)
            {
                waitingReads.addLast(request);
            }
            else if (!unsent.isEmpty() || !send(request, nowNs))
            {
                unsent.addLast(request);
            }
        }
        return taken;
    }

    private int sendUnsent(final long nowNs)
    {
        int sent = 0;
        while (!unsent.isEmpty() && send(unsent.peekFirst(), nowNs))
        {
            unsent.removeFirst();
            sent++;
        }
        return sent;
    }

    /** Returns false when it has to wait for room. */
    private boolean send(final Request request, final long nowNs)
    {
        if (epochMicros.getAsLong() > request.expiresAtUs)
        {
            finish(request, Outcome.of(Outcome.Kind.EXPIRED, "timestamp: the recvWindow closed before it was sent"));
            return true;
        }
        try
        {
            final long correlationId = link.send(request.command);
            if (correlationId >= 0)
            {
                pending.put(correlationId, request);
                return true;
            }
            if (ClusterLink.BACK_PRESSURED == correlationId && nowNs - request.submittedNs < sendTimeoutNs)
            {
                return false;
            }
            finish(request, Outcome.of(Outcome.Kind.NOT_SENT, "the cluster takes no commands just now"));
        }
        catch (final IllegalArgumentException ex)
        {
            finish(request, Outcome.of(Outcome.Kind.INVALID, ex.getMessage()));
        }
        return true;
    }

    private int pollFeed()
    {
        if (null != feedFault)
        {
            return 0;
        }
        try
        {
            final int work = feed.poll(EVENT_LIMIT);
            if (model.eventSeq() != modelEventSeq && model.isAtCommandBoundary())
            {
                modelEventSeq = model.eventSeq();
                referenceData = model.referenceData();
                versionGaps = model.versionGapCount();
            }
            return work;
        }
        catch (final RuntimeException ex)
        {
            // The model must not skip what it could not take: it stops, and the gateway says that it is not ready.
            feedFault = String.valueOf(ex.getMessage());
            LOGGER.error("read model stopped at event {}", model.eventSeq(), ex);
            return 1;
        }
    }

    private void onConnection(final boolean connected)
    {
        if (connected != isConnected)
        {
            isConnected = connected;
        }
        if (connected && probeDue)
        {
            final long correlationId = link.probe();
            if (correlationId >= 0)
            {
                probeCorrelationId = correlationId;
                probeDue = false;
            }
        }
    }

    private void onProbed()
    {
        probeCorrelationId = -1;
        isProbed = true;
    }

    private void see(final long eventSeq)
    {
        seenEventSeq = Math.max(seenEventSeq, eventSeq);
    }

    private void trackAge(final long nowNs)
    {
        if (modelEventSeq >= seenEventSeq)
        {
            if (0 != behindSinceNs)
            {
                behindSinceNs = 0;
            }
            if (isProbed && !hasCaughtUp)
            {
                hasCaughtUp = true;
                LOGGER.info("read model has caught up at event {}", modelEventSeq);
            }
        }
        else if (0 == behindSinceNs)
        {
            behindSinceNs = nowNs;
        }
    }

    private int finishOutcomes(final long nowNs)
    {
        int finished = 0;
        while (!waitingOutcomes.isEmpty())
        {
            final Request request = waitingOutcomes.peekFirst();
            // The command is applied whether or not the model shows it in time, so that is what is answered.
            if (request.outcome.eventSeq() > modelEventSeq && nowNs - request.submittedNs < readTimeoutNs)
            {
                break;
            }
            waitingOutcomes.removeFirst();
            finish(request, request.outcome);
            finished++;
        }
        return finished;
    }

    private int runReads(final long nowNs)
    {
        int done = 0;
        while (!waitingReads.isEmpty())
        {
            final Request request = waitingReads.peekFirst();
            final boolean isThere = modelEventSeq >= seenEventSeq;
            if (!isThere && null == feedFault && nowNs - request.submittedNs < readTimeoutNs)
            {
                break;
            }
            waitingReads.removeFirst();
            done++;
            if (isThere)
            {
                inFlight.decrementAndGet();
                guarded(() -> request.query.onModel(model));
            }
            else
            {
                timeOutRead(request);
            }
        }
        return done;
    }

    private void timeOutRead(final Request request)
    {
        inFlight.decrementAndGet();
        guarded(request.query::onTimeout);
    }

    private void finish(final Request request, final Outcome outcome)
    {
        inFlight.decrementAndGet();
        guarded(() -> request.listener.accept(outcome));
    }

    private static void guarded(final Runnable callback)
    {
        try
        {
            callback.run();
        }
        catch (final RuntimeException ex)
        {
            LOGGER.error("a request's callback failed", ex);
        }
    }

    private static SelfTradePrevention selfTradePreventionOf(final ClusterCommand command)
    {
        if (command instanceof ClusterCommand.NewOrder)
        {
            final SelfTradePrevention wanted = ((ClusterCommand.NewOrder)command).selfTradePrevention();
            return null == wanted ? SelfTradePrevention.EXPIRE_TAKER : wanted;
        }
        return null;
    }

    /** No answer came, but the event stream may already show the order. */
    private Outcome fromModel(final ClusterCommand command)
    {
        if (command instanceof ClusterCommand.NewOrder && model.isAtCommandBoundary())
        {
            final ClusterCommand.NewOrder wanted = (ClusterCommand.NewOrder)command;
            final AccountView account = model.account(wanted.accountId());
            final OrderState order = null == account ? null : account.order(wanted.clientOrderId());
            if (null != order && isSame(order, wanted))
            {
                return Outcome.ofOrder(
                    OrderReport.of(order), List.of(), model.eventSeq(), order.updateTimeNs(), true);
            }
        }
        return Outcome.of(Outcome.Kind.UNKNOWN, null);
    }

    private static boolean isSame(final OrderState order, final ClusterCommand.NewOrder wanted)
    {
        return order.instrumentId() == wanted.instrumentId() &&
            order.side() == wanted.side() &&
            order.orderType() == wanted.orderType() &&
            Objects.equals(order.timeInForce(), wanted.timeInForce()) &&
            order.price() == wanted.price() &&
            order.quantity() == wanted.quantity() &&
            order.quoteQuantity() == wanted.quoteQuantity();
    }
}
