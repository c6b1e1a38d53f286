package io.lockstep.deploy.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.PortLayout;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationTest
{
    private final Instance instance = new Instance(Path.of("/srv/exchange"));
    private final InstanceSettings settings =
        InstanceSettings.create(PortLayout.defaults(), InstanceSettings.Profile.DURABLE);

    @Test
    void shouldRenderEveryKeyOfANode() throws IOException
    {
        final Properties node = load(ExchangeParts.renderNode(instance, settings, 2));
        assertEquals(Set.of("node.id", "cluster.members", "data.dir", "aeron.dir", "profile", "idle", "http.host",
            "http.port", "principals.file"), node.stringPropertyNames());
        assertEquals("2", node.getProperty("node.id"));
        assertEquals("127.0.0.1:20000,127.0.0.1:20100,127.0.0.1:20200", node.getProperty("cluster.members"));
        assertEquals("/srv/exchange/data/node2", node.getProperty("data.dir"));
        assertTrue(node.getProperty("aeron.dir").matches("/dev/shm/lockstep-[0-9a-f]{10}-node2"));
        assertEquals("durable", node.getProperty("profile"));
        assertEquals("20206", node.getProperty("http.port"));
        assertEquals("/srv/exchange/keys/principals.properties", node.getProperty("principals.file"));
    }

    @Test
    void shouldRenderEveryKeyOfTheGateway() throws IOException
    {
        final Properties gateway = load(ExchangeParts.renderGateway(instance, settings));
        assertEquals(Set.of("http.host", "http.port", "cluster.ingress", "cluster.archives", "cluster.key.file",
            "aeron.dir", "api.keys.file"), gateway.stringPropertyNames());
        assertEquals("3001", gateway.getProperty("http.port"));
        assertEquals("/srv/exchange/keys/gateway.key", gateway.getProperty("cluster.key.file"));
        assertEquals("/srv/exchange/keys/api-keys.properties", gateway.getProperty("api.keys.file"));
        assertEquals(
            "0=127.0.0.1:20002,1=127.0.0.1:20102,2=127.0.0.1:20202", gateway.getProperty("cluster.ingress"));
    }

    @Test
    void shouldRenderEveryKeyOfTheBridge() throws IOException
    {
        final Properties bridge = load(ExchangeParts.renderBridge(instance, settings));
        assertEquals(Set.of("http.host", "http.port", "cluster.ingress", "cluster.archives", "cluster.key.file",
            "aeron.dir", "journal.dir", "kafka.bootstrap", "kafka.replication", "cql.contact", "cql.datacenter",
            "cql.keyspace", "cql.keyspace.replication", "cql.keyspace.options", "cql.batch.partitions"),
            bridge.stringPropertyNames());
        assertEquals("127.0.0.1:9093", bridge.getProperty("kafka.bootstrap"));
        assertEquals("127.0.0.1:9042", bridge.getProperty("cql.contact"));
        assertEquals(
            "{'class':'SimpleStrategy','replication_factor':1}", bridge.getProperty("cql.keyspace.replication"));
    }

    @Test
    void shouldKeepInstancesApartInSharedMemory()
    {
        final Instance other = new Instance(Path.of("/srv/exchange2"));
        assertTrue(!instance.aeronDir("node0").equals(other.aeronDir("node0")));
        assertEquals(instance.aeronDir("node0"), new Instance(Path.of("/srv/x/../exchange")).aeronDir("node0"));
    }

    @Test
    void shouldLetKafkaCreateNoTopicByItself() throws IOException
    {
        final Properties kafka = load(KafkaPart.render(settings, Path.of("/srv/exchange/data/kafka")));
        assertEquals("false", kafka.getProperty("auto.create.topics.enable"));
        assertEquals("PLAINTEXT://127.0.0.1:9093,CONTROLLER://127.0.0.1:9094", kafka.getProperty("listeners"));
        assertEquals("/srv/exchange/data/kafka", kafka.getProperty("log.dirs"));
    }

    @Test
    void shouldOpenWhatTheTestsAndTheContainersOpen() throws IOException
    {
        final Path root = SourceTree.find().defaultInstanceDir().resolve("../../..").normalize();
        final String opens = String.join(" ", ExchangeParts.OPENS);
        assertTrue(Files.readString(root.resolve("pom.xml")).contains("<jvm.opens>" + opens + "</jvm.opens>"), opens);
        final String script = Files.readString(root.resolve("deploy/compose/run")).replaceAll("\\s*\\\\\\s+", " ");
        assertTrue(script.contains(opens), script);
    }

    private static Properties load(final String text) throws IOException
    {
        final Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
