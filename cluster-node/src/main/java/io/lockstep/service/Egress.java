package io.lockstep.service;

import io.aeron.Publication;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import org.agrona.DirectBuffer;

/**
 * Offers replies to sessions. A reply is a courtesy: a session that does not take one after a few attempts loses it,
 * because a slow client must not slow the cluster. What becomes of it reaches no state, so a follower, which sends
 * nothing, stays the same as the leader.
 */
class Egress
{
    private static final int MAX_ATTEMPTS = 3;

    private final NodeStatus status;
    private Cluster cluster;

    Egress(final NodeStatus status)
    {
        this.status = status;
    }

    void start(final Cluster cluster)
    {
        this.cluster = cluster;
    }

    /** Whether there is anybody to write a reply for. */
    boolean isSending()
    {
        return Cluster.Role.LEADER == cluster.role();
    }

    void send(final ConnectedSession session, final DirectBuffer buffer, final int length)
    {
        final ClientSession clientSession = session.clientSession();
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !clientSession.isClosing(); attempt++)
        {
            final long result = clientSession.offer(buffer, 0, length);
            if (result > 0)
            {
                return;
            }
            if (Publication.BACK_PRESSURED != result && Publication.ADMIN_ACTION != result)
            {
                break;
            }
            cluster.idleStrategy().idle();
        }
        status.onReplyDropped();
    }
}
