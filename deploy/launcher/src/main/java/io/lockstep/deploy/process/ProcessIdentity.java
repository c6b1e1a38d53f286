package io.lockstep.deploy.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells one process from a later one that was given the same pid: the boot of the machine and the tick at which the
 * process started, both from the kernel. Neither changes when the wall clock is set. Stateless; any thread.
 */
public final class ProcessIdentity
{
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int STATE_INDEX = 0;
    private static final int START_TICK_INDEX = 19;

    private ProcessIdentity()
    {
    }

    /**
     * Identity of a running process.
     *
     * @param pid of the process.
     * @return its identity; empty if there is no such process, or only the remains of one that waits to be reaped.
     */
    public static Optional<String> of(final long pid)
    {
        final Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isDirectory(Path.of("/proc/self")))
        {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .flatMap((handle) -> handle.info().startInstant())
                .map((instant) -> "instant:" + instant.toEpochMilli());
        }
        try
        {
            final String line = Files.readString(stat);
            // The command name stands in parentheses and may itself hold spaces and parentheses.
            final String[] fields = line.substring(line.lastIndexOf(')') + 2).trim().split(" ");
            if ("Z".equals(fields[STATE_INDEX]) || "X".equals(fields[STATE_INDEX]))
            {
                return Optional.empty();
            }
            return Optional.of(Files.readString(BOOT_ID).trim() + ":" + fields[START_TICK_INDEX]);
        }
        catch (final IOException ex)
        {
            // The process ended between two reads, or never was.
            return Optional.empty();
        }
    }
}
