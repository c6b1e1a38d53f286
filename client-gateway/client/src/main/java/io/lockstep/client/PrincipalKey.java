package io.lockstep.client;

import io.aeron.security.CredentialsSupplier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who connects, and the secret that proves it: for cluster sessions and for archives. The credentials are the
 * principal's id in ASCII; the answer to a challenge is HMAC-SHA256 of the nonce under the secret. The secret itself
 * is never sent. Immutable, safe for use by any thread.
 */
public final class PrincipalKey implements CredentialsSupplier
{
    /** Length of a secret, bytes. */
    public static final int SECRET_LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final String principalId;
    private final byte[] encodedPrincipalId;
    private final SecretKeySpec secret;

    /**
     * A key held in memory.
     *
     * @param principalId 1 to 64 printable ASCII characters, no blank, colon or semicolon.
     * @param secret      of {@value #SECRET_LENGTH} bytes; copied.
     */
    public PrincipalKey(final String principalId, final byte[] secret)
    {
        if (null == principalId || !principalId.matches("[!-~&&[^:;]]{1,64}"))
        {
            throw new IllegalArgumentException(
                "principalId must be 1 to 64 printable ASCII characters without blank, ':' or ';': " + principalId);
        }
        if (null == secret || SECRET_LENGTH != secret.length)
        {
            throw new IllegalArgumentException(
                "secret must have " + SECRET_LENGTH + " bytes, not " + (null == secret ? 0 : secret.length));
        }
        this.principalId = principalId;
        this.encodedPrincipalId = principalId.getBytes(StandardCharsets.US_ASCII);
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Read a key file: one line {@code <principalId>:<base64 of the secret>}; empty lines and lines that start with
     * {@code #} are skipped.
     *
     * @param keyFile to read.
     * @return the key.
     * @throws IllegalArgumentException when the file does not hold exactly one key; the message names the file and the
     *                                  rule, never the secret.
     * @throws UncheckedIOException     when it cannot be read.
     */
    public static PrincipalKey read(final Path keyFile)
    {
        final List<String> lines;
        try
        {
            lines = Files.readAllLines(keyFile, StandardCharsets.US_ASCII).stream()
                .map(String::strip)
                .filter((line) -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("key file cannot be read: " + keyFile, ex);
        }

        final int colon = 1 == lines.size() ? lines.get(0).indexOf(':') : -1;
        if (colon < 1)
        {
            throw new IllegalArgumentException("key file must hold one line <principalId>:<base64 secret>: " + keyFile);
        }

        final byte[] secret;
        try
        {
            secret = Base64.getDecoder().decode(lines.get(0).substring(colon + 1).strip());
        }
        catch (final IllegalArgumentException ex)
        {
            throw new IllegalArgumentException("the secret in the key file must be base64: " + keyFile);
        }
        try
        {
            return new PrincipalKey(lines.get(0).substring(0, colon), secret);
        }
        catch (final IllegalArgumentException ex)
        {
            throw new IllegalArgumentException("key file " + keyFile + ": " + ex.getMessage());
        }
    }

    static PrincipalKey of(
        final PrincipalKey key, final Path keyFile, final String principalId, final byte[] secret)
    {
        if (null != key)
        {
            return key;
        }
        if (null != keyFile)
        {
            return read(keyFile);
        }
        if (null == principalId && null == secret)
        {
            throw new IllegalArgumentException("a key must be given: key, keyFile, or principalId and secret");
        }
        return new PrincipalKey(principalId, secret);
    }

    /**
     * Whose key it is.
     *
     * @return the principal's id.
     */
    public String principalId()
    {
        return principalId;
    }

    /** {@inheritDoc} */
    public byte[] encodedCredentials()
    {
        return encodedPrincipalId.clone();
    }

    /** {@inheritDoc} */
    public byte[] onChallenge(final byte[] encodedChallenge)
    {
        try
        {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(encodedChallenge);
        }
        catch (final GeneralSecurityException ex)
        {
            throw new IllegalStateException(ALGORITHM + " is not available", ex);
        }
    }

    /** {@inheritDoc} */
    public String toString()
    {
        return "PrincipalKey{principalId=" + principalId + '}';
    }
}
