package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the bridge's status page every few milliseconds, on a thread of its own, and tells the tracker of a run
 * what the database holds. What it sees last may be read by any thread.
 */
final class BridgeProbe implements AutoCloseable
{
    private static final long READ_IDLE_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long RESPONSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    /**
     * @param bridge  what the bridge said.
     * @param atNs    when its answer was here.
     * @param askedNs when it was asked.
     */
    record Sight(BridgeStatus bridge, long atNs, long askedNs)
    {
    }

    private final HttpConnection connection;
    private final byte[] request;
    private final long intervalNs;
    private final NanoClock clock;
    private final Histogram intervals = new Histogram(3);
    private final Thread thread = new Thread(this::watch, "bridge-probe");
    private volatile RowTracker tracker;
    private volatile Sight sight;
    private volatile String lastError;
    private volatile boolean isClosed;

    /**
     * @param url        of the bridge, scheme, host and port.
     * @param intervalNs between looks.
     * @param clock      of the run.
     */
    BridgeProbe(final URI url, final long intervalNs, final NanoClock clock)
    {
        this.connection = new HttpConnection(new InetSocketAddress(url.getHost(), url.getPort()), true);
        this.request = ("GET /status HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
        this.intervalNs = intervalNs;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /**
     * Begin, and wait for a first look.
     *
     * @param timeoutNs to wait.
     * @throws IOException when the bridge does not answer.
     */
    void start(final long timeoutNs) throws IOException
    {
        thread.start();
        final long deadlineNs = clock.nanoTime() + timeoutNs;
        while (null == sight)
        {
            if (clock.nanoTime() - deadlineNs > 0)
            {
                throw new IOException("no status from the bridge: " + lastError);
            }
            LockSupport.parkNanos(WAIT_NS);
        }
    }

    /**
     * @param rowTracker to tell of progress from now on; null for none.
     */
    void tracker(final RowTracker rowTracker)
    {
        tracker = rowTracker;
    }

    /**
     * @return the last look.
     */
    Sight sight()
    {
        return sight;
    }

    /**
     * Wait until every sink of the bridge holds an event.
     *
     * @param eventSeq  of the event, or {@link FlightListener#NO_EVENT_SEQ} for the last that the bridge had received
     *                  when it was asked first.
     * @param timeoutNs to wait.
     * @return when it was so, nanoseconds of the clock; or -1 when it never was.
     */
    long awaitCaughtUp(final long eventSeq, final long timeoutNs)
    {
        final long startNs = clock.nanoTime();
        long wanted = eventSeq;
        while (clock.nanoTime() - startNs < timeoutNs)
        {
            final Sight last = sight;
            if (last.askedNs - startNs >= 0)
            {
                wanted = FlightListener.NO_EVENT_SEQ == wanted ? last.bridge.tailEventSeq() : wanted;
                if (last.bridge.covers(wanted))
                {
                    return last.atNs;
                }
            }
            LockSupport.parkNanos(WAIT_NS);
        }
        return -1;
    }

    /**
     * @param percentile of the times between two looks at the bridge.
     * @return nanoseconds: the resolution of row times as it really was.
     */
    long intervalAtPercentile(final double percentile)
    {
        synchronized (intervals)
        {
            return intervals.getValueAtPercentile(percentile);
        }
    }

    private void watch()
    {
        long dueNs = clock.nanoTime();
        while (!isClosed)
        {
            final long nowNs = clock.nanoTime();
            if (nowNs - dueNs < 0)
            {
                LockSupport.parkNanos(Math.min(dueNs - nowNs, intervalNs));
                continue;
            }
            // From now: looks that were missed are not made up for.
            dueNs = nowNs + intervalNs;
            try
            {
                look(nowNs);
            }
            catch (final IOException ex)
            {
                lastError = ex.toString();
                connection.close();
            }
        }
        connection.close();
    }

    private void look(final long askedNs) throws IOException
    {
        connection.send(request);
        while (!connection.poll())
        {
            if (isClosed || clock.nanoTime() - askedNs > RESPONSE_TIMEOUT_NS)
            {
                throw new IOException("no response within 2 s");
            }
            LockSupport.parkNanos(READ_IDLE_NS);
        }
        if (200 != connection.response().status())
        {
            throw new IOException("status " + connection.response().status());
        }
        final BridgeStatus bridge = BridgeStatus.parse(connection.response().body());
        final long atNs = clock.nanoTime();
        if (null != sight)
        {
            synchronized (intervals)
            {
                intervals.recordValue(atNs - sight.atNs);
            }
        }
        final RowTracker current = tracker;
        if (null != current)
        {
            current.onProgress(bridge.cqlEventSeq(), atNs);
        }
        sight = new Sight(bridge, atNs, askedNs);
    }

    /** Stop looking, and wait until it has stopped, so that what it recorded may be read. */
    @Override
    public void close()
    {
        isClosed = true;
        try
        {
            thread.join(CLOSE_TIMEOUT_MS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}
