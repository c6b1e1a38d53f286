package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.JavaHomes;
import io.lockstep.deploy.process.ProcessSpec;
import io.lockstep.deploy.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Apache Cassandra, which speaks the same CQL as ScyllaDB, as a child process on Java 17. Used from one thread.
 */
public final class CassandraPart
{
    private static final String MODULE = "deploy/cassandra";

    /** What Cassandra's own start script opens on Java 17. */
    private static final List<String> EXPORTS = List.of(
        "java.base/jdk.internal.misc", "java.base/java.lang.ref", "java.management.rmi/com.sun.jmx.remote.internal.rmi",
        "java.rmi/sun.rmi.registry", "java.rmi/sun.rmi.server", "java.sql/java.sql", "jdk.unsupported/sun.misc",
        "jdk.attach/sun.tools.attach");
    private static final List<String> OPENS = List.of(
        "java.base/java.lang.module", "java.base/jdk.internal.loader", "java.base/jdk.internal.ref",
        "java.base/jdk.internal.reflect", "java.base/jdk.internal.math", "java.base/jdk.internal.module",
        "java.base/jdk.internal.util.jar", "java.base/sun.nio.ch", "java.base/java.io", "java.base/java.nio",
        "java.base/java.lang.reflect", "java.base/java.lang", "java.base/java.util", "java.base/java.util.concurrent",
        "java.base/java.util.concurrent.atomic", "jdk.management/com.sun.management.internal");

    private final SourceTree sources;
    private final Instance instance;
    private final Map<String, String> environment;

    /**
     * @param sources     that were built.
     * @param instance    to which the store belongs.
     * @param environment in which its Java is looked up.
     */
    public CassandraPart(final SourceTree sources, final Instance instance, final Map<String, String> environment)
    {
        this.sources = sources;
        this.instance = instance;
        this.environment = environment;
    }

    /**
     * @return how to start it.
     */
    public ProcessSpec spec()
    {
        final InstanceSettings settings = instance.settings();
        final Path yaml = instance.config("cassandra.yaml");
        final Path logback = instance.config("cassandra-logback.xml");
        final Path data = instance.data(Instance.CASSANDRA);
        final List<Path> classpath = sources.serverClasspath(MODULE);
        final Path jamm = classpath.stream()
            .filter((jar) -> jar.getFileName().toString().startsWith("jamm-"))
            .findFirst()
            .orElseThrow(() -> new CommandFailure("the class path of Cassandra holds no jamm"));
        final JavaCommand java = new JavaCommand(JavaHomes.cassandra(environment), instance, Instance.CASSANDRA)
            .niceness(JavaCommand.BEHIND_THE_EXCHANGE)
            .options("-Xms1g", "-Xmx2g", "-Xmn768m", "-Xss512k", "-XX:MaxDirectMemorySize=128m")
            .options(
                "-javaagent:" + jamm,
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dcassandra.config=" + yaml.toUri(),
                "-Dcassandra.storagedir=" + data,
                "-Dcassandra.triggers_dir=" + data.resolve("triggers"),
                "-Dlogback.configurationFile=" + logback.toUri(),
                "-Dcassandra-foreground=yes",
                "-Dcassandra.ring_delay_ms=0",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.superuser_setup_delay_ms=0");
        EXPORTS.forEach((name) -> java.options("--add-exports", name + "=ALL-UNNAMED"));
        OPENS.forEach((name) -> java.options("--add-opens", name + "=ALL-UNNAMED"));
        final List<String> command = new ArrayList<>(withoutMemoryLock());
        command.addAll(java.main(classpath, "org.apache.cassandra.service.CassandraDaemon"));
        return new ProcessSpec(
            Instance.CASSANDRA,
            command,
            instance.dir(),
            instance.log(Instance.CASSANDRA),
            Integer.toString(settings.ports().cql()),
            new CqlReadiness(settings.ports().cql()),
            0,
            () -> prepare(settings, yaml, logback, data));
    }

    /** Where it may, Cassandra locks its whole heap into memory, used or not: take the right from it. */
    private static List<String> withoutMemoryLock()
    {
        final List<String> prefix = new ArrayList<>(List.of("sh", "-c", "ulimit -l 64; exec \"$@\"", "sh"));
        if (Programs.has("setpriv") && "root".equals(System.getProperty("user.name")))
        {
            prefix.addAll(List.of("setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock"));
        }
        return prefix;
    }

    private static void prepare(final InstanceSettings settings, final Path yaml, final Path logback, final Path data)
    {
        TextFile.write(yaml, renderYaml(settings));
        TextFile.write(logback, renderLogback());
        try
        {
            Files.createDirectories(data.resolve("triggers"));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    static String renderYaml(final InstanceSettings settings)
    {
        return """
            cluster_name: lockstep
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
            memtable_heap_space: 512MiB
            memtable_offheap_space: 128MiB
            networking_cache_size: 16MiB
            file_cache_enabled: false
            key_cache_size: 8MiB
            counter_cache_size: 0MiB
            row_cache_size: 0MiB
            concurrent_reads: 8
            concurrent_writes: 8
            concurrent_compactors: 1
            """.formatted(settings.ports().cqlStorage(), settings.ports().cql());
    }

    private static String renderLogback()
    {
        return """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="OUT"/></root>
              <logger name="org.apache.cassandra.transport.Server" level="INFO"/>
              <!-- Advice for a machine that does nothing else. -->
              <logger name="org.apache.cassandra.service.StartupChecks" level="ERROR"/>
              <logger name="org.apache.cassandra.utils.NativeLibrary" level="ERROR"/>
            </configuration>
            """;
    }
}
