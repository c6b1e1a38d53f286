package io.lockstep.benchmarks.load;

import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends orders when they are due and times their answers from then, whatever happens in between: a stall of the
 * exchange delays what is sent and answered, never what is due, so it shows in the latency of every order that was due
 * meanwhile. Single-threaded; one instance, one run.
 */
final class LoadRun implements FlightListener
{
    private static final int SEND_BATCH = 64;
    private static final int MAX_ERROR_MESSAGES = 5;
    private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final Pace pace;
    private final OrderTransport transport;
    private final NanoClock clock;
    private final IdleStrategy idle;
    private final RowSink rows;
    private final OrderMix mix;
    private final LoadResult result;
    private final long warmUpOrders;
    private final long orders;
    /** Whose time has not come, by when they are due. */
    private final ArrayDeque<Flight> cancels = new ArrayDeque<>();
    /** Whose time has come and whose order is there to be cancelled. */
    private final ArrayDeque<Flight> dueCancels = new ArrayDeque<>();
    private final ArrayDeque<Flight> free = new ArrayDeque<>();
    private Flight nextOrder;
    private long nextSequence;
    private long inFlight;
    private long lastSentNs;

    /**
     * @param plan      of the run.
     * @param startNs   when the first order is due.
     * @param transport to the exchange.
     * @param clock     that all times are in.
     * @param idle      between polls.
     * @param rows      told of measured orders.
     */
    LoadRun(
        final LoadPlan plan,
        final long startNs,
        final OrderTransport transport,
        final NanoClock clock,
        final IdleStrategy idle,
        final RowSink rows)
    {
        this.plan = plan;
        this.pace = new Pace(startNs, plan.ratePerSecond());
        this.transport = transport;
        this.clock = clock;
        this.idle = idle;
        this.rows = rows;
        this.mix = new OrderMix(plan.accounts(), plan.restPercent());
        this.result = new LoadResult(plan);
        this.warmUpOrders = plan.warmUpOrders();
        this.orders = plan.orders();
    }

    /**
     * Run, until everything is answered or given up.
     *
     * @return what it came to.
     */
    LoadResult run()
    {
        final long resendsBefore = transport.resendCount();
        transport.begin(plan.runId(), this);
        lastSentNs = pace.startNs();
        prepareOrder();
        long nowNs = clock.nanoTime();
        while ((isSending() || inFlight > 0) && nowNs - deadlineNs() < 0)
        {
            final int workCount = sendDue(nowNs) + transport.poll();
            idle.idle(workCount);
            nowNs = clock.nanoTime();
        }
        result.unanswered = inFlight;
        result.unsent = orders - nextSequence + cancels.size() + dueCancels.size();
        result.resends = transport.resendCount() - resendsBefore;
        return result;
    }

    private boolean isSending()
    {
        return null != nextOrder || !cancels.isEmpty() || !dueCancels.isEmpty();
    }

    private long deadlineNs()
    {
        final long lastDueNs = pace.intendedNs(orders) + plan.cancelAfterNs();
        return (isSending() ? lastDueNs : Math.max(lastDueNs, lastSentNs) + GRACE_NS) + plan.answerTimeoutNs();
    }

    private int sendDue(final long nowNs)
    {
        findDueCancels(nowNs);
        int count = 0;
        while (count < SEND_BATCH)
        {
            final Flight flight = earliest();
            if (null == flight || nowNs - flight.intendedNs < 0)
            {
                break;
            }
            if (!transport.send(flight))
            {
                result.backPressured++;
                break;
            }
            inFlight++;
            count++;
            onSent(flight);
        }
        return count;
    }

    /**
     * A client cancels what it knows to be there. A cancel that is due before its order is answered waits for that, on
     * its own account: it stays due when it was.
     */
    private void findDueCancels(final long nowNs)
    {
        while (!cancels.isEmpty() && nowNs - cancels.peek().intendedNs >= 0)
        {
            final Flight cancel = cancels.remove();
            if (cancel.isHeld)
            {
                cancel.isOverdue = true;
            }
            else
            {
                onDue(cancel);
            }
        }
    }

    private void onDue(final Flight cancel)
    {
        if (cancel.isPointless)
        {
            free.push(cancel);
        }
        else
        {
            dueCancels.add(cancel);
        }
    }

    private Flight earliest()
    {
        final Flight cancel = dueCancels.peek();
        if (null == nextOrder || null == cancel)
        {
            return null == cancel ? nextOrder : cancel;
        }
        return cancel.intendedNs - nextOrder.intendedNs < 0 ? cancel : nextOrder;
    }

    private void onSent(final Flight flight)
    {
        lastSentNs = clock.nanoTime();
        if (OrderKind.CANCEL == flight.kind)
        {
            dueCancels.remove();
            result.cancelsSent += flight.isMeasured ? 1 : 0;
            return;
        }
        if (flight.isMeasured)
        {
            result.sent++;
            result.sendDelay.recordValue(Math.max(0, lastSentNs - flight.intendedNs));
            result.sendTimeNs = Math.max(plan.durationNs(), lastSentNs - pace.intendedNs(warmUpOrders));
        }
        else
        {
            result.warmUpSent++;
        }
        if (OrderKind.REST == flight.kind)
        {
            addCancel(flight);
        }
        nextSequence++;
        prepareOrder();
    }

    private void prepareOrder()
    {
        nextOrder = null;
        if (nextSequence < orders)
        {
            nextOrder = take();
            mix.next(nextSequence, nextOrder);
            nextOrder.intendedNs = pace.intendedNs(nextSequence);
            nextOrder.isMeasured = nextSequence >= warmUpOrders;
        }
    }

    private void addCancel(final Flight order)
    {
        final Flight cancel = take();
        cancel.kind = OrderKind.CANCEL;
        cancel.sequence = order.sequence;
        cancel.intendedNs = order.intendedNs + plan.cancelAfterNs();
        cancel.isMeasured = order.isMeasured;
        cancel.accountIndex = order.accountIndex;
        cancel.isHeld = true;
        order.cancel = cancel;
        cancels.add(cancel);
    }

    private Flight take()
    {
        final Flight flight = free.isEmpty() ? new Flight() : free.pop();
        flight.isAccepted = false;
        flight.isTraded = false;
        flight.cancel = null;
        flight.isHeld = false;
        flight.isOverdue = false;
        flight.isPointless = false;
        return flight;
    }

    private void land(final Flight flight)
    {
        inFlight--;
        final Flight cancel = flight.cancel;
        if (null != cancel)
        {
            cancel.isHeld = false;
            cancel.isPointless = !flight.isAccepted;
            if (cancel.isOverdue)
            {
                onDue(cancel);
            }
        }
        free.push(flight);
    }

    @Override
    public void onAccepted(final Flight flight)
    {
        if (flight.isAccepted)
        {
            return;
        }
        flight.isAccepted = true;
        if (flight.isMeasured)
        {
            final long latencyNs = clock.nanoTime() - flight.intendedNs;
            if (OrderKind.CANCEL == flight.kind)
            {
                result.cancelled++;
                result.cancel.recordValue(latencyNs);
            }
            else
            {
                result.accepted++;
                result.ack.recordValue(latencyNs);
            }
        }
    }

    @Override
    public void onTrade(final Flight flight)
    {
        if (flight.isMeasured)
        {
            result.trades++;
            if (!flight.isTraded)
            {
                result.trade.recordValue(clock.nanoTime() - flight.intendedNs);
            }
        }
        flight.isTraded = true;
    }

    @Override
    public void onAnswered(final Flight flight, final long eventSeq, final String rejectCode)
    {
        result.maxEventSeq = Math.max(result.maxEventSeq, eventSeq);
        final boolean isCancel = OrderKind.CANCEL == flight.kind;
        if (null == rejectCode)
        {
            if (flight.isMeasured && !isCancel && NO_EVENT_SEQ != eventSeq)
            {
                rows.onOrder(eventSeq, flight.intendedNs);
            }
        }
        else if (flight.isMeasured)
        {
            final Map<String, Long> rejects = isCancel ? result.cancelRejects : result.rejects;
            rejects.merge(rejectCode, 1L, Long::sum);
        }
        land(flight);
    }

    @Override
    public void onUnknown(final Flight flight)
    {
        result.unknown++;
        land(flight);
    }

    @Override
    public void onError(final Flight flight, final String message)
    {
        result.errors++;
        if (result.errorMessages.size() < MAX_ERROR_MESSAGES)
        {
            result.errorMessages.add(flight.kind + " " + flight.sequence + ": " + message);
        }
        land(flight);
    }
}
