package io.lockstep.node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NodeConfigurationTest
{
    private static Properties minimal()
    {
        final Properties properties = new Properties();
        properties.setProperty("node.id", "1");
        properties.setProperty("cluster.members", "a:20000,b:20100, c:20200");
        properties.setProperty("data.dir", "target/data");
        properties.setProperty("principals.file", "target/principals");
        return properties;
    }

    @Test
    void shouldFillInWhatIsNotSaid()
    {
        final NodeConfiguration configuration = NodeConfiguration.of(minimal());
        assertEquals(Profile.DURABLE, configuration.profile());
        assertEquals(1, configuration.profile().fileSyncLevel());
        assertEquals(IdleMode.BACKOFF, configuration.idleMode());
        assertEquals("127.0.0.1", configuration.httpHost());
        assertEquals(20106, configuration.httpPort());
        assertEquals("b:20101", configuration.self().archiveEndpoint());
        assertEquals(
            "0,a:20002,a:20003,a:20004,a:20005,a:20001|1,b:20102,b:20103,b:20104,b:20105,b:20101|" +
            "2,c:20202,c:20203,c:20204,c:20205,c:20201|",
            configuration.clusterMembers());
    }

    @ParameterizedTest
    @CsvSource({
        "node.id, 3", "node.id, -1", "node.id, x", "node.id, ''", "cluster.members, a", "cluster.members, a:0",
        "cluster.members, 'a:70000'", "data.dir, ''", "principals.file, ' '", "profile, slow", "idle, sleep",
        "http.port, 65536", "nodeid, 1"})
    void shouldNameTheKeyThatIsWrong(final String key, final String value)
    {
        final Properties properties = minimal();
        properties.setProperty(key, value);
        final String message =
            assertThrows(ConfigurationException.class, () -> NodeConfiguration.of(properties)).getMessage();
        assertTrue(message.startsWith(key + ":"), message);
    }
}
