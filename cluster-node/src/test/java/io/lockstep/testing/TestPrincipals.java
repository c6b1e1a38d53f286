package io.lockstep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may connect to a test cluster, with secrets that are no secret.
 */
public final class TestPrincipals
{
    /** May do what the gateway does: GATEWAY, CASHIER, ADMIN, BRIDGE. */
    public static final String GATEWAY = "gateway";
    /** CASHIER alone. */
    public static final String CASHIER = "cashier";
    /** ADMIN alone. */
    public static final String ADMIN = "admin";
    /** BRIDGE alone. */
    public static final String BRIDGE = "bridge";
    /** TRADER for 1001 and 1005 to 1010. */
    public static final String TRADER_1001 = "trader1001";
    /** TRADER for 1002. */
    public static final String TRADER_1002 = "trader1002";

    private static final Map<String, String> ROLES = new LinkedHashMap<>();

    static
    {
        ROLES.put("node", "NODE");
        ROLES.put(GATEWAY, "GATEWAY,CASHIER,ADMIN,BRIDGE");
        ROLES.put(CASHIER, "CASHIER");
        ROLES.put(ADMIN, "ADMIN");
        ROLES.put(BRIDGE, "BRIDGE");
        ROLES.put(TRADER_1001, "TRADER");
        ROLES.put(TRADER_1002, "TRADER");
    }

    private TestPrincipals()
    {
    }

    /**
     * @param principalId of one of them.
     * @return its secret, 32 bytes.
     */
    public static byte[] secret(final String principalId)
    {
        final byte[] secret = new byte[32];
        final byte[] id = principalId.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(id, 0, secret, 0, id.length);
        return secret;
    }

    /** The nodes' file, written into a folder. */
    static Path writePrincipalsFile(final Path dir)
    {
        final StringBuilder text = new StringBuilder();
        ROLES.forEach((id, roles) ->
        {
            text.append("principal.").append(id).append(".roles=").append(roles).append('\n');
            text.append("principal.").append(id).append(".secret=").append(base64(id)).append('\n');
        });
        text.append("principal.").append(TRADER_1001).append(".accounts=1001,1005-1010\n");
        text.append("principal.").append(TRADER_1002).append(".accounts=1002\n");
        return write(dir.resolve("principals.properties"), text.toString());
    }

    /** A client's key file, written into a folder. */
    static Path writeKeyFile(final Path dir, final String principalId)
    {
        return write(dir.resolve(principalId + ".key"), principalId + ":" + base64(principalId) + "\n");
    }

    private static String base64(final String principalId)
    {
        return Base64.getEncoder().encodeToString(secret(principalId));
    }

    private static Path write(final Path file, final String text)
    {
        try
        {
            Files.writeString(file, text);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
            {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return file;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
