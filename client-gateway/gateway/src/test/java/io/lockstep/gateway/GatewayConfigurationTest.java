package io.lockstep.gateway;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatewayConfigurationTest
{
    @TempDir
    private Path directory;
    private final Properties properties = new Properties();

    @BeforeEach
    void minimum() throws IOException
    {
        final Path keyFile = directory.resolve("key");
        Files.writeString(keyFile, "gateway:c2VjcmV0\n");
        properties.setProperty("cluster.ingress", "0=127.0.0.1:20002,1=127.0.0.1:20102");
        properties.setProperty("cluster.archives", "127.0.0.1:20001,127.0.0.1:20101");
        properties.setProperty("cluster.key.file", keyFile.toString());
        properties.setProperty("api.keys.file", directory.resolve("api.keys").toString());
    }

    @Test
    void shouldHaveDefaultsForWhatMayBeLeftOut()
    {
        final GatewayConfiguration configuration = new GatewayConfiguration(properties);
        assertEquals("127.0.0.1", configuration.httpHost());
        assertEquals(3001, configuration.httpPort());
        assertEquals(GatewayConfiguration.Idle.BACKOFF, configuration.idle());
        assertEquals("", configuration.aeronDirectory());
    }

    @Test
    void shouldExplainEveryKeyThatItTakes()
    {
        for (final String line : new GatewayConfiguration(properties).describe().split("\n"))
        {
            final String key = line.substring(0, line.indexOf('='));
            assertTrue(GatewayConfiguration.KEYS.contains(key + ' '), key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.ingress", "cluster.archives", "cluster.key.file", "api.keys.file"
    })
    void shouldNameAMissingKey(final String key)
    {
        properties.remove(key);
        assertNames(key);
        properties.setProperty(key, " ");
        assertNames(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http.port|65536", "http.port|-1", "http.port|x", "http.event.loops|0", "http.max.connections|0",
        "http.max.body.bytes|10", "cluster.ingress|127.0.0.1:1", "cluster.archives|0=a:1",
        "cluster.key.file|/no/such/file", "cluster.reply.timeout.ms|1", "cluster.max.in.flight|0", "idle|sleep",
        "idle.max.park.us|0", "read.timeout.ms|0", "http.host|a b", "cluster.egress.host|a/b"
    })
    void shouldNameABadValuesKeyAndRule(final String key, final String value)
    {
        properties.setProperty(key, value);
        final String message = assertNames(key);
        assertTrue(message.contains("must be"), message);
    }

    @Test
    void shouldRefuseUnknownKeys()
    {
        properties.setProperty("http.prot", "1");
        assertNames("http.prot");
    }

    @Test
    void shouldNameAFileThatIsNotThere()
    {
        final Path file = directory.resolve("none.properties");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> GatewayConfiguration.load(file))
            .getMessage().contains(file.toString()));
    }

    private String assertNames(final String key)
    {
        final String message = assertThrows(
            IllegalArgumentException.class, () -> new GatewayConfiguration(properties)).getMessage();
        assertTrue(message.startsWith(key + ": "), message);
        return message;
    }
}
