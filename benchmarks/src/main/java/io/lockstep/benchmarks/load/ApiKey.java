package io.lockstep.benchmarks.load;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A key of the gateway. Immutable.
 *
 * @param key    sent with each request.
 * @param secret that signs it.
 */
record ApiKey(String key, String secret)
{
    private static final String PREFIX = "key.";
    private static final String SECRET = ".secret";

    /**
     * @param file of one line {@code key:secret}.
     * @return the key.
     */
    static ApiKey read(final Path file)
    {
        try
        {
            final String line = Files.readString(file, StandardCharsets.US_ASCII).trim();
            final int colon = line.indexOf(':');
            if (colon < 1 || line.indexOf('\n') >= 0)
            {
                throw new SetupFailure(file + ": must hold one line key:secret");
            }
            return new ApiKey(line.substring(0, colon), line.substring(colon + 1));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("API key file cannot be read: " + file, ex);
        }
    }

    /**
     * Read the gateway's own key file for keys that may trade.
     *
     * @param file in the gateway's format.
     * @return one key an account, by account id.
     */
    static Map<Long, ApiKey> traders(final Path file)
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("API keys file cannot be read: " + file, ex);
        }
        final Map<Long, ApiKey> traders = new HashMap<>();
        for (final String name : properties.stringPropertyNames())
        {
            if (name.startsWith(PREFIX) && name.endsWith(SECRET))
            {
                final String key = name.substring(PREFIX.length(), name.length() - SECRET.length());
                final long accountId = Long.parseLong(properties.getProperty(PREFIX + key + ".account", "0").trim());
                if (accountId > 0 && properties.getProperty(PREFIX + key + ".permissions", "").contains("TRADE"))
                {
                    traders.put(accountId, new ApiKey(key, properties.getProperty(name).trim()));
                }
            }
        }
        return traders;
    }

    @Override
    public String toString()
    {
        return "ApiKey{key=" + key + '}';
    }
}
