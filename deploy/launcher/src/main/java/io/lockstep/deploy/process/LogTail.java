package io.lockstep.deploy.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The last lines of a log file. Stateless; any thread.
 */
public final class LogTail
{
    private static final int MAX_TAIL_LENGTH = 256 * 1024;

    private LogTail()
    {
    }

    /**
     * Last lines of a file.
     *
     * @param file     which may be missing.
     * @param maxLines to return at most.
     * @return the lines, oldest first; empty if the file is missing or empty.
     */
    public static List<String> lastLines(final Path file, final int maxLines)
    {
        if (!Files.exists(file))
        {
            return List.of();
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r"))
        {
            final long length = reader.length();
            final long from = Math.max(0, length - MAX_TAIL_LENGTH);
            final byte[] bytes = new byte[(int)(length - from)];
            reader.seek(from);
            reader.readFully(bytes);
            final List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - maxLines), lines.size());
        }
        catch (final IOException ex)
        {
            return List.of("(cannot read " + file + ": " + ex.getMessage() + ")");
        }
    }
}
