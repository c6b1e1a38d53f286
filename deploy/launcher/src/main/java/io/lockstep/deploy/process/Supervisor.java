package io.lockstep.deploy.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes that outlive this one, waits until they are ready, and stops them again. The only record of a
 * process is its {@link PidFile}, so any later command can find and stop what an earlier one started.
 * <p>
 * Used from one thread, except {@link #abort()}, which a shutdown hook may call at any time.
 */
public final class Supervisor
{
    private static final int CULPRIT_LINES = 25;
    private static final long RESTART_DELAY_MS = 1_000;

    private final Path pidDirectory;
    private final Progress progress;
    private final Map<String, Process> children = new LinkedHashMap<>();
    private final Deque<String> startedHere = new ArrayDeque<>();
    private volatile boolean aborted;

    /**
     * @param pidDirectory in which the pid files live.
     * @param progress     that tells what happens.
     */
    public Supervisor(final Path pidDirectory, final Progress progress)
    {
        this.pidDirectory = pidDirectory;
        this.progress = progress;
    }

    /**
     * The pid file of a process.
     *
     * @param name of the process.
     * @return its pid file, which may not exist.
     */
    public PidFile pidFile(final String name)
    {
        return new PidFile(pidDirectory.resolve(name + ".pid"));
    }

    /**
     * Pid of a process of this instance.
     *
     * @param name of the process.
     * @return its pid if it runs and is ours.
     */
    public OptionalLong livePid(final String name)
    {
        return pidFile(name).livePid();
    }

    /**
     * Start a process and return at once.
     *
     * @param spec of the process.
     * @throws CommandFailure if the program cannot be run.
     */
    public void start(final ProcessSpec spec)
    {
        spec.prepare().run();
        synchronized (startedHere)
        {
            failIfAborted();
            spawn(spec);
            startedHere.remove(spec.name());
            startedHere.addLast(spec.name());
        }
    }

    private void spawn(final ProcessSpec spec)
    {
        // A session of its own: neither Ctrl-C in this terminal nor its closing reaches the process.
        final List<String> command = new ArrayList<>();
        if (Programs.has("setsid"))
        {
            command.add("setsid");
        }
        command.addAll(spec.command());
        final File log = spec.log().toFile();
        try
        {
            Files.createDirectories(spec.log().getParent());
            Files.createDirectories(spec.workingDirectory());
            final Process process = new ProcessBuilder(command)
                .directory(spec.workingDirectory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
            pidFile(spec.name()).write(process.pid());
            children.put(spec.name(), process);
        }
        catch (final IOException ex)
        {
            throw new CommandFailure("cannot start " + spec.name() + ": " + ex.getMessage(), ex);
        }
    }

    /**
     * Wait until every one of the processes is ready.
     *
     * @param specs     of processes that were started here.
     * @param timeoutMs for all of them together.
     * @throws CommandFailure if one ends or the time is over; names the culprit and shows the end of its log.
     */
    public void awaitReady(final List<ProcessSpec> specs, final long timeoutMs)
    {
        final List<ProcessSpec> pending = new ArrayList<>(specs);
        final Map<String, Long> retryAtMs = new LinkedHashMap<>();
        final long beginMs = nowMs();
        while (!pending.isEmpty())
        {
            for (final ProcessSpec spec : List.copyOf(pending))
            {
                failIfAborted();
                if (!isRunning(spec, retryAtMs, beginMs))
                {
                    continue;
                }
                final String reason = spec.readiness().reasonNotReady();
                if (reason.isEmpty())
                {
                    pending.remove(spec);
                    progress.say(spec.name() + " ready" + (spec.endpoint().isEmpty() ? "" : " on " + spec.endpoint()));
                }
                else if (nowMs() - beginMs > timeoutMs)
                {
                    throw failure(spec, "is not ready after " + timeoutMs / 1000 + " s (" + reason + ")");
                }
            }
            Await.pause();
        }
    }

    private boolean isRunning(final ProcessSpec spec, final Map<String, Long> retryAtMs, final long beginMs)
    {
        if (livePid(spec.name()).isPresent())
        {
            return true;
        }
        final Long retryAt = retryAtMs.get(spec.name());
        if (null != retryAt)
        {
            if (nowMs() >= retryAt)
            {
                retryAtMs.remove(spec.name());
                synchronized (startedHere)
                {
                    failIfAborted();
                    spawn(spec);
                }
            }
            return false;
        }
        if (nowMs() - beginMs > spec.retryForMs())
        {
            throw failure(spec, "ended before it was ready" + exitCode(spec.name()));
        }
        progress.say(spec.name() + " ended" + exitCode(spec.name()) +
            "; starting it again (after a kill its mark files count as active for about 10 s)");
        retryAtMs.put(spec.name(), nowMs() + RESTART_DELAY_MS);
        return false;
    }

    private String exitCode(final String name)
    {
        final Process child = children.get(name);
        return null == child || child.isAlive() ? "" : " with exit code " + child.exitValue();
    }

    private static CommandFailure failure(final ProcessSpec spec, final String what)
    {
        final StringBuilder text = new StringBuilder(spec.name()).append(' ').append(what);
        final List<String> lines = LogTail.lastLines(spec.log(), CULPRIT_LINES);
        text.append(lines.isEmpty() ? "; its log " : "; the end of its log ").append(spec.log());
        text.append(lines.isEmpty() ? " is empty" : ":");
        lines.forEach((line) -> text.append("\n    ").append(line));
        return new CommandFailure(text.toString());
    }

    /**
     * Stop a process: SIGTERM, and SIGKILL when that does not help. Says nothing if it does not run.
     *
     * @param name      of the process.
     * @param timeoutMs to wait for a clean end.
     * @return true if it ended by itself or did not run; false if it had to be killed.
     */
    public boolean stop(final String name, final long timeoutMs)
    {
        return signal(name) ? awaitStopped(name, timeoutMs) : forget(name);
    }

    private boolean forget(final String name)
    {
        pidFile(name).delete();
        return true;
    }

    /**
     * Ask a process to end (SIGTERM) and return at once.
     *
     * @param name of the process.
     * @return false if it does not run.
     */
    public boolean signal(final String name)
    {
        final OptionalLong pid = livePid(name);
        return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).map(ProcessHandle::destroy).orElse(false);
    }

    /**
     * Wait for the end of a process that was signalled; kill it when the time is over.
     *
     * @param name      of the process.
     * @param timeoutMs to wait for a clean end.
     * @return true if it ended by itself; false if it had to be killed.
     */
    public boolean awaitStopped(final String name, final long timeoutMs)
    {
        final PidFile pidFile = pidFile(name);
        final boolean clean = Await.until(timeoutMs, () -> pidFile.livePid().isEmpty());
        if (clean)
        {
            progress.say(name + " stopped");
        }
        else
        {
            progress.say(name + " did not end within " + timeoutMs / 1000 + " s of SIGTERM: killing it");
            kill(name);
        }
        pidFile.delete();
        return clean;
    }

    /**
     * Kill a process (SIGKILL) and wait until it is gone. Its pid file stays, as after a crash.
     *
     * @param name of the process.
     * @return true if it ran.
     */
    public boolean kill(final String name)
    {
        final PidFile pidFile = pidFile(name);
        final OptionalLong pid = pidFile.livePid();
        if (pid.isEmpty())
        {
            return false;
        }
        ProcessHandle.of(pid.getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
        if (!Await.until(TimeUnit.SECONDS.toMillis(10), () -> pidFile.livePid().isEmpty()))
        {
            throw new CommandFailure(name + " (pid " + pid.getAsLong() + ") survives SIGKILL: it hangs in the kernel");
        }
        return true;
    }

    /**
     * Stop what this object started, newest first.
     *
     * @param timeoutMs for each process.
     */
    public void stopStarted(final long timeoutMs)
    {
        final List<String> names = new ArrayList<>();
        synchronized (startedHere)
        {
            startedHere.descendingIterator().forEachRemaining(names::add);
            startedHere.clear();
        }
        final List<String> signalled = names.stream().filter(this::signal).toList();
        signalled.forEach((name) -> awaitStopped(name, timeoutMs));
        names.forEach(this::forget);
    }

    /**
     * Let nothing more be started; whoever waits in {@link #awaitReady} fails.
     */
    public void abort()
    {
        synchronized (startedHere)
        {
            aborted = true;
        }
    }

    private void failIfAborted()
    {
        if (aborted)
        {
            throw new CommandFailure("interrupted");
        }
    }

    private static long nowMs()
    {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
