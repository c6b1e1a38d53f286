package io.lockstep.settlement;

import java.util.Properties;

/**
 * Configurations for tests.
 */
public final class TestConfiguration
{
    private TestConfiguration()
    {
    }

    /**
     * @return all that is required, and nothing else.
     */
    public static Properties properties()
    {
        final Properties properties = new Properties();
        properties.setProperty("cluster.ingress", "0=127.0.0.1:20002,1=127.0.0.1:20102,2=127.0.0.1:20202");
        properties.setProperty("cluster.archives", "127.0.0.1:20001,127.0.0.1:20101,127.0.0.1:20201");
        properties.setProperty("cluster.key.file", "bridge.key");
        properties.setProperty("aeron.dir", "aeron");
        properties.setProperty("journal.dir", "journal");
        return properties;
    }

    /**
     * @param keysAndValues more settings, in turn.
     * @return a checked configuration.
     */
    public static SettlementConfiguration with(final String... keysAndValues)
    {
        final Properties properties = properties();
        for (int i = 0; i < keysAndValues.length; i += 2)
        {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettlementConfiguration.of(properties);
    }
}
