package io.lockstep.deploy.instance;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Properties;

/**
 * What is decided once, when an instance is set up. Immutable.
 *
 * @param ports          of all processes.
 * @param profile        of the nodes: what they promise when the power fails.
 * @param chainId        from which the hash chain of this exchange starts, 63 bits.
 * @param kafkaClusterId of the broker's storage.
 */
public record InstanceSettings(PortLayout ports, Profile profile, long chainId, String kafkaClusterId)
{
    /** When the nodes force what they recorded to the disk. */
    public enum Profile
    {
        /** Before it is acknowledged: survives a power cut of all nodes. */
        DURABLE("durable"),
        /** When the operating system likes: survives the death of processes, not a power cut of all nodes. */
        FAST("fast");

        private final String word;

        Profile(final String word)
        {
            this.word = word;
        }

        @Override
        public String toString()
        {
            return word;
        }
    }

    /**
     * Settings of a new instance.
     *
     * @param ports   of all processes.
     * @param profile of the nodes.
     * @return settings with new random ids.
     */
    public static InstanceSettings create(final PortLayout ports, final Profile profile)
    {
        final SecureRandom random = new SecureRandom();
        final byte[] clusterId = new byte[16];
        do
        {
            random.nextBytes(clusterId);
        }
        // Kafka's tool would read a leading dash as an option.
        while (encode(clusterId).startsWith("-"));
        final long chainId = Math.max(1, random.nextLong() & Long.MAX_VALUE);
        return new InstanceSettings(ports, profile, chainId, encode(clusterId));
    }

    private static String encode(final byte[] clusterId)
    {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(clusterId);
    }

    void writeTo(final Properties properties)
    {
        ports.writeTo(properties);
        properties.setProperty("profile", profile.toString());
        properties.setProperty("chain.id", Long.toString(chainId));
        properties.setProperty("kafka.cluster.id", kafkaClusterId);
    }

    static InstanceSettings readFrom(final Properties properties)
    {
        return new InstanceSettings(
            PortLayout.readFrom(properties),
            Profile.valueOf(properties.getProperty("profile", "missing").toUpperCase(Locale.ROOT)),
            Long.parseLong(properties.getProperty("chain.id", "missing")),
            properties.getProperty("kafka.cluster.id", ""));
    }
}
