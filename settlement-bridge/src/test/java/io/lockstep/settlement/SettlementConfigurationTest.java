package io.lockstep.settlement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SettlementConfigurationTest
{
    private static String refusal(final Properties properties)
    {
        return assertThrows(ConfigurationException.class, () -> SettlementConfiguration.of(properties)).getMessage();
    }

    @Test
    void shouldHaveDefaultsForAllThatIsNotRequired()
    {
        final SettlementConfiguration configuration = TestConfiguration.with();
        assertEquals("127.0.0.1", configuration.httpHost());
        assertEquals(3011, configuration.httpPort());
        assertEquals("127.0.0.1:9093", configuration.kafkaBootstrap());
        assertEquals(1, configuration.kafkaReplication());
        assertEquals(-1, configuration.kafkaRetentionOutputsMs());
        assertEquals("127.0.0.1", configuration.cqlContacts()[0].getHostString());
        assertEquals(9042, configuration.cqlContacts()[0].getPort());
        assertEquals("datacenter1", configuration.cqlDatacenter());
        assertEquals("trading", configuration.cqlKeyspace());
        assertEquals("{'class':'SimpleStrategy','replication_factor':1}", configuration.cqlKeyspaceReplication());
        assertEquals("", configuration.cqlKeyspaceOptions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.ingress", "cluster.archives", "cluster.key.file", "aeron.dir", "journal.dir"})
    void shouldNameARequiredKeyThatIsMissing(final String key)
    {
        final Properties properties = TestConfiguration.properties();
        properties.remove(key);
        final String refusal = refusal(properties);
        assertTrue(refusal.startsWith(key + ": ") && refusal.contains("missing"), refusal);
    }

    @Test
    void shouldNameAnUnknownKey()
    {
        final Properties properties = TestConfiguration.properties();
        properties.setProperty("kafka.bootstraps", "127.0.0.1:9093");
        assertTrue(refusal(properties).startsWith("kafka.bootstraps: unknown"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http.port|-1",
        "http.port|65536",
        "http.port|http",
        "kafka.replication|0",
        "kafka.bootstrap|localhost",
        "cql.contact|127.0.0.1:0",
        "cql.contact|127.0.0.1:9042,nowhere",
        "cql.keyspace|Trading",
        "cql.keyspace|a;drop",
        "cql.keyspace.replication|SimpleStrategy",
        "cluster.archives|127.0.0.1:20001,127.0.0.1",
        "cluster.ingress|127.0.0.1:20002",
        "cluster.ingress|a=127.0.0.1:20002",
        "batch.max.events|0"})
    void shouldNameTheKeyOfAnUnusableValue(final String key, final String value)
    {
        final Properties properties = TestConfiguration.properties();
        properties.setProperty(key, value);
        final String refusal = refusal(properties);
        assertTrue(refusal.startsWith(key + ": "), refusal);
    }

    @Test
    void shouldNameAFileThatCannotBeRead()
    {
        final String refusal = assertThrows(ConfigurationException.class,
            () -> SettlementConfiguration.load(Path.of("no-such.properties"))).getMessage();
        assertTrue(refusal.startsWith("no-such.properties: "), refusal);
    }
}
