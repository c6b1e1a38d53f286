package io.lockstep.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the gateway is told at start. Every value is checked when it is read; an unknown key, a missing one or a bad
 * value is an {@link IllegalArgumentException} that names the key and the rule. Immutable.
 */
public final class GatewayConfiguration
{
    /** All keys with what they mean and their defaults, for people. */
    public static final String KEYS = """
        http.host                 address to listen on                                   127.0.0.1
        http.port                 port to listen on, 0 for any                           3001
        http.event.loops          threads that serve connections, 1 to 16                1
        http.max.connections      connections open at most, 1 to 65535                   1024
        http.max.body.bytes       bytes of a request's body at most, 1024 to 1048576     65536
        cluster.ingress           0=host:port,1=host:port,2=host:port                    required
        cluster.archives          host:port,host:port,host:port                          required
        cluster.key.file          file with <principalId>:<base64 secret>                required
        cluster.egress.host       address of this host that the nodes can reach          127.0.0.1
        cluster.reply.timeout.ms  wait for the cluster's answer, 100 to 60000            10000
        cluster.max.in.flight     requests under way at most, 1 to 65536                 1024
        read.timeout.ms           wait of a read for the read model, 10 to 60000         2000
        idle                      backoff, yield or spin                                 backoff
        idle.max.park.us          longest pause of the backoff, 1 to 10000               500
        aeron.dir                 directory of the media driver                          a new one
        api.keys.file             file with the API keys, mode 0600                      required
        """;

    private static final Pattern INGRESS = Pattern.compile("\\d+=[^,=]+:\\d+(,\\d+=[^,=]+:\\d+)*");
    private static final Pattern ARCHIVES = Pattern.compile("[^,=]+:\\d+(,[^,=]+:\\d+)*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,255}");

    /** How the cluster's thread waits. */
    public enum Idle
    {
        /** Spin, yield, then park for longer and longer. */
        BACKOFF,
        /** Yield. */
        YIELD,
        /** Spin. */
        SPIN
    }

    private final Map<String, String> effective = new LinkedHashMap<>();
    private final String httpHost;
    private final int httpPort;
    private final int eventLoops;
    private final int maxConnections;
    private final int maxBodyBytes;
    private final String ingress;
    private final String archives;
    private final Path keyFile;
    private final String egressHost;
    private final long replyTimeoutMs;
    private final int maxInFlight;
    private final long readTimeoutMs;
    private final Idle idle;
    private final long maxParkUs;
    private final String aeronDirectory;
    private final Path apiKeysFile;

    /**
     * Check and take properties.
     *
     * @param properties of the configuration file.
     */
    public GatewayConfiguration(final Properties properties)
    {
        final Properties left = new Properties();
        properties.stringPropertyNames().forEach((name) -> left.setProperty(name, properties.getProperty(name)));

        httpHost = matching(left, "http.host", "127.0.0.1", HOST, "a host name or address");
        httpPort = (int)number(left, "http.port", 3001, 0, 65_535);
        eventLoops = (int)number(left, "http.event.loops", 1, 1, 16);
        maxConnections = (int)number(left, "http.max.connections", 1_024, 1, 65_535);
        maxBodyBytes = (int)number(left, "http.max.body.bytes", 65_536, 1_024, 1_048_576);
        ingress = matching(left, "cluster.ingress", null, INGRESS, "0=host:port,1=host:port,...");
        archives = matching(left, "cluster.archives", null, ARCHIVES, "host:port,host:port,...");
        keyFile = readableFile(left, "cluster.key.file");
        egressHost = matching(left, "cluster.egress.host", "127.0.0.1", HOST, "a host name or address");
        replyTimeoutMs = number(left, "cluster.reply.timeout.ms", 10_000, 100, 60_000);
        maxInFlight = (int)number(left, "cluster.max.in.flight", 1_024, 1, 65_536);
        readTimeoutMs = number(left, "read.timeout.ms", 2_000, 10, 60_000);
        idle = idleOf(take(left, "idle", "backoff"));
        maxParkUs = number(left, "idle.max.park.us", 500, 1, 10_000);
        aeronDirectory = take(left, "aeron.dir", "");
        apiKeysFile = Path.of(take(left, "api.keys.file", null));
        if (!left.isEmpty())
        {
            throw new IllegalArgumentException(
                new TreeSet<>(left.stringPropertyNames()).first() + ": unknown key; see --help for those there are");
        }
    }

    /**
     * Read a configuration file.
     *
     * @param file of properties.
     * @return the configuration.
     */
    public static GatewayConfiguration load(final Path file)
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }
        catch (final IOException ex)
        {
            throw new IllegalArgumentException(file + ": cannot be read", ex);
        }
        return new GatewayConfiguration(properties);
    }

    /**
     * The configuration as it works, defaults included. Files that hold secrets are named, not shown.
     *
     * @return lines of key=value.
     */
    public String describe()
    {
        final StringBuilder text = new StringBuilder();
        effective.forEach((key, value) -> text.append(key).append('=')
            .append(key.contains("secret") ? "<redacted>" : value).append('\n'));
        return text.toString();
    }

    String httpHost()
    {
        return httpHost;
    }

    int httpPort()
    {
        return httpPort;
    }

    int eventLoops()
    {
        return eventLoops;
    }

    int maxConnections()
    {
        return maxConnections;
    }

    int maxBodyBytes()
    {
        return maxBodyBytes;
    }

    String ingress()
    {
        return ingress;
    }

    String archives()
    {
        return archives;
    }

    Path keyFile()
    {
        return keyFile;
    }

    String egressHost()
    {
        return egressHost;
    }

    long replyTimeoutMs()
    {
        return replyTimeoutMs;
    }

    int maxInFlight()
    {
        return maxInFlight;
    }

    long readTimeoutMs()
    {
        return readTimeoutMs;
    }

    Idle idle()
    {
        return idle;
    }

    long maxParkUs()
    {
        return maxParkUs;
    }

    /** Directory of the media driver; empty for a new one. */
    String aeronDirectory()
    {
        return aeronDirectory;
    }

    Path apiKeysFile()
    {
        return apiKeysFile;
    }

    private String take(final Properties left, final String key, final String defaultValue)
    {
        final Object removed = left.remove(key);
        final String value = null == removed ? defaultValue : removed.toString().trim();
        if (null == value || value.isEmpty() && null == defaultValue)
        {
            throw new IllegalArgumentException(key + ": required, and not given");
        }
        effective.put(key, value);
        return value;
    }

    private String matching(
        final Properties left, final String key, final String defaultValue, final Pattern pattern, final String rule)
    {
        final String value = take(left, key, defaultValue);
        if (!pattern.matcher(value).matches())
        {
            throw new IllegalArgumentException(key + ": must be " + rule + ", not " + value);
        }
        return value;
    }

    private long number(
        final Properties left, final String key, final long defaultValue, final long min, final long max)
    {
        final String value = take(left, key, Long.toString(defaultValue));
        try
        {
            final long number = Long.parseLong(value);
            if (number >= min && number <= max)
            {
                return number;
            }
        }
        catch (final NumberFormatException ex)
        {
            // Not a number is out of range like any other.
        }
        throw new IllegalArgumentException(key + ": must be a whole number, " + min + " to " + max + ", not " + value);
    }

    private Path readableFile(final Properties left, final String key)
    {
        final Path file = Path.of(take(left, key, null));
        if (!Files.isReadable(file))
        {
            throw new IllegalArgumentException(key + ": must be a file that can be read, not " + file);
        }
        return file;
    }

    private static Idle idleOf(final String value)
    {
        for (final Idle idle : Idle.values())
        {
            if (idle.name().equalsIgnoreCase(value))
            {
                return idle;
            }
        }
        throw new IllegalArgumentException("idle: must be backoff, yield or spin, not " + value);
    }
}
