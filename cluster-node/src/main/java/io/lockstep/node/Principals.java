package io.lockstep.node;

import io.lockstep.service.Principal;
import io.lockstep.service.Role;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may connect to this cluster and to its archives, with the secrets that prove it. Read once, immutable.
 */
public final class Principals
{
    /** The principal that nodes are to each other's archives and to their own. */
    public static final String NODE_PRINCIPAL_ID = "node";

    private static final int SECRET_LENGTH = 32;
    private static final String PREFIX = "principal.";

    private final Map<String, Entry> byId = new HashMap<>();

    /**
     * One principal and its secret.
     *
     * @param principal that it is.
     * @param secret    of 32 bytes.
     */
    record Entry(Principal principal, byte[] secret)
    {
    }

    private Principals()
    {
    }

    /**
     * @param file of Java properties {@code principal.<id>.roles}, {@code .accounts} (for traders) and {@code .secret}
     *             (base64 of 32 bytes), which nobody but its owner may read.
     * @return the principals.
     * @throws ConfigurationException with the key and the rule, never with a secret.
     */
    public static Principals read(final Path file)
    {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            requireSecret(file);
            properties.load(reader);
        }
        catch (final IOException | IllegalArgumentException ex)
        {
            throw new ConfigurationException("principals.file: cannot be read: " + file);
        }
        return of(properties);
    }

    private static void requireSecret(final Path file) throws IOException
    {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
        {
            final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ) ||
                permissions.contains(PosixFilePermission.OTHERS_READ))
            {
                throw new ConfigurationException(
                    "principals.file: must be readable by its owner only (chmod 600): " + file);
            }
        }
    }

    private static Principals of(final Properties properties)
    {
        final Map<String, Map<String, String>> fieldsById = new TreeMap<>();
        for (final String key : properties.stringPropertyNames())
        {
            final int dot = key.lastIndexOf('.');
            if (!key.startsWith(PREFIX) || dot < PREFIX.length())
            {
                throw new ConfigurationException(key + ": unknown key; must be principal.<id>.roles|accounts|secret");
            }
            fieldsById.computeIfAbsent(key.substring(PREFIX.length(), dot), (id) -> new TreeMap<>())
                .put(key.substring(dot + 1), properties.getProperty(key).strip());
        }

        final Principals principals = new Principals();
        fieldsById.forEach(principals::add);
        if (!principals.byId.containsKey(NODE_PRINCIPAL_ID) ||
            !principals.byId.get(NODE_PRINCIPAL_ID).principal().has(Role.NODE))
        {
            throw new ConfigurationException("principal.node.roles: missing; nodes need it for each other's archives");
        }
        return principals;
    }

    private void add(final String id, final Map<String, String> fields)
    {
        for (final String field : fields.keySet())
        {
            if (!Set.of("roles", "accounts", "secret").contains(field))
            {
                throw new ConfigurationException(
                    PREFIX + id + "." + field + ": unknown key; must be principal.<id>.roles|accounts|secret");
            }
        }
        final Principal principal;
        try
        {
            principal = Principal.of(id, fields.getOrDefault("roles", ""), fields.getOrDefault("accounts", ""));
        }
        catch (final IllegalArgumentException ex)
        {
            throw new ConfigurationException(PREFIX + id + ": " + ex.getMessage());
        }
        byId.put(id, new Entry(principal, secret(id, fields.getOrDefault("secret", ""))));
    }

    private static byte[] secret(final String id, final String base64)
    {
        try
        {
            final byte[] secret = Base64.getDecoder().decode(base64);
            if (SECRET_LENGTH == secret.length)
            {
                return secret;
            }
        }
        catch (final IllegalArgumentException ignore)
        {
            // Told below, without the secret.
        }
        throw new ConfigurationException(PREFIX + id + ".secret: must be base64 of " + SECRET_LENGTH + " bytes");
    }

    /** Null when there is none. */
    Entry get(final String id)
    {
        return byId.get(id);
    }
}
