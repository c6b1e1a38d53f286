package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes histograms as an HdrHistogram log, one tagged line each, values in nanoseconds; its own tools merge and plot
 * such files.
 */
final class HistogramFile
{
    private static final double UNIT = 1.0;
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private HistogramFile()
    {
    }

    /**
     * @param file       to write, anew.
     * @param comment    first line.
     * @param startMs    of the run, since the epoch.
     * @param endMs      of the run, since the epoch.
     * @param histograms by tag.
     * @throws IOException when it cannot be written.
     */
    static void write(
        final Path file,
        final String comment,
        final long startMs,
        final long endMs,
        final Map<String, Histogram> histograms) throws IOException
    {
        final HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
        try
        {
            writer.outputComment("[" + comment + "; values in nanoseconds]");
            writer.outputLogFormatVersion();
            writer.outputStartTime(startMs);
            writer.outputLegend();
            for (final Map.Entry<String, Histogram> entry : histograms.entrySet())
            {
                final Histogram tagged = entry.getValue().copy();
                tagged.setTag(entry.getKey());
                writer.outputIntervalHistogram(
                    startMs / MILLIS_PER_SECOND, endMs / MILLIS_PER_SECOND, tagged, UNIT);
            }
        }
        finally
        {
            writer.close();
        }
    }
}
