package io.lockstep.node;

import io.aeron.CommonContext;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;

/**
 * One node's configuration, checked. Each member has a block of ports from its base: +1 archive, +2 ingress,
 * +3 consensus, +4 log, +5 catch-up, +6 HTTP by default.
 *
 * @param nodeId             place in the list of members.
 * @param members            of the cluster, by id.
 * @param dataDir            that archive and cluster files are in; one node's alone.
 * @param aeronDirectoryName of the media driver, on shared memory; one node's alone.
 * @param profile            what a crash of the machine may cost.
 * @param idleMode           of all agents.
 * @param httpHost           that liveness and status are served on.
 * @param httpPort           that they are served on; 0 for any.
 * @param principalsFile     who may connect.
 */
public record NodeConfiguration(
    int nodeId,
    List<Member> members,
    Path dataDir,
    String aeronDirectoryName,
    Profile profile,
    IdleMode idleMode,
    String httpHost,
    int httpPort,
    Path principalsFile)
{
    private static final String NODE_ID = "node.id";
    private static final String MEMBERS = "cluster.members";
    private static final String DATA_DIR = "data.dir";
    private static final String AERON_DIR = "aeron.dir";
    private static final String PROFILE = "profile";
    private static final String IDLE = "idle";
    private static final String HTTP_HOST = "http.host";
    private static final String HTTP_PORT = "http.port";
    private static final String PRINCIPALS_FILE = "principals.file";
    private static final List<String> KEYS = List.of(
        NODE_ID, MEMBERS, DATA_DIR, AERON_DIR, PROFILE, IDLE, HTTP_HOST, HTTP_PORT, PRINCIPALS_FILE);
    private static final int MAX_PORT = 65_535;
    private static final int HTTP_OFFSET = 6;

    /** Help for people: every key with its rule. */
    static final String HELP = String.join(System.lineSeparator(),
        "node.id=0                  place in cluster.members, from 0; required",
        "cluster.members=host:port,host:port,host:port",
        "                           base port of each member; required",
        "data.dir=/var/lib/node0    archive and cluster files of this node alone; required",
        "principals.file=principals who may connect, readable by its owner only; required",
        "aeron.dir=/dev/shm/node0   media driver files of this node alone; by default one named after the base port",
        "profile=durable|fast       durable (default): what is acknowledged survives a loss of power",
        "idle=backoff|yield|spin    what threads do without work (default backoff)",
        "http.host=127.0.0.1        address of /livez, /readyz, /status",
        "http.port=20006            by default base port + 6; 0 for any");

    /**
     * A member of the cluster.
     *
     * @param host     name or address.
     * @param basePort first of its block of ports.
     */
    public record Member(String host, int basePort)
    {
        /**
         * @return endpoint that its archive is controlled on.
         */
        public String archiveEndpoint()
        {
            return endpoint(1);
        }

        /**
         * @return endpoint that clients send to.
         */
        public String ingressEndpoint()
        {
            return endpoint(2);
        }

        String consensusEndpoint()
        {
            return endpoint(3);
        }

        String logEndpoint()
        {
            return endpoint(4);
        }

        String catchupEndpoint()
        {
            return endpoint(5);
        }

        private String endpoint(final int offset)
        {
            return host + ":" + (basePort + offset);
        }
    }

    /**
     * @param file of Java properties.
     * @return the configuration.
     * @throws ConfigurationException when a key is unknown, missing or breaks its rule.
     */
    public static NodeConfiguration read(final Path file)
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }
        catch (final IOException | IllegalArgumentException ex)
        {
            throw new ConfigurationException("configuration file cannot be read: " + file + ": " + ex.getMessage());
        }
        return of(properties);
    }

    /**
     * @param properties by the keys of the help.
     * @return the configuration.
     * @throws ConfigurationException when a key is unknown, missing or breaks its rule.
     */
    public static NodeConfiguration of(final Properties properties)
    {
        for (final String key : new TreeSet<>(properties.stringPropertyNames()))
        {
            if (!KEYS.contains(key))
            {
                throw new ConfigurationException(key + ": unknown key; known are " + String.join(", ", KEYS));
            }
        }
        final List<Member> members = members(required(properties, MEMBERS));
        final int nodeId = number(NODE_ID, required(properties, NODE_ID), 0, members.size() - 1);
        final int basePort = members.get(nodeId).basePort();
        final String httpPort = properties.getProperty(HTTP_PORT, "" + (basePort + HTTP_OFFSET));
        return new NodeConfiguration(
            nodeId,
            members,
            Path.of(required(properties, DATA_DIR)).toAbsolutePath(),
            properties.getProperty(AERON_DIR, CommonContext.getAeronDirectoryName() + "-lockstep-" + basePort).strip(),
            choice(properties, PROFILE, Profile.DURABLE, Profile.class),
            choice(properties, IDLE, IdleMode.BACKOFF, IdleMode.class),
            properties.getProperty(HTTP_HOST, "127.0.0.1").strip(),
            number(HTTP_PORT, httpPort, 0, MAX_PORT),
            Path.of(required(properties, PRINCIPALS_FILE)).toAbsolutePath());
    }

    private static String required(final Properties properties, final String key)
    {
        final String value = properties.getProperty(key, "").strip();
        if (value.isEmpty())
        {
            throw new ConfigurationException(key + ": missing; it is required");
        }
        return value;
    }

    private static int number(final String key, final String text, final int min, final int max)
    {
        try
        {
            final int value = Integer.parseInt(text.strip());
            if (value >= min && value <= max)
            {
                return value;
            }
        }
        catch (final NumberFormatException ignore)
        {
            // Told below, with the rule.
        }
        throw new ConfigurationException(key + ": must be a number from " + min + " to " + max + ", not " + text);
    }

    private static <E extends Enum<E>> E choice(
        final Properties properties, final String key, final E byDefault, final Class<E> type)
    {
        final String text = properties.getProperty(key, byDefault.name()).strip();
        for (final E value : type.getEnumConstants())
        {
            if (value.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
            {
                return value;
            }
        }
        final StringBuilder names = new StringBuilder();
        for (final E value : type.getEnumConstants())
        {
            names.append(names.isEmpty() ? "" : ", ").append(value.name().toLowerCase(Locale.ROOT));
        }
        throw new ConfigurationException(key + ": must be one of " + names + ", not " + text);
    }

    private static List<Member> members(final String text)
    {
        final List<Member> members = new ArrayList<>();
        for (final String member : text.split(",", -1))
        {
            final int colon = member.lastIndexOf(':');
            if (colon < 1)
            {
                throw new ConfigurationException(MEMBERS + ": must be host:basePort,…, not " + text);
            }
            members.add(new Member(
                member.substring(0, colon).strip(),
                number(MEMBERS, member.substring(colon + 1), 1, MAX_PORT - HTTP_OFFSET)));
        }
        return List.copyOf(members);
    }

    /**
     * @return this node's own place.
     */
    public Member self()
    {
        return members.get(nodeId);
    }

    /**
     * @return members as Aeron Cluster wants them.
     */
    String clusterMembers()
    {
        final StringBuilder text = new StringBuilder();
        for (int id = 0; id < members.size(); id++)
        {
            final Member member = members.get(id);
            text.append(id).append(',')
                .append(member.ingressEndpoint()).append(',')
                .append(member.consensusEndpoint()).append(',')
                .append(member.logEndpoint()).append(',')
                .append(member.catchupEndpoint()).append(',')
                .append(member.archiveEndpoint()).append('|');
        }
        return text.toString();
    }
}
