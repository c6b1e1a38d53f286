package io.lockstep.gateway.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API keys of the gateway and the file that holds them, readable by its owner only. Look-ups may come from any
 * thread; {@link #create} writes the file before the key is good, one at a time, and blocks while it does.
 */
public final class ApiKeyFile
{
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String PREFIX = "key.";
    private static final char[] ALPHABET =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".toCharArray();
    private static final int KEY_LENGTH = 64;

    private final Path file;
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private ApiKeyFile(final Path file)
    {
        this.file = file;
    }

    /**
     * Read the keys; a file that does not exist yet has none.
     *
     * @param file that holds them.
     * @return the keys.
     * @throws IOException              if it cannot be read.
     * @throws IllegalArgumentException naming the line that is wrong, or if others than the owner may read the file.
     */
    public static ApiKeyFile load(final Path file) throws IOException
    {
        final ApiKeyFile keyFile = new ApiKeyFile(file);
        if (!Files.exists(file))
        {
            return keyFile;
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file)))
        {
            throw new IllegalArgumentException(file + ": must be readable by its owner only (chmod 600)");
        }
        final Properties properties = new Properties();
        try (java.io.Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            properties.load(reader);
        }
        for (final String name : new TreeSet<>(properties.stringPropertyNames()))
        {
            final int dot = name.lastIndexOf('.');
            final String part = name.substring(dot + 1);
            if (!name.startsWith(PREFIX) || dot <= PREFIX.length() ||
                !Set.of("secret", "account", "permissions").contains(part))
            {
                throw new IllegalArgumentException(
                    file + ": " + name + ": expected key.<apiKey>.secret, .account or .permissions");
            }
            if ("secret".equals(part))
            {
                final String key = name.substring(PREFIX.length(), dot);
                keyFile.keys.put(key, keyOf(file, key, properties));
            }
        }
        for (final String name : properties.stringPropertyNames())
        {
            final String key = name.substring(PREFIX.length(), name.lastIndexOf('.'));
            if (!keyFile.keys.containsKey(key))
            {
                throw new IllegalArgumentException(file + ": key." + key + ".secret: is missing");
            }
        }
        return keyFile;
    }

    /**
     * Find a key.
     *
     * @param key that a request names.
     * @return the key, or null.
     */
    public ApiKey find(final String key)
    {
        return keys.get(key);
    }

    /**
     * How many keys there are.
     *
     * @return the number.
     */
    public int size()
    {
        return keys.size();
    }

    /**
     * Make a new key and write it down. When this returns the key survives a crash.
     *
     * @param accountId   whose it is, or {@link ApiKey#NO_ACCOUNT}.
     * @param permissions what it may do.
     * @return its name and secret; the only time the secret is shown.
     * @throws IOException if it could not be written; then there is no such key.
     */
    public synchronized NewKey create(final long accountId, final Set<Permission> permissions) throws IOException
    {
        final ApiKey created = new ApiKey(randomText(), randomText(), accountId, permissions);
        final Map<String, ApiKey> all = new TreeMap<>(keys);
        all.put(created.key(), created);
        write(all);
        keys.put(created.key(), created);
        return new NewKey(created.key(), created.secret());
    }

    /**
     * What a new key's owner is given.
     *
     * @param key    public name.
     * @param secret that signs.
     */
    public record NewKey(String key, String secret)
    {
        @Override
        public String toString()
        {
            return "NewKey{" + key + '}';
        }
    }

    private void write(final Map<String, ApiKey> all) throws IOException
    {
        final StringBuilder text = new StringBuilder("# API keys of the gateway: for its owner only\n");
        for (final ApiKey key : all.values())
        {
            final StringJoiner permissions = new StringJoiner(",");
            key.permissions().forEach((permission) -> permissions.add(permission.name()));
            final String prefix = PREFIX + key.key();
            text.append(prefix).append(".secret=").append(escape(key.secret())).append('\n')
                .append(prefix).append(".account=").append(key.accountId()).append('\n')
                .append(prefix).append(".permissions=").append(permissions).append('\n');
        }

        final Path directory = file.toAbsolutePath().getParent();
        final Path temporary = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        final Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel =
            FileChannel.open(temporary, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY)))
        {
            final ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining())
            {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ))
        {
            channel.force(true);
        }
    }

    private static ApiKey keyOf(final Path file, final String key, final Properties properties)
    {
        final String accountText = properties.getProperty(PREFIX + key + ".account", "0").trim();
        final long accountId;
        try
        {
            accountId = Long.parseLong(accountText);
        }
        catch (final NumberFormatException ex)
        {
            throw new IllegalArgumentException(file + ": key." + key + ".account: must be a whole number", ex);
        }
        if (accountId < 0)
        {
            throw new IllegalArgumentException(file + ": key." + key + ".account: must not be negative");
        }
        final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (final String name : properties.getProperty(PREFIX + key + ".permissions", "").split(","))
        {
            if (!name.isBlank())
            {
                try
                {
                    permissions.add(Permission.valueOf(name.trim()));
                }
                catch (final IllegalArgumentException ex)
                {
                    throw new IllegalArgumentException(
                        file + ": key." + key + ".permissions: " + name.trim() + " is none of READ, TRADE, CASHIER, " +
                        "ADMIN", ex);
                }
            }
        }
        final String secret = properties.getProperty(PREFIX + key + ".secret").trim();
        if (secret.isEmpty())
        {
            throw new IllegalArgumentException(file + ": key." + key + ".secret: must not be empty");
        }
        return new ApiKey(key, secret, accountId, permissions);
    }

    private static String escape(final String value)
    {
        return value.replace("\\", "\\\\");
    }

    private String randomText()
    {
        final StringBuilder text = new StringBuilder(KEY_LENGTH);
        for (int i = 0; i < KEY_LENGTH; i++)
        {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }
}
