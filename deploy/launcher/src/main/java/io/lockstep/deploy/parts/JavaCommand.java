package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.process.Programs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts the command line of a JVM together, with what holds for every JVM of an instance: it ends when memory runs
 * out, speaks IPv4, and leaves no file outside the instance's folder. Used from one thread.
 */
final class JavaCommand
{
    /** How much what lives behind the exchange gives way to the exchange, where they share few cores. */
    static final int BEHIND_THE_EXCHANGE = 5;

    private final List<String> options = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private final Path java;
    private final Instance instance;

    JavaCommand(final Path java, final Instance instance, final String process)
    {
        this.java = java;
        this.instance = instance;
        options("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData",
            "-Djava.net.preferIPv4Stack=true");
        options("-Djava.io.tmpdir=" + instance.tmp(), "-XX:ErrorFile=" + instance.log(process + "-crash"));
    }

    JavaCommand options(final String... more)
    {
        options.addAll(Arrays.asList(more));
        return this;
    }

    /** Give way to other processes, where the system has a program for that. */
    JavaCommand niceness(final int niceness)
    {
        if (Programs.has("nice"))
        {
            prefix.addAll(List.of("nice", "-n", Integer.toString(niceness)));
        }
        return this;
    }

    JavaCommand options(final Collection<String> more)
    {
        options.addAll(more);
        return this;
    }

    List<String> main(final Collection<Path> classpath, final String mainClass, final String... arguments)
    {
        try
        {
            Files.createDirectories(instance.tmp());
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        final List<String> command = new ArrayList<>(prefix);
        command.add(java.toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
