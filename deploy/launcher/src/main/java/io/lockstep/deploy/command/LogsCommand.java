package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.process.Await;
import io.lockstep.deploy.process.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints the end of the logs, and what is added to them.
 */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Print the last lines of one process's log, or of all.")
public final class LogsCommand implements Callable<Integer>
{
    private static final int MAX_CHUNK_LENGTH = 64 * 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Parameters(arity = "0..1", paramLabel = "PROCESS",
        description = "cassandra, kafka, node0, node1, node2, bridge or gateway. Default: all")
    private String process;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", defaultValue = "20",
        description = "Lines of each log. Default: ${DEFAULT-VALUE}")
    private int lineCount;

    @Option(names = {"-f", "--follow"}, description = "Go on with what is written, until Ctrl-C.")
    private boolean follow;

    LogsCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final Instance instance = instanceOption.instance();
        final List<String> all = instance.processNames();
        if (null != process && !all.contains(process))
        {
            throw new ParameterException(spec.commandLine(), "no process is called " + process + "; there are " +
                String.join(", ", all));
        }
        final List<String> names = null == process ? all : List.of(process);
        final PrintWriter out = spec.commandLine().getOut();
        final Map<String, Long> offsets = new LinkedHashMap<>();
        for (final String name : names)
        {
            final Path log = instance.log(name);
            offsets.put(name, Files.exists(log) ? Files.size(log) : 0L);
            LogTail.lastLines(log, lineCount).forEach((line) -> out.println(prefix(name, names) + line));
        }
        out.flush();
        while (follow)
        {
            for (final String name : names)
            {
                offsets.put(name, printFrom(instance.log(name), offsets.get(name), prefix(name, names), out));
            }
            Await.pause();
        }
        return 0;
    }

    private static String prefix(final String name, final List<String> names)
    {
        return 1 == names.size() ? "" : String.format("%-9s | ", name);
    }

    /** Prints whole lines only; returns the offset up to which they were printed. */
    private static long printFrom(final Path log, final long offset, final String prefix, final PrintWriter out)
        throws IOException
    {
        if (!Files.exists(log) || Files.size(log) <= offset)
        {
            return Files.exists(log) ? Math.min(offset, Files.size(log)) : 0;
        }
        try (RandomAccessFile reader = new RandomAccessFile(log.toFile(), "r"))
        {
            reader.seek(offset);
            final byte[] bytes = new byte[(int)Math.min(MAX_CHUNK_LENGTH, reader.length() - offset)];
            reader.readFully(bytes);
            int length = bytes.length;
            while (0 < length && '\n' != bytes[length - 1])
            {
                length--;
            }
            if (0 == length && MAX_CHUNK_LENGTH == bytes.length)
            {
                length = bytes.length;
            }
            new String(bytes, 0, length, StandardCharsets.UTF_8).lines().forEach((line) -> out.println(prefix + line));
            out.flush();
            return offset + length;
        }
    }
}
