package io.lockstep.settlement.cql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * One real Apache Cassandra as a child process. It needs the class path that the deploy module writes, and Java 17.
 */
public final class CassandraProcess implements AutoCloseable
{
    private static final Path CLASSPATH = Path.of("..", "deploy", "cassandra", "target", "classpath.txt");
    private static final String EXPORTS = "java.base/jdk.internal.misc java.base/java.lang.ref " +
        "java.management.rmi/com.sun.jmx.remote.internal.rmi java.rmi/sun.rmi.registry java.rmi/sun.rmi.server " +
        "java.sql/java.sql jdk.unsupported/sun.misc jdk.attach/sun.tools.attach";
    private static final String OPENS = "java.base/java.lang.module java.base/jdk.internal.loader " +
        "java.base/jdk.internal.ref java.base/jdk.internal.reflect java.base/jdk.internal.math " +
        "java.base/jdk.internal.module java.base/jdk.internal.util.jar java.base/sun.nio.ch java.base/java.io " +
        "java.base/java.nio java.base/java.lang.reflect java.base/java.lang java.base/java.util " +
        "java.base/java.util.concurrent java.base/java.util.concurrent.atomic " +
        "jdk.management/com.sun.management.internal";

    private final Path directory;
    private final int port;
    private final int storagePort;
    private Process process;

    /**
     * @param directory for its files.
     * @throws IOException when it cannot be prepared.
     */
    public CassandraProcess(final Path directory) throws IOException
    {
        this.directory = directory.toAbsolutePath();
        this.port = freePort();
        this.storagePort = freePort();
        Files.createDirectories(this.directory.resolve("triggers"));
        Files.writeString(this.directory.resolve("cassandra.yaml"), """
            cluster_name: test
            num_tokens: 1
            partitioner: org.apache.cassandra.dht.Murmur3Partitioner
            endpoint_snitch: SimpleSnitch
            seed_provider:
              - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                parameters:
                  - seeds: "127.0.0.1:%1$d"
            listen_address: 127.0.0.1
            storage_port: %1$d
            start_native_transport: true
            rpc_address: 127.0.0.1
            native_transport_port: %2$d
            auto_bootstrap: false
            auto_snapshot: false
            commitlog_sync: periodic
            commitlog_sync_period: 1000ms
            commitlog_segment_size: 8MiB
            memtable_heap_space: 64MiB
            memtable_offheap_space: 64MiB
            networking_cache_size: 16MiB
            file_cache_enabled: false
            key_cache_size: 8MiB
            counter_cache_size: 0MiB
            row_cache_size: 0MiB
            concurrent_reads: 8
            concurrent_writes: 8
            concurrent_compactors: 1
            """.formatted(storagePort, port));
        Files.writeString(this.directory.resolve("logback.xml"),
            "<configuration><appender name='OUT' class='ch.qos.logback.core.ConsoleAppender'>" +
            "<encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder></appender>" +
            "<root level='WARN'><appender-ref ref='OUT'/></root></configuration>");
    }

    /**
     * @return why it cannot run here, or null when it can.
     */
    public static String unavailable()
    {
        if (!Files.isReadable(CLASSPATH))
        {
            return "no " + CLASSPATH + ": build deploy/cassandra first";
        }
        return null == javaHome() ? "Cassandra needs a Java 17 (CASSANDRA_JAVA_HOME)" : null;
    }

    private static Path javaHome()
    {
        final List<Path> homes = new ArrayList<>();
        if (null != System.getenv("CASSANDRA_JAVA_HOME"))
        {
            homes.add(Path.of(System.getenv("CASSANDRA_JAVA_HOME")));
        }
        homes.add(Path.of(System.getProperty("java.home")));
        try (Stream<Path> siblings = Files.list(Path.of("/usr/lib/jvm")))
        {
            siblings.sorted().forEach(homes::add);
        }
        catch (final IOException ignore)
        {
            // No such folder on this system: the other candidates remain.
        }
        return homes.stream().filter(CassandraProcess::isJava17).findFirst().orElse(null);
    }

    private static boolean isJava17(final Path home)
    {
        try
        {
            return Files.isExecutable(home.resolve("bin/java")) &&
                Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"17");
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    private static int freePort() throws IOException
    {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))
        {
            return socket.getLocalPort();
        }
    }

    /**
     * Start, with the files as they are, and wait until it takes connections.
     *
     * @throws IOException when it cannot be started.
     */
    public void start() throws IOException
    {
        final String classpath = Files.readString(CLASSPATH).strip();
        final String jamm = Stream.of(classpath.split(":"))
            .filter((jar) -> jar.contains("/jamm-")).findFirst().orElseThrow();
        final List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -l 64; exec \"$@\"", "sh"));
        if ("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/setpriv")))
        {
            // Where it may, Cassandra locks its whole heap into memory.
            command.addAll(List.of("setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock"));
        }
        command.addAll(List.of(javaHome().resolve("bin/java").toString(), "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC",
            "-Xss512k", "-XX:MaxDirectMemorySize=128m", "-javaagent:" + jamm,
            "-Djdk.attach.allowAttachSelf=true", "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dcassandra.config=" + directory.resolve("cassandra.yaml").toUri(),
            "-Dcassandra.storagedir=" + directory,
            "-Dcassandra.triggers_dir=" + directory.resolve("triggers"),
            "-Dlogback.configurationFile=" + directory.resolve("logback.xml").toUri(),
            "-Dcassandra-foreground=yes", "-Dcassandra.ring_delay_ms=0",
            "-Dcassandra.skip_wait_for_gossip_to_settle=0", "-Dcassandra.superuser_setup_delay_ms=0"));
        for (final String name : EXPORTS.split(" "))
        {
            command.addAll(List.of("--add-exports", name + "=ALL-UNNAMED"));
        }
        for (final String name : OPENS.split(" "))
        {
            command.addAll(List.of("--add-opens", name + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("-cp", classpath, "org.apache.cassandra.service.CassandraDaemon"));
        process = new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("cassandra.log").toFile()))
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(60, TimeUnit.SECONDS).until(() -> isListening() || !process.isAlive());
        if (!process.isAlive())
        {
            throw new IOException("Cassandra ended: " + Files.readString(directory.resolve("cassandra.log")));
        }
    }

    private boolean isListening()
    {
        try (Socket socket = new Socket())
        {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    /**
     * @return processor time used so far, ms.
     */
    public long cpuMs()
    {
        return process.info().totalCpuDuration().orElse(java.time.Duration.ZERO).toMillis();
    }

    /** End it at once, as a crash would. */
    public void kill()
    {
        if (null != process)
        {
            process.destroyForcibly();
            try
            {
                process.waitFor(10, TimeUnit.SECONDS);
            }
            catch (final InterruptedException ex)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * @return host:port for clients.
     */
    public String contact()
    {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close()
    {
        kill();
    }
}
