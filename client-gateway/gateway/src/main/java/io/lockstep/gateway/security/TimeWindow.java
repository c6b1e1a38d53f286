package io.lockstep.gateway.security;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.json.Decimals;

/**
 * The time in which a signed request is good: {@code timestamp < server + 1000 ms} and
 * {@code server - timestamp <= recvWindow}. Timestamps are milliseconds or microseconds since the epoch, told apart by
 * their size. Stateless.
 */
public final class TimeWindow
{
    /** When the client names none, milliseconds. */
    public static final long DEFAULT_RECV_WINDOW_MS = 5_000;
    /** The most that a client may name, milliseconds. */
    public static final long MAX_RECV_WINDOW_MS = 60_000;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MAX_AHEAD_US = 1_000 * MICROS_PER_MILLI;
    /** A number of milliseconds this large is the year 5138; a number of microseconds this small is 1973. */
    private static final long MICROSECOND_TIMESTAMPS_FROM = 100_000_000_000_000L;
    private static final long MAX_TIMESTAMP = Long.MAX_VALUE / 1_000_000;
    private static final int RECV_WINDOW_SCALE = 3;

    private TimeWindow()
    {
    }

    /**
     * Check a request's time.
     *
     * @param timestamp  as sent; null when it was not.
     * @param recvWindow as sent, milliseconds with up to three decimals; null when it was not.
     * @param nowUs      server time, microseconds since the epoch.
     * @return the last microsecond since the epoch at which the request is still good.
     */
    public static long check(final String timestamp, final String recvWindow, final long nowUs)
    {
        if (null == timestamp)
        {
            throw ApiErrors.mandatory("timestamp");
        }
        final long value = Decimals.parse(timestamp, 0);
        if (value < 0 || timestamp.indexOf('.') >= 0)
        {
            throw ApiErrors.illegal("timestamp", "^[0-9]{1,20}$");
        }
        if (value > MAX_TIMESTAMP * MICROS_PER_MILLI)
        {
            throw ApiErrors.early();
        }
        final long timestampUs = value >= MICROSECOND_TIMESTAMPS_FROM ? value : value * MICROS_PER_MILLI;

        long windowUs = DEFAULT_RECV_WINDOW_MS * MICROS_PER_MILLI;
        if (null != recvWindow)
        {
            windowUs = Decimals.parse(recvWindow, RECV_WINDOW_SCALE);
            if (Decimals.TOO_PRECISE == windowUs)
            {
                throw ApiErrors.tooPrecise("recvWindow", RECV_WINDOW_SCALE);
            }
            if (Decimals.MALFORMED == windowUs)
            {
                throw ApiErrors.illegal("recvWindow", Decimals.LEGAL);
            }
            if (Decimals.TOO_LARGE == windowUs || windowUs > MAX_RECV_WINDOW_MS * MICROS_PER_MILLI)
            {
                throw ApiErrors.badRequest(
                    -1131, "recvWindow must be less than " + MAX_RECV_WINDOW_MS + ".",
                    "recvWindow: at most " + MAX_RECV_WINDOW_MS + " ms");
            }
        }

        if (timestampUs >= nowUs + MAX_AHEAD_US)
        {
            throw ApiErrors.early();
        }
        if (nowUs - timestampUs > windowUs)
        {
            throw ApiErrors.stale("timestamp: older than recvWindow allows");
        }
        return timestampUs + windowUs;
    }
}
