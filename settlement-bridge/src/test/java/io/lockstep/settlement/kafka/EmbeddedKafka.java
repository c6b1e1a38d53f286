package io.lockstep.settlement.kafka;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;

/**
 * One real broker in this JVM.
 */
public final class EmbeddedKafka implements AutoCloseable
{
    private final Properties properties = new Properties();
    private final int port;
    private KafkaRaftServer server;

    /**
     * @param directory for its files.
     * @throws Exception when it cannot start.
     */
    public EmbeddedKafka(final Path directory) throws Exception
    {
        port = freePort();
        final int controllerPort = freePort();
        final String logs = directory.resolve("kafka").toString();
        properties.putAll(java.util.Map.ofEntries(
            java.util.Map.entry("process.roles", "broker,controller"),
            java.util.Map.entry("node.id", "1"),
            java.util.Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            java.util.Map.entry("listeners",
            "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            java.util.Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
            java.util.Map.entry("controller.listener.names", "CONTROLLER"),
            java.util.Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            java.util.Map.entry("log.dirs", logs),
            java.util.Map.entry("offsets.topic.replication.factor", "1"),
            java.util.Map.entry("auto.create.topics.enable", "false"),
            java.util.Map.entry("num.network.threads", "1"),
            java.util.Map.entry("num.io.threads", "2"),
            java.util.Map.entry("broker.session.timeout.ms", "3000"),
            java.util.Map.entry("broker.heartbeat.interval.ms", "500"),
            java.util.Map.entry("log.cleaner.dedupe.buffer.size", "2097152")));
        final Formatter formatter = new Formatter();
        formatter.setNodeId(1)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName("CONTROLLER")
            .setMetadataLogDirectory(logs)
            .addDirectory(logs)
            .setIgnoreFormatted(true);
        formatter.run();
        start();
    }

    private static int freePort() throws IOException
    {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))
        {
            return socket.getLocalPort();
        }
    }

    /** Start after {@link #stop()}, with the files as they are. */
    public void start()
    {
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
    }

    /** Stop; the files stay. */
    public void stop()
    {
        if (null != server)
        {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /**
     * @return host:port for clients.
     */
    public String bootstrap()
    {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close()
    {
        stop();
    }
}
