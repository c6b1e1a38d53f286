package io.lockstep.settlement;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the bridge and the verifier are told: a properties file, checked whole before anything is opened. Immutable.
 */
public final class SettlementConfiguration
{
    /** Usage line and every key, with its default. */
    public static final String KEYS = """
        Keys of CONFIG.properties (a key without a default is required):
          http.host=127.0.0.1                     address of /livez, /readyz, /status
          http.port=3011
          cluster.ingress                         id=host:port,id=host:port,...
          cluster.archives                        host:port,host:port,... of every node, in the order of their ids
          cluster.key.file                        file with <principalId>:<base64 secret>, role BRIDGE
          aeron.dir                               media driver folder; a driver is started there unless one runs
          journal.dir                             folder of the journal; a cache that may be deleted
          kafka.bootstrap=127.0.0.1:9093
          kafka.replication=1                     replicas of each topic
          kafka.retention.outputs.ms=-1           of engine.outputs; its tail is the bridge's position
          kafka.retention.balances.ms=604800000   of balance.events and balance.operations
          cql.contact=127.0.0.1:9042              host:port,host:port,...
          cql.datacenter=datacenter1
          cql.keyspace=trading
          cql.keyspace.replication={'class':'SimpleStrategy','replication_factor':1}
          cql.keyspace.options=                   more of CREATE KEYSPACE, e.g. AND tablets={'enabled':false}
          cql.batch.partitions=8                  single rows that share a request; 1 where the driver routes by token
          batch.max.events=1000                   events that a sink makes durable together
          verify.wait.ms=30000                    how long verify waits for the sinks to catch up
        """;

    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static
    {
        KEYS.lines().skip(1).map(String::strip).forEach((line) ->
        {
            final String setting = line.split("\\s{2,}", 2)[0];
            final int equals = setting.indexOf('=');
            DEFAULTS.put(equals < 0 ? setting : setting.substring(0, equals),
                equals < 0 ? null : setting.substring(equals + 1));
        });
    }

    private final Map<String, String> values = new LinkedHashMap<>();

    private SettlementConfiguration(final Properties properties)
    {
        final TreeSet<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(DEFAULTS.keySet());
        if (!unknown.isEmpty())
        {
            throw new ConfigurationException(unknown.first() + ": unknown key; see --help for those that exist");
        }
        DEFAULTS.forEach((key, preset) ->
        {
            final String value = properties.getProperty(key, preset);
            if (null == value || (value.isBlank() && !"cql.keyspace.options".equals(key)))
            {
                throw new ConfigurationException(key + ": required, but missing");
            }
            values.put(key, value.strip());
        });
        validate();
    }

    /**
     * @param file of properties.
     * @return the configuration.
     * @throws ConfigurationException when the file cannot be read, or a key is unknown, missing or out of its range.
     */
    public static SettlementConfiguration load(final Path file)
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }
        catch (final IOException ex)
        {
            throw new ConfigurationException(file + ": cannot be read: " + ex.getMessage());
        }
        return new SettlementConfiguration(properties);
    }

    /**
     * @param properties to take the values from.
     * @return the configuration.
     */
    public static SettlementConfiguration of(final Properties properties)
    {
        return new SettlementConfiguration(properties);
    }

    private void validate()
    {
        number("http.port", 0, 65535);
        number("kafka.replication", 1, 9);
        number("kafka.retention.outputs.ms", -1, Long.MAX_VALUE);
        number("kafka.retention.balances.ms", -1, Long.MAX_VALUE);
        number("batch.max.events", 1, 10_000);
        number("cql.batch.partitions", 1, 100);
        number("verify.wait.ms", 0, 3_600_000);
        for (final String endpoint : clusterArchives().split(","))
        {
            address("cluster.archives", endpoint);
        }
        for (final String endpoint : values.get("cql.contact").split(","))
        {
            address("cql.contact", endpoint);
        }
        for (final String endpoint : kafkaBootstrap().split(","))
        {
            address("kafka.bootstrap", endpoint);
        }
        for (final String member : clusterIngress().split(","))
        {
            final String[] parts = member.split("=", 2);
            if (parts.length != 2 || !parts[0].strip().matches("\\d{1,3}"))
            {
                throw new ConfigurationException("cluster.ingress: expected id=host:port,... but got: " + member);
            }
            address("cluster.ingress", parts[1]);
        }
        if (!KEYSPACE.matcher(cqlKeyspace()).matches())
        {
            throw new ConfigurationException("cql.keyspace: must match " + KEYSPACE + " but is: " + cqlKeyspace());
        }
        if (!cqlKeyspaceReplication().startsWith("{") || !cqlKeyspaceReplication().endsWith("}"))
        {
            throw new ConfigurationException("cql.keyspace.replication: must be a CQL map in braces");
        }
    }

    private long number(final String key, final long min, final long max)
    {
        final String text = values.get(key);
        try
        {
            final long value = Long.parseLong(text);
            if (value >= min && value <= max)
            {
                return value;
            }
        }
        catch (final NumberFormatException ignore)
        {
            // Falls through to the one message for both.
        }
        throw new ConfigurationException(
            key + ": must be a whole number from " + min + " to " + max + " but is: " + text);
    }

    private static InetSocketAddress address(final String key, final String text)
    {
        final String endpoint = text.strip();
        final int colon = endpoint.lastIndexOf(':');
        if (colon > 0 && endpoint.substring(colon + 1).matches("\\d{1,5}"))
        {
            final int port = Integer.parseInt(endpoint.substring(colon + 1));
            if (port > 0 && port <= 65535)
            {
                return new InetSocketAddress(endpoint.substring(0, colon), port);
            }
        }
        throw new ConfigurationException(key + ": must be host:port but is: " + endpoint);
    }

    /**
     * @return address of the HTTP server.
     */
    public String httpHost()
    {
        return values.get("http.host");
    }

    /**
     * @return port of the HTTP server; 0 lets the system choose.
     */
    public int httpPort()
    {
        return (int)number("http.port", 0, 65535);
    }

    /**
     * @return ingress endpoints, {@code id=host:port,...}.
     */
    public String clusterIngress()
    {
        return values.get("cluster.ingress");
    }

    /**
     * @return archive control endpoints, {@code host:port,...}, in the order of node ids.
     */
    public String clusterArchives()
    {
        return values.get("cluster.archives");
    }

    /**
     * @return file with the principal and its secret.
     */
    public Path clusterKeyFile()
    {
        return Path.of(values.get("cluster.key.file"));
    }

    /**
     * @return folder of the media driver.
     */
    public String aeronDir()
    {
        return values.get("aeron.dir");
    }

    /**
     * @return folder of the journal.
     */
    public Path journalDir()
    {
        return Path.of(values.get("journal.dir"));
    }

    /**
     * @return brokers, {@code host:port,...}.
     */
    public String kafkaBootstrap()
    {
        return values.get("kafka.bootstrap");
    }

    /**
     * @return replicas of each topic.
     */
    public short kafkaReplication()
    {
        return (short)number("kafka.replication", 1, 9);
    }

    /**
     * @return retention of engine.outputs, ms; -1 is for ever.
     */
    public long kafkaRetentionOutputsMs()
    {
        return number("kafka.retention.outputs.ms", -1, Long.MAX_VALUE);
    }

    /**
     * @return retention of balance.events and balance.operations, ms; -1 is for ever.
     */
    public long kafkaRetentionBalancesMs()
    {
        return number("kafka.retention.balances.ms", -1, Long.MAX_VALUE);
    }

    /**
     * @return contact points of the CQL store.
     */
    public InetSocketAddress[] cqlContacts()
    {
        final String[] endpoints = values.get("cql.contact").split(",");
        final InetSocketAddress[] addresses = new InetSocketAddress[endpoints.length];
        for (int i = 0; i < endpoints.length; i++)
        {
            addresses[i] = address("cql.contact", endpoints[i]);
        }
        return addresses;
    }

    /**
     * @return the driver's local data centre.
     */
    public String cqlDatacenter()
    {
        return values.get("cql.datacenter");
    }

    /**
     * @return keyspace of all tables.
     */
    public String cqlKeyspace()
    {
        return values.get("cql.keyspace");
    }

    /**
     * @return replication map of the keyspace, in CQL.
     */
    public String cqlKeyspaceReplication()
    {
        return values.get("cql.keyspace.replication");
    }

    /**
     * @return more options of the keyspace, in CQL, or empty.
     */
    public String cqlKeyspaceOptions()
    {
        return values.get("cql.keyspace.options");
    }

    /**
     * @return how many rows that are alone in their partition share a request.
     */
    public int cqlBatchPartitions()
    {
        return (int)number("cql.batch.partitions", 1, 100);
    }

    /**
     * @return most events that a sink makes durable together.
     */
    public int batchMaxEvents()
    {
        return (int)number("batch.max.events", 1, 10_000);
    }

    /**
     * @return how long verify waits for the sinks to catch up, ms.
     */
    public long verifyWaitMs()
    {
        return number("verify.wait.ms", 0, 3_600_000);
    }
}
