package io.lockstep.service;

import io.aeron.cluster.service.ClientSession;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayList;
import java.util.List;

/**
 * The open sessions. Traders are kept in order of opening too, because reports of their accounts come to them unasked.
 */
final class ConnectedSessions
{
    private final Long2ObjectHashMap<ConnectedSession> byId = new Long2ObjectHashMap<>();
    private final List<ConnectedSession> traders = new ArrayList<>();

    void open(final ClientSession clientSession)
    {
        final ConnectedSession session =
            new ConnectedSession(clientSession, Principal.decode(clientSession.encodedPrincipal()));
        byId.put(clientSession.id(), session);
        if (session.principal().has(Role.TRADER))
        {
            traders.add(session);
        }
    }

    void close(final long clusterSessionId)
    {
        traders.remove(byId.remove(clusterSessionId));
    }

    /** Null when it is not open. */
    ConnectedSession get(final long clusterSessionId)
    {
        return byId.get(clusterSessionId);
    }

    List<ConnectedSession> traders()
    {
        return traders;
    }
}
