package io.lockstep.deploy.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes the secrets of a new instance: who may speak to the cluster, and the first keys of the gateway. Existing
 * files are left alone, since nodes and gateway go by them. Used from one thread.
 */
public final class Credentials
{
    private static final int SECRET_LENGTH = 32;
    private static final int API_KEY_LENGTH = 24;

    private record Principal(String id, String roles, String accounts)
    {
    }

    private static final List<Principal> PRINCIPALS = List.of(
        new Principal("node", "NODE", ""),
        new Principal("gateway", "GATEWAY,CASHIER,ADMIN,BRIDGE", ""),
        new Principal("bridge", "BRIDGE", ""),
        new Principal("admin", "ADMIN,CASHIER", ""),
        new Principal("trader-1001", "TRADER", "1001"),
        new Principal("trader-1002", "TRADER", "1002"));

    private final SecureRandom random = new SecureRandom();

    /**
     * Write what is missing.
     *
     * @param instance whose files these are.
     */
    public void createMissing(final Instance instance)
    {
        createPrincipals(instance);
        createApiKeys(instance);
    }

    private void createPrincipals(final Instance instance)
    {
        if (Files.exists(instance.principalsFile()))
        {
            return;
        }
        final List<String> lines = new ArrayList<>();
        for (final Principal principal : PRINCIPALS)
        {
            final String secret = Base64.getEncoder().encodeToString(bytes(SECRET_LENGTH));
            final String prefix = "principal." + principal.id();
            lines.add(prefix + ".roles=" + principal.roles());
            if (!principal.accounts().isEmpty())
            {
                lines.add(prefix + ".accounts=" + principal.accounts());
            }
            lines.add(prefix + ".secret=" + secret);
            replace(instance.clusterKeyFile(principal.id()), principal.id() + ":" + secret + "\n");
        }
        // Last, because its presence says that all of them are there.
        SecretFile.create(instance.principalsFile(), String.join("\n", lines) + "\n");
    }

    private void createApiKeys(final Instance instance)
    {
        if (Files.exists(instance.apiKeysFile()))
        {
            return;
        }
        final StringBuilder lines = new StringBuilder();
        for (final String permission : List.of("ADMIN", "CASHIER"))
        {
            final String key = hex(API_KEY_LENGTH);
            final String secret = hex(SECRET_LENGTH);
            lines.append("key.").append(key).append(".secret=").append(secret).append('\n');
            lines.append("key.").append(key).append(".account=0\n");
            lines.append("key.").append(key).append(".permissions=").append(permission).append('\n');
            replace(instance.apiKeyFile(permission), key + ":" + secret + "\n");
        }
        SecretFile.create(instance.apiKeysFile(), lines.toString());
    }

    private static void replace(final Path file, final String text)
    {
        DirectoryTree.delete(file);
        SecretFile.create(file, text);
    }

    /** Letters and digits only: a key stands in property names and headers. */
    private String hex(final int lengthBytes)
    {
        final StringBuilder text = new StringBuilder();
        for (final byte value : bytes(lengthBytes))
        {
            text.append(String.format("%02x", value));
        }
        return text.toString();
    }

    private byte[] bytes(final int length)
    {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
