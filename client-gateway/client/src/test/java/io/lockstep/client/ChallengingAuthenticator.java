package io.lockstep.client;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Lets in who knows the secret: challenge with a nonce, as the nodes do. */
final class ChallengingAuthenticator implements Authenticator
{
    private static final byte[] NONCE = "a nonce of thirty-two bytes, 32.".getBytes(StandardCharsets.US_ASCII);

    private final PrincipalKey key;
    private final Map<Long, byte[]> credentials = new HashMap<>();
    private final Map<Long, byte[]> responses = new HashMap<>();

    ChallengingAuthenticator(final PrincipalKey key)
    {
        this.key = key;
    }

    /** {@inheritDoc} */
    public void onConnectRequest(final long sessionId, final byte[] encodedCredentials, final long nowMs)
    {
        credentials.put(sessionId, encodedCredentials);
    }

    /** {@inheritDoc} */
    public void onChallengeResponse(final long sessionId, final byte[] encodedCredentials, final long nowMs)
    {
        responses.put(sessionId, encodedCredentials);
    }

    /** {@inheritDoc} */
    public void onConnectedSession(final SessionProxy sessionProxy, final long nowMs)
    {
        if (Arrays.equals(key.encodedCredentials(), credentials.get(sessionProxy.sessionId())))
        {
            sessionProxy.challenge(NONCE);
        }
        else
        {
            sessionProxy.reject();
        }
    }

    /** {@inheritDoc} */
    public void onChallengedSession(final SessionProxy sessionProxy, final long nowMs)
    {
        final byte[] response = responses.remove(sessionProxy.sessionId());
        if (null != response)
        {
            if (Arrays.equals(key.onChallenge(NONCE), response))
            {
                sessionProxy.authenticate(key.encodedCredentials());
            }
            else
            {
                sessionProxy.reject();
            }
        }
    }
}
