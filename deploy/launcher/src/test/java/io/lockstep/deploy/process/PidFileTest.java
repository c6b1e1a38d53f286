package io.lockstep.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest
{
    @TempDir
    private Path dir;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killAll()
    {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldNameTheProcessThatWasRecorded() throws IOException
    {
        final Process process = sleeper();
        final PidFile file = new PidFile(dir.resolve("a.pid"));
        file.write(process.pid());
        assertEquals(OptionalLong.of(process.pid()), file.livePid());
    }

    @Test
    void shouldNotNameAProcessThatEnded() throws IOException, InterruptedException
    {
        final Process process = sleeper();
        final PidFile file = new PidFile(dir.resolve("a.pid"));
        file.write(process.pid());
        process.destroyForcibly().waitFor();
        assertEquals(OptionalLong.empty(), file.livePid());
        assertTrue(file.exists());
    }

    @Test
    void shouldNeitherNameNorStopAStrangerThatGotThePid() throws IOException
    {
        final Process stranger = sleeper();
        final Path path = dir.resolve("gateway.pid");
        new PidFile(path).write(stranger.pid());
        // What is left of an earlier process that had the same pid: same boot, another start.
        final List<String> lines = Files.readAllLines(path);
        final String boot = lines.get(1).substring(0, lines.get(1).indexOf(':'));
        Files.writeString(path, lines.get(0) + "\n" + boot + ":1\n");

        final Supervisor supervisor = supervisor();
        assertEquals(OptionalLong.empty(), supervisor.livePid("gateway"));
        assertFalse(supervisor.kill("gateway"));
        assertTrue(supervisor.stop("gateway", 1_000));
        assertTrue(stranger.isAlive(), "the stranger was signalled");
        assertFalse(Files.exists(path));
    }

    @Test
    void shouldNotTrustAPidFromBeforeTheLastBoot() throws IOException
    {
        final Process process = sleeper();
        final Path path = dir.resolve("a.pid");
        new PidFile(path).write(process.pid());
        final List<String> lines = Files.readAllLines(path);
        final String tick = lines.get(1).substring(lines.get(1).indexOf(':'));
        Files.writeString(path, lines.get(0) + "\n00000000-0000-0000-0000-000000000000" + tick + "\n");
        assertEquals(OptionalLong.empty(), new PidFile(path).livePid());
    }

    @Test
    void shouldTreatAMissingOrBrokenFileAsNoProcess() throws IOException
    {
        assertEquals(OptionalLong.empty(), new PidFile(dir.resolve("none.pid")).livePid());
        Files.writeString(dir.resolve("broken.pid"), "12");
        assertEquals(OptionalLong.empty(), new PidFile(dir.resolve("broken.pid")).livePid());
        Files.writeString(dir.resolve("words.pid"), "not\na pid\n");
        assertEquals(OptionalLong.empty(), new PidFile(dir.resolve("words.pid")).livePid());
    }

    private Supervisor supervisor()
    {
        return new Supervisor(dir, new Progress(new PrintStream(new ByteArrayOutputStream(), true)));
    }

    private Process sleeper() throws IOException
    {
        final Process process = new ProcessBuilder("sleep", "300").start();
        processes.add(process);
        return process;
    }
}
