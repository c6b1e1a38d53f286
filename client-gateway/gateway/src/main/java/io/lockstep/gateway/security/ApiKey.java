package io.lockstep.gateway.security;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * One API key: whose it is, what it may do, and the secret that its requests are signed with. Immutable; any thread.
 */
public final class ApiKey
{
    /** Account of a key that belongs to none. */
    public static final long NO_ACCOUNT = 0;

    private static final String ALGORITHM = "HmacSHA256";

    private final String key;
    private final String secret;
    private final long accountId;
    private final Set<Permission> permissions;
    private final SecretKeySpec macKey;

    /**
     * A key with its parts.
     *
     * @param key         public name of it.
     * @param secret      that signs.
     * @param accountId   whose it is, or {@link #NO_ACCOUNT}.
     * @param permissions what it may do.
     */
    public ApiKey(final String key, final String secret, final long accountId, final Set<Permission> permissions)
    {
        this.key = key;
        this.secret = secret;
        this.accountId = accountId;
        this.permissions = permissions.isEmpty() ? EnumSet.noneOf(Permission.class) : EnumSet.copyOf(permissions);
        this.macKey = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Public name of the key.
     *
     * @return what X-MBX-APIKEY carries.
     */
    public String key()
    {
        return key;
    }

    /**
     * Account that the key belongs to.
     *
     * @return its id, or {@link #NO_ACCOUNT}.
     */
    public long accountId()
    {
        return accountId;
    }

    /**
     * Whether the key may do something.
     *
     * @param permission for it.
     * @return true if it may.
     */
    public boolean permits(final Permission permission)
    {
        return permissions.contains(permission);
    }

    /**
     * Whether a signature is the one of this key over a payload. Takes the same time wherever they differ.
     *
     * @param payload      that was signed.
     * @param signatureHex hexadecimal, either case.
     * @return true if it is.
     */
    public boolean verifies(final SignedPayload payload, final String signatureHex)
    {
        final byte[] given;
        try
        {
            given = HexFormat.of().parseHex(signatureHex.toLowerCase(Locale.ROOT));
        }
        catch (final IllegalArgumentException ex)
        {
            return false;
        }
        return java.security.MessageDigest.isEqual(sign(payload), given);
    }

    /**
     * The signature of this key over a payload.
     *
     * @param payload to sign.
     * @return 32 bytes.
     */
    public byte[] sign(final SignedPayload payload)
    {
        try
        {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(macKey);
            mac.update(payload.query());
            return mac.doFinal(payload.body());
        }
        catch (final GeneralSecurityException ex)
        {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", ex);
        }
    }

    /**
     * Name, account and permissions; never the secret.
     *
     * @return for logs.
     */
    public String toString()
    {
        return "ApiKey{" + key + ", account=" + accountId + ", permissions=" + permissions + '}';
    }

    String secret()
    {
        return secret;
    }

    Set<Permission> permissions()
    {
        return permissions;
    }
}
