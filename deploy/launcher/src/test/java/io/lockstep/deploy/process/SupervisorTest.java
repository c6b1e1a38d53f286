package io.lockstep.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest
{
    @TempDir
    private Path dir;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Supervisor supervisor;

    @AfterEach
    void stopAll()
    {
        supervisor.kill("p");
    }

    private Supervisor supervisor()
    {
        supervisor = new Supervisor(dir.resolve("pids"), new Progress(new PrintStream(said, true)));
        return supervisor;
    }

    private ProcessSpec spec(final String script, final Readiness readiness, final long retryForMs)
    {
        return new ProcessSpec("p", List.of("sh", "-c", script), dir, dir.resolve("p.log"), "7", readiness, retryForMs,
            () -> {});
    }

    private Readiness whenExists(final String file)
    {
        return () -> Files.exists(dir.resolve(file)) ? "" : "no " + file + " yet";
    }

    private String said()
    {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWaitUntilReadyAndStopCleanly()
    {
        final ProcessSpec spec = spec("touch up; exec sleep 300", whenExists("up"), 0);
        supervisor().start(spec);
        supervisor.awaitReady(List.of(spec), 10_000);
        assertTrue(said().contains("p ready on 7"), said());
        final long pid = supervisor.livePid("p").orElseThrow();

        assertTrue(supervisor.stop("p", 10_000));
        assertTrue(ProcessIdentity.of(pid).isEmpty(), "survived");
        assertFalse(supervisor.pidFile("p").exists());
    }

    @Test
    void shouldShowTheEndOfTheLogOfAProcessThatEnds()
    {
        final ProcessSpec spec = spec("echo the disk is full; exit 3", whenExists("up"), 0);
        supervisor().start(spec);
        final CommandFailure failure =
            assertThrows(CommandFailure.class, () -> supervisor.awaitReady(List.of(spec), 10_000));
        assertTrue(failure.getMessage().contains("the disk is full"), failure.getMessage());
        assertTrue(failure.getMessage().contains("exit code 3"), failure.getMessage());
    }

    @Test
    void shouldSayWhyAProcessIsNotReadyInTime()
    {
        final ProcessSpec spec = spec("exec sleep 300", whenExists("up"), 0);
        supervisor().start(spec);
        final CommandFailure failure =
            assertThrows(CommandFailure.class, () -> supervisor.awaitReady(List.of(spec), 300));
        assertTrue(failure.getMessage().contains("no up yet"), failure.getMessage());
        final long pid = supervisor.livePid("p").orElseThrow();
        supervisor.stopStarted(10_000);
        assertTrue(ProcessIdentity.of(pid).isEmpty(), "survived");
    }

    @Test
    void shouldStartAgainWhileMarkFilesStillCountAsActive()
    {
        final ProcessSpec spec = spec(
            "if [ -f tried ]; then touch up; exec sleep 300; fi; touch tried; exit 1", whenExists("up"), 30_000);
        supervisor().start(spec);
        supervisor.awaitReady(List.of(spec), 20_000);
        assertTrue(said().contains("starting it again"), said());
        assertTrue(supervisor.livePid("p").isPresent());
    }

    @Test
    void shouldKillAProcessThatIgnoresTheRequestToEnd()
    {
        final ProcessSpec spec = spec("trap '' TERM; touch up; while :; do sleep 1; done", whenExists("up"), 0);
        supervisor().start(spec);
        supervisor.awaitReady(List.of(spec), 10_000);
        final long pid = supervisor.livePid("p").orElseThrow();

        assertFalse(supervisor.stop("p", 300));
        assertTrue(ProcessIdentity.of(pid).isEmpty(), "survived");
        assertTrue(said().contains("killing it"), said());
    }

    @Test
    void shouldStartNothingMoreOnceAborted()
    {
        supervisor().abort();
        final ProcessSpec spec = spec("touch up; exec sleep 300", whenExists("up"), 0);
        final CommandFailure failure = assertThrows(CommandFailure.class, () -> supervisor.start(spec));
        assertEquals("interrupted", failure.getMessage());
        assertFalse(Files.exists(dir.resolve("up")));
    }

    @Test
    void shouldTakeAnotherSupervisorsProcessOver()
    {
        final ProcessSpec spec = spec("touch up; exec sleep 300", whenExists("up"), 0);
        supervisor().start(spec);
        supervisor.awaitReady(List.of(spec), 10_000);
        final long pid = supervisor.livePid("p").orElseThrow();

        assertEquals(pid, supervisor().livePid("p").orElseThrow());
        assertTrue(supervisor.stop("p", 10_000));
        assertTrue(ProcessIdentity.of(pid).isEmpty());
    }
}
