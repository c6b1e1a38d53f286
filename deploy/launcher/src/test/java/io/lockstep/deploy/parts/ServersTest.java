package io.lockstep.deploy.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.Ports;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.JavaHomes;
import io.lockstep.deploy.process.ProcessIdentity;
import io.lockstep.deploy.process.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka and a real Cassandra, started and stopped as the command line does it. */
class ServersTest
{
    private static final Set<String> SERVERS = Set.of(Instance.KAFKA, Instance.CASSANDRA);

    @TempDir
    private Path dir;
    private Instance instance;
    private LocalExchange exchange;

    @BeforeEach
    void requireJavaForCassandra()
    {
        boolean found = true;
        try
        {
            JavaHomes.cassandra(System.getenv());
        }
        catch (final CommandFailure ex)
        {
            found = false;
        }
        assumeTrue(found, "no Java 17, on which alone Cassandra runs");
        instance = new Instance(dir.resolve("run"));
        exchange = new LocalExchange(SourceTree.find(), instance, new Progress(System.out), (ignored) -> "");
    }

    @AfterEach
    void stop()
    {
        if (null != instance && instance.exists())
        {
            exchange.down();
        }
    }

    @Test
    @Timeout(100)
    void shouldStartServeAndLeaveNothingBehind() throws Exception
    {
        exchange.setUp(InstanceSettings.create(Ports.pickFree(), InstanceSettings.Profile.FAST));
        // A folder as a node would leave it.
        Files.createDirectories(instance.aeronDir("node0"));

        assertEquals(2, exchange.up(SERVERS).size());
        final List<Long> pids = new ArrayList<>();
        SERVERS.forEach((name) -> pids.add(exchange.supervisor().livePid(name).orElseThrow()));
        checkKafka(instance.settings().ports().kafka());
        checkCql(instance.settings().ports().cql());

        assertTrue(exchange.up(SERVERS).isEmpty(), "a second up must start nothing");
        assertTrue(exchange.down(), "a process had to be killed");

        for (final long pid : pids)
        {
            assertTrue(ProcessIdentity.of(pid).isEmpty(), "still there: " + pid);
        }
        assertEquals(List.of(), sharedMemory());
        assertFalse(Files.exists(instance.pids()));
        for (final int port : instance.settings().ports().byProcess().get(Instance.KAFKA))
        {
            assertTrue(Ports.isFree(port), "still open: " + port);
        }
    }

    private List<Path> sharedMemory() throws IOException
    {
        final String prefix = instance.aeronDir("").getFileName().toString();
        try (Stream<Path> all = Files.list(instance.aeronDir("").getParent()))
        {
            return all.filter((path) -> path.getFileName().toString().startsWith(prefix)).toList();
        }
    }

    private static void checkKafka(final int port) throws ExecutionException, InterruptedException
    {
        final Map<String, Object> config = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (Admin admin = Admin.create(config))
        {
            admin.createTopics(List.of(new NewTopic("engine.outputs", 1, (short)1))).all().get();
        }
        try (KafkaProducer<String, String> producer =
            new KafkaProducer<>(config, new StringSerializer(), new StringSerializer()))
        {
            for (int i = 0; i < 5; i++)
            {
                producer.send(new ProducerRecord<>("engine.outputs", "k" + i, "{\"i\":" + i + "}")).get();
            }
        }
        final List<String> read = new ArrayList<>();
        try (TopicReader reader = new TopicReader(port))
        {
            assertEquals(2, reader.read("engine.outputs", 3, 10, (record) ->
                read.add(new String(record.value(), StandardCharsets.UTF_8))));
            assertEquals(1, reader.read("engine.outputs", -1, 10, (record) -> read.add("last " + record.offset())));
            assertEquals(1, reader.read("engine.outputs", 0, 1, (record) -> read.add("first " + record.offset())));
        }
        assertEquals(List.of("{\"i\":3}", "{\"i\":4}", "last 4", "first 0"), read);
    }

    private static void checkCql(final int port)
    {
        try (CqlSession session = CqlSessions.open(port))
        {
            session.execute("CREATE KEYSPACE k WITH replication={'class':'SimpleStrategy','replication_factor':1}");
            session.execute("CREATE TABLE k.t (id bigint PRIMARY KEY, amount bigint)");
            session.execute("INSERT INTO k.t (id, amount) VALUES (1, 1000000000000)");
            final Row row = session.execute("SELECT amount FROM k.t WHERE id=1").one();
            assertEquals(1_000_000_000_000L, row.getLong("amount"));
        }
    }
}
