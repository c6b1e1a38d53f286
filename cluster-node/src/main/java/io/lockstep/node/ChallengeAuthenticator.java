package io.lockstep.node;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;
import org.agrona.collections.Long2ObjectHashMap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/**
 * Lets in who answers a fresh nonce with the right HMAC. Whoever names an unknown principal is challenged all the same,
 * so that names cannot be found out. Nothing blocks, because this runs on the thread of the consensus module or of the
 * archive; what is remembered of a session that never answers is forgotten.
 */
final class ChallengeAuthenticator implements Authenticator
{
    private static final int NONCE_LENGTH = 32;
    private static final int MAX_PENDING = 1024;
    private static final long PENDING_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(10);
    private static final byte[] NO_SECRET = new byte[NONCE_LENGTH];

    private final SecureRandom random = new SecureRandom();
    private final Long2ObjectHashMap<Pending> pendingBySessionId = new Long2ObjectHashMap<>();
    private final Principals principals;

    private enum Proof
    {
        AWAITED, GOOD, BAD
    }

    private static final class Pending
    {
        private final byte[] nonce = new byte[NONCE_LENGTH];
        private final Principals.Entry entry;
        private final long startMs;
        private Proof proof = Proof.AWAITED;

        private Pending(final Principals.Entry entry, final long startMs)
        {
            this.entry = entry;
            this.startMs = startMs;
        }
    }

    ChallengeAuthenticator(final Principals principals)
    {
        this.principals = principals;
    }

    @Override
    public void onConnectRequest(final long sessionId, final byte[] encodedCredentials, final long nowMs)
    {
        if (pendingBySessionId.size() >= MAX_PENDING)
        {
            pendingBySessionId.values().removeIf((pending) -> nowMs - pending.startMs > PENDING_TIMEOUT_MS);
        }
        if (pendingBySessionId.size() < MAX_PENDING)
        {
            final String id = null == encodedCredentials ? "" :
                new String(encodedCredentials, StandardCharsets.US_ASCII);
            final Pending pending = new Pending(principals.get(id), nowMs);
            random.nextBytes(pending.nonce);
            pendingBySessionId.put(sessionId, pending);
        }
    }

    @Override
    public void onConnectedSession(final SessionProxy sessionProxy, final long nowMs)
    {
        final Pending pending = pendingBySessionId.get(sessionProxy.sessionId());
        if (null == pending)
        {
            sessionProxy.reject();
        }
        else
        {
            sessionProxy.challenge(pending.nonce);
        }
    }

    @Override
    public void onChallengeResponse(final long sessionId, final byte[] encodedCredentials, final long nowMs)
    {
        final Pending pending = pendingBySessionId.get(sessionId);
        if (null != pending)
        {
            final byte[] secret = null == pending.entry ? NO_SECRET : pending.entry.secret();
            final boolean isEqual = null != encodedCredentials &&
                MessageDigest.isEqual(ChallengeResponse.respond(secret, pending.nonce), encodedCredentials);
            pending.proof = isEqual && null != pending.entry ? Proof.GOOD : Proof.BAD;
        }
    }

    @Override
    public void onChallengedSession(final SessionProxy sessionProxy, final long nowMs)
    {
        final Pending pending = pendingBySessionId.get(sessionProxy.sessionId());
        if (null == pending || Proof.BAD == pending.proof)
        {
            pendingBySessionId.remove(sessionProxy.sessionId());
            sessionProxy.reject();
        }
        else if (Proof.GOOD == pending.proof &&
            sessionProxy.authenticate(pending.entry.principal().encode()))
        {
            pendingBySessionId.remove(sessionProxy.sessionId());
        }
    }
}
