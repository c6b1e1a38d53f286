package io.lockstep.deploy.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.deploy.instance.Credentials;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.PortLayout;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of the compose file where there is no Docker. */
class ComposeFileTest
{
    private static final Path COMPOSE =
        SourceTree.find().defaultInstanceDir().resolve("../../compose").normalize();

    @TempDir
    private Path dir;

    @Test
    void shouldBoundPinWatchAndIsolateEveryService() throws IOException
    {
        final Map<String, Object> file = load();
        final Set<String> names = new HashSet<>();
        for (final Map.Entry<String, Object> entry : Json.asObject(file.get("services")).entrySet())
        {
            final String name = entry.getKey();
            names.add(name);
            final Map<String, Object> service = Json.asObject(entry.getValue());
            final String image = String.valueOf(service.get("image"));
            assertTrue(image.matches("[a-z/]+:[0-9][0-9.]+"), name + " has an image without a pinned tag: " + image);
            assertTrue(service.containsKey("mem_limit"), name + " has no memory limit");
            assertTrue(service.containsKey("healthcheck"), name + " has no health check");
            assertTrue(service.containsKey("networks"), name + " is on the default network");
            assertTrue(service.containsKey("volumes"), name + " has no volume");
            assertEquals("gateway".equals(name), service.containsKey("ports"), name + " and published ports");
        }
        assertEquals(Set.of("node0", "node1", "node2", "gateway", "bridge", "kafka", "scylla"), names);
        for (final String network : Set.of("cluster", "stores"))
        {
            assertEquals(true, Json.asObject(Json.asObject(file.get("networks")).get(network)).get("internal"));
        }
    }

    @Test
    void shouldNameSecretsThatTheKeysCommandMakes() throws IOException
    {
        final Instance instance = new Instance(dir);
        new Credentials().createMissing(instance);
        for (final Object secret : Json.asObject(load().get("secrets")).values())
        {
            final String file = String.valueOf(Json.asObject(secret).get("file"));
            assertTrue(Files.exists(dir.resolve(file)), file + " is made by nothing");
        }
    }

    @Test
    void shouldConfigureWithTheKeysOfLocalMode() throws IOException
    {
        final Instance instance = new Instance(dir);
        final InstanceSettings settings =
            InstanceSettings.create(PortLayout.defaults(), InstanceSettings.Profile.DURABLE);
        for (int i = 0; i < 3; i++)
        {
            final Properties node = config("node" + i + ".properties");
            assertEquals(keys(ExchangeParts.renderNode(instance, settings, i)), node.stringPropertyNames());
            assertEquals(Integer.toString(i), node.getProperty("node.id"));
        }
        assertEquals(keys(ExchangeParts.renderGateway(instance, settings)),
            config("gateway.properties").stringPropertyNames());
        assertEquals(keys(ExchangeParts.renderBridge(instance, settings)),
            config("bridge.properties").stringPropertyNames());
    }

    private static Map<String, Object> load() throws IOException
    {
        final Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return Json.asObject(yaml.load(Files.readString(COMPOSE.resolve("docker-compose.yml"))));
    }

    private static Set<String> keys(final String text) throws IOException
    {
        final Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties.stringPropertyNames();
    }

    private static Properties config(final String name) throws IOException
    {
        final Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(COMPOSE.resolve("config").resolve(name)))
        {
            properties.load(reader);
        }
        return properties;
    }
}
