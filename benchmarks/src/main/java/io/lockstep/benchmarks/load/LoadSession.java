package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Everything that is open while loads are run: the way to the exchange, what prepares it, what watches the bridge.
 * Runs one load after the other. Single-threaded.
 */
final class LoadSession implements AutoCloseable
{
    /** How long after a run the bridge may take to be done. */
    static final long CATCH_UP_LIMIT_NS = TimeUnit.SECONDS.toNanos(10);

    private static final long START_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BRIDGE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long TAIL_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(5);
    private static final long CATCH_UP_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(2);
    private static final long ROW_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int BASE_36 = 36;

    /**
     * What became of one load.
     *
     * @param lines       results.
     * @param voidReasons why they must not be used; empty when they may.
     * @param refused     orders and cancels that were refused.
     * @param catchUpNs   from the last answer until the bridge was done; -1 when it never was, 0 when not looked at.
     */
    record Outcome(ResultLines lines, List<String> voidReasons, long refused, long catchUpNs)
    {
        /**
         * @return why the rate was not sustained, or null when it was.
         */
        String failure()
        {
            if (!voidReasons.isEmpty())
            {
                return String.join("; ", voidReasons);
            }
            if (refused > 0)
            {
                return refused + " refused";
            }
            if (catchUpNs < 0 || catchUpNs > CATCH_UP_LIMIT_NS)
            {
                return "the bridge was not done within 10 s";
            }
            return null;
        }
    }

    private final LoadOptions options;
    private final PrintStream progress;
    private final long startMs = System.currentTimeMillis();
    private AccountSetup setup;
    private OrderTransport transport;
    private BridgeProbe probe;
    private OrderEventTail tail;
    private int runCount;

    /**
     * @param options  checked.
     * @param progress told what is going on.
     */
    LoadSession(final LoadOptions options, final PrintStream progress)
    {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Connect, and create what the load trades with.
     *
     * @throws IOException when the bridge does not answer.
     */
    void open() throws IOException
    {
        progress.println("creating " + options.accounts + " accounts");
        if (LoadOptions.Transport.sbe == options.transport)
        {
            setup = new SbeSetup(options.clientContext(), options.firstAccountId, options.accounts);
            setup.create();
            transport = new SbeTransport(options.clientContext(), options.firstAccountId);
        }
        else
        {
            final URI url = options.gatewayUrl;
            final GatewaySetup gateway = new GatewaySetup(
                url, ApiKey.read(options.adminKeyFile), ApiKey.read(options.cashierKeyFile), options.apiKeysFile,
                options.firstAccountId, options.accounts);
            setup = gateway;
            setup.create();
            transport = new HttpTransport(url, gateway.keys(), options.connections, options.answerTimeoutNs());
        }
        if (options.isUsingBridge())
        {
            probe = new BridgeProbe(
                options.bridgeUrl, TimeUnit.MILLISECONDS.toNanos(options.rowPollMs), SystemNanoClock.INSTANCE);
            probe.start(BRIDGE_TIMEOUT_NS);
        }
        if (options.isTimingRows && LoadOptions.Transport.http == options.transport)
        {
            progress.println("following the event stream");
            tail = new OrderEventTail(options.tailContext(), options.idleStrategy());
            tail.start(probe.sight().bridge().tailEventSeq(), TAIL_TIMEOUT_NS);
        }
    }

    /**
     * Run one load.
     *
     * @param ratePerSecond new orders a second.
     * @return what became of it.
     * @throws IOException when the histograms cannot be written.
     */
    Outcome run(final long ratePerSecond) throws IOException
    {
        final String runId = "ld" + Long.toString(startMs, BASE_36) + '.' + ++runCount;
        final LoadPlan plan = options.plan(runId, ratePerSecond);
        setup.fund(runId, plan.orders());
        progress.println("running " + runId + ": " + ratePerSecond + " orders/s over " + options.transport + " for " +
            options.warmUpS + " + " + options.durationS + " s");

        final long startedMs = System.currentTimeMillis();
        final long startNs = System.nanoTime() + START_DELAY_NS;
        final RowTracker rows = options.isTimingRows ? new RowTracker() : null;
        if (null != rows)
        {
            probe.tracker(rows);
        }
        if (null != tail)
        {
            tail.watch(runId, new Pace(startNs, ratePerSecond), plan.warmUpOrders(), rows);
        }
        final LoadResult result = new LoadRun(
            plan, startNs, transport, SystemNanoClock.INSTANCE, options.idleStrategy(),
            null == rows || null != tail ? RowSink.NONE : rows).run();
        final long endedNs = System.nanoTime();
        final long endedMs = System.currentTimeMillis();

        result.errorMessages.forEach((message) -> progress.println("error: " + message));
        final ResultLines lines = new ResultLines()
            .add("transport", options.transport.name())
            .add("java", Runtime.version().toString())
            .add("idle", options.idle.name());
        result.addTo(lines);
        final List<String> voidReasons = new ArrayList<>(result.voidReasons());
        final long catchUpNs = null == probe ? 0 : settle(result, rows, endedNs, lines, voidReasons);
        if (null != options.histogramFile)
        {
            HistogramFile.write(
                options.histogramFile, runId + ", " + ratePerSecond + " orders/s over " + options.transport,
                startedMs, endedMs, histograms(result, rows));
            lines.add("histogram", options.histogramFile.toString());
        }
        lines.add("result", voidReasons.isEmpty() ? "valid" : "void");
        if (!voidReasons.isEmpty())
        {
            lines.add("void_reason", String.join("; ", voidReasons));
        }
        final long refused = result.rejected() +
            result.cancelRejects.values().stream().mapToLong(Long::longValue).sum();
        return new Outcome(lines, voidReasons, refused, catchUpNs);
    }

    /** Wait for the bridge, then for the rows: an order whose rows never came is lost. */
    private long settle(
        final LoadResult result,
        final RowTracker rows,
        final long endedNs,
        final ResultLines lines,
        final List<String> voidReasons)
    {
        final boolean isTailDone = null == tail || await(() -> seen(rows) >= result.accepted);
        final long lastEventSeq = null == tail ? result.maxEventSeq : tail.eventSeq();
        final long doneNs = probe.awaitCaughtUp(lastEventSeq, CATCH_UP_TIMEOUT_NS);
        final long catchUpNs = doneNs < 0 ? -1 : Math.max(0, doneNs - endedNs);
        lines.add("bridge_event_seq", probe.sight().bridge().cqlEventSeq());
        if (catchUpNs < 0)
        {
            voidReasons.add("the bridge did not catch up");
        }
        else
        {
            lines.addSeconds("bridge_catch_up_seconds", catchUpNs);
        }
        if (null != rows)
        {
            final boolean isComplete = isTailDone && await(() -> 0 == rows.missing());
            final Histogram times = rows.rows();
            lines.addMillis("row", times)
                .add("row_poll_ms", options.rowPollMs)
                .add("row_resolution_p99_ms", probe.intervalAtPercentile(99) / NANOS_PER_MILLI);
            if (!isComplete || times.getTotalCount() != result.accepted)
            {
                voidReasons.add("rows of " + times.getTotalCount() + " orders for " + result.accepted + " accepted");
            }
            probe.tracker(null);
        }
        return catchUpNs;
    }

    private static long seen(final RowTracker rows)
    {
        return rows.missing() + rows.rows().getTotalCount();
    }

    private static boolean await(final java.util.function.BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + ROW_TIMEOUT_NS;
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                return false;
            }
            LockSupport.parkNanos(WAIT_NS);
        }
        return true;
    }

    private static Map<String, Histogram> histograms(final LoadResult result, final RowTracker rows)
    {
        final Map<String, Histogram> histograms = new LinkedHashMap<>();
        histograms.put("ack", result.ack);
        histograms.put("trade", result.trade);
        histograms.put("cancel", result.cancel);
        histograms.put("send_delay", result.sendDelay);
        if (null != rows)
        {
            histograms.put("row", rows.rows());
        }
        return histograms;
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(tail, probe, transport, setup);
    }
}
