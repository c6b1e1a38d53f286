package io.lockstep.node;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.lockstep.testing.Await;
import io.lockstep.testing.TestCluster;

import java.io.IOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The node as the operating system sees it: exit codes, signals, and starting again at once after being killed.
 */
@Timeout(60)
class NodeProcessTest
{
    private static final int SIGTERM_EXIT = 0;

    @TempDir
    private Path dir;
    private Process process;

    private void launch(final String... args) throws IOException
    {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens", "java.base/java.util.zip=ALL-UNNAMED",
            "-XX:+UseSerialGC", "-Xmx256m",
            "-cp", System.getProperty("java.class.path"),
            ExchangeNode.class.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(dir.resolve("out").toFile()).start();
    }

    private int exitCode() throws InterruptedException
    {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "process ends");
        return process.exitValue();
    }

    private String output() throws IOException
    {
        return Files.readString(dir.resolve("out"));
    }

    @AfterEach
    void killProcess() throws InterruptedException
    {
        if (null != process)
        {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldTellWhatIsWrongAndExitWithTwo() throws Exception
    {
        final Path file = dir.resolve("node.properties");
        Files.writeString(file, "node.id=0\ncolour=red\n");
        launch(file.toString());
        assertEquals(2, exitCode());
        assertTrue(output().startsWith("colour: unknown key"), output());
    }

    @Test
    void shouldHelp() throws Exception
    {
        launch("--help");
        assertEquals(0, exitCode());
        assertTrue(output().contains("principals.file"), output());
    }

    @Test
    void shouldStartAgainAtOnceAfterAKillAndEndCleanlyOnASignal() throws Exception
    {
        try (TestCluster cluster = TestCluster.prepare(1))
        {
            final Properties properties = cluster.properties(0);
            final int httpPort = cluster.freePort();
            properties.setProperty("http.port", "" + httpPort);
            final Path file = dir.resolve("node.properties");
            try (Writer writer = Files.newBufferedWriter(file))
            {
                properties.store(writer, null);
            }
            launch(file.toString());
            awaitReady(httpPort);
            process.destroyForcibly().waitFor();

            launch(file.toString());
            final long startNs = System.nanoTime();
            awaitReady(httpPort);
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(10), "no wait for old mark files");
            process.destroy();
            assertEquals(SIGTERM_EXIT, exitCode(), output());
            assertFalse(Files.exists(Path.of(properties.getProperty("aeron.dir"))), "shared memory is given back");
            assertTrue(output().lines().allMatch((line) -> line.startsWith("{")), output());
        }
    }

    private void awaitReady(final int httpPort)
    {
        Await.until("node is ready", () ->
        {
            assertTrue(process.isAlive(), "process is alive");
            try
            {
                final HttpURLConnection connection = (HttpURLConnection)URI.create(
                    "http://127.0.0.1:" + httpPort + "/readyz").toURL().openConnection();
                return 200 == connection.getResponseCode();
            }
            catch (final IOException ex)
            {
                return false;
            }
        });
    }
}
