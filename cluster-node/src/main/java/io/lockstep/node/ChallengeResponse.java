package io.lockstep.node;

import io.aeron.security.CredentialsSupplier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The answer that proves a secret without sending it: HMAC-SHA256 of the nonce. Safe for use by any thread.
 */
public final class ChallengeResponse implements CredentialsSupplier
{
    private static final String ALGORITHM = "HmacSHA256";

    private final String principalId;
    private final byte[] secret;

    /**
     * @param principalId who connects.
     * @param secret      that proves it.
     */
    public ChallengeResponse(final String principalId, final byte[] secret)
    {
        this.principalId = principalId;
        this.secret = secret.clone();
    }

    static byte[] respond(final byte[] secret, final byte[] nonce)
    {
        try
        {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(nonce);
        }
        catch (final GeneralSecurityException ex)
        {
            throw new IllegalStateException("every JVM has " + ALGORITHM, ex);
        }
    }

    @Override
    public byte[] encodedCredentials()
    {
        return principalId.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] onChallenge(final byte[] encodedChallenge)
    {
        return respond(secret, encodedChallenge);
    }
}
