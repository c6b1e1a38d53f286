package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Results as lines of {@code name=value}, in the order added, for people and scripts alike. Latencies that nothing was
 * recorded for have no line. Single-threaded.
 */
final class ResultLines
{
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;
    private static final double MICRO_NS = 1_000;
    private static final double MILLI_NS = 1_000_000;

    private final Map<String, String> lines = new LinkedHashMap<>();

    ResultLines add(final String name, final String value)
    {
        if (null != lines.put(name, value))
        {
            throw new IllegalStateException("two results by one name: " + name);
        }
        return this;
    }

    ResultLines add(final String name, final long value)
    {
        return add(name, Long.toString(value));
    }

    ResultLines add(final String name, final double value)
    {
        return add(name, String.format(Locale.ROOT, "%.1f", value));
    }

    ResultLines addSeconds(final String name, final long valueNs)
    {
        return add(name, String.format(Locale.ROOT, "%.3f", valueNs / (MILLI_NS * 1_000)));
    }

    ResultLines addMicros(final String name, final Histogram histogram)
    {
        return addLatency(name, "us", MICRO_NS, histogram);
    }

    ResultLines addMillis(final String name, final Histogram histogram)
    {
        return addLatency(name, "ms", MILLI_NS, histogram);
    }

    private ResultLines addLatency(
        final String name, final String unit, final double unitNs, final Histogram histogram)
    {
        add(name + "_count", histogram.getTotalCount());
        if (histogram.getTotalCount() > 0)
        {
            add(name + "_p50_" + unit, histogram.getValueAtPercentile(P50) / unitNs);
            add(name + "_p99_" + unit, histogram.getValueAtPercentile(P99) / unitNs);
            add(name + "_p99.9_" + unit, histogram.getValueAtPercentile(P999) / unitNs);
            add(name + "_max_" + unit, histogram.getMaxValue() / unitNs);
        }
        return this;
    }

    /**
     * @param out to print to.
     */
    void print(final PrintStream out)
    {
        lines.forEach((name, value) -> out.println(name + '=' + value));
        out.flush();
    }
}
