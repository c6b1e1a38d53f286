package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a run came to. Orders and latencies are those after the warm-up; what went wrong counts over the whole run.
 * Filled by the run, single-threaded.
 */
final class LoadResult
{
    /** Of the target rate, in percent: what must have been sent for the run to count. */
    static final int MIN_RATE_PERCENT = 99;

    private static final int SIGNIFICANT_DIGITS = 3;

    /** New order due → first report of it. */
    final Histogram ack = histogram();
    /** New order due → report of its fill. */
    final Histogram trade = histogram();
    /** Cancel due → its answer. */
    final Histogram cancel = histogram();
    /** Due → sent: how late the load itself was. */
    final Histogram sendDelay = histogram();
    /** Refusals of new orders, by code. */
    final Map<String, Long> rejects = new TreeMap<>();
    /** Refusals of cancels, by code. */
    final Map<String, Long> cancelRejects = new TreeMap<>();
    /** The first few things that went wrong. */
    final List<String> errorMessages = new ArrayList<>();
    /** New orders sent. */
    long sent;
    /** New orders sent during the warm-up. */
    long warmUpSent;
    /** New orders accepted. */
    long accepted;
    /** Fills reported to those who caused them. */
    long trades;
    /** Cancels sent. */
    long cancelsSent;
    /** Cancels that took an order off. */
    long cancelled;
    /** Commands whose outcome is unknown. */
    long unknown;
    /** Commands that failed by protocol. */
    long errors;
    /** Commands that were never answered. */
    long unanswered;
    /** Orders and cancels that were due and could not be sent. */
    long unsent;
    /** How often the transport could not take a command. */
    long backPressured;
    /** Commands sent again. */
    long resends;
    /** Highest event sequence in any answer. */
    long maxEventSeq = FlightListener.NO_EVENT_SEQ;
    /** From the first measured order being due until the last was sent, nanoseconds; never less than planned. */
    long sendTimeNs;

    private final LoadPlan plan;

    LoadResult(final LoadPlan plan)
    {
        this.plan = plan;
    }

    private static Histogram histogram()
    {
        return new Histogram(SIGNIFICANT_DIGITS);
    }

    /**
     * @return new orders refused.
     */
    long rejected()
    {
        return rejects.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * @return new orders sent a second.
     */
    double achievedRatePerSecond()
    {
        return 0 == sendTimeNs ? 0 : sent * (double)TimeUnit.SECONDS.toNanos(1) / sendTimeNs;
    }

    /**
     * Why the figures must not be used; empty when they may. Rejections are answers: whether they were wanted is for
     * the reader.
     *
     * @return reasons.
     */
    List<String> voidReasons()
    {
        final List<String> reasons = new ArrayList<>();
        add(reasons, unsent, "never sent");
        add(reasons, unanswered, "never answered");
        add(reasons, unknown, "with unknown outcome");
        add(reasons, errors, "failed");
        if (0 == accepted)
        {
            reasons.add("no order was accepted");
        }
        if (achievedRatePerSecond() * 100 < plan.ratePerSecond() * (double)MIN_RATE_PERCENT)
        {
            reasons.add("less than " + MIN_RATE_PERCENT + " % of the rate was sent");
        }
        return reasons;
    }

    private static void add(final List<String> reasons, final long count, final String what)
    {
        if (0 != count)
        {
            reasons.add(count + " " + what);
        }
    }

    /**
     * @param lines to add this result to.
     */
    void addTo(final ResultLines lines)
    {
        lines.add("run_id", plan.runId())
            .add("target_rate_per_s", plan.ratePerSecond())
            .add("achieved_rate_per_s", achievedRatePerSecond())
            .add("warm_up_s", TimeUnit.NANOSECONDS.toSeconds(plan.warmUpNs()))
            .add("duration_s", TimeUnit.NANOSECONDS.toSeconds(plan.durationNs()))
            .add("accounts", plan.accounts())
            .add("rest_percent", plan.restPercent())
            .add("warm_up_sent", warmUpSent)
            .add("sent", sent)
            .add("accepted", accepted)
            .add("rejected", rejected());
        rejects.forEach((code, count) -> lines.add("rejected." + code, count));
        lines.add("trades", trades)
            .add("cancels_sent", cancelsSent)
            .add("cancelled", cancelled);
        cancelRejects.forEach((code, count) -> lines.add("cancel_rejected." + code, count));
        lines.add("unknown", unknown)
            .add("errors", errors)
            .add("unanswered", unanswered)
            .add("unsent", unsent)
            .add("resends", resends)
            .add("back_pressured", backPressured)
            .addMicros("ack", ack)
            .addMicros("trade", trade)
            .addMicros("cancel", cancel)
            .addMicros("send_delay", sendDelay);
    }
}
