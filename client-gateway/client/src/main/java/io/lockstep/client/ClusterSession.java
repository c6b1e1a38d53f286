package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.logbuffer.Header;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

import java.util.concurrent.TimeUnit;

/**
 * A session with the cluster over Aeron: connects without blocking, keeps itself alive, follows the leader, and opens a
 * new session when the old one is lost. Single-threaded, driven by {@link #poll(long)}.
 */
final class ClusterSession implements ClusterTransport, EgressListener
{
    private static final long MIN_BACKOFF_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MAX_BACKOFF_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long KEEP_ALIVE_RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int EGRESS_POLLS = 16;
    private static final int OFFER_ATTEMPTS = 3;

    private final ExchangeClient.Context context;
    private final PrincipalKey key;
    private final AeronConnection connection;
    private final Receiver receiver;
    private AeronCluster.AsyncConnect asyncConnect;
    private AeronCluster cluster;
    private Exception lastFailure;
    private long backoffNs = MIN_BACKOFF_NS;
    private long retryAtNs;
    private long keepAliveAtNs;
    private boolean isClosed;

    ClusterSession(final ExchangeClient.Context context, final PrincipalKey key, final Receiver receiver)
    {
        this.context = context;
        this.key = key;
        this.receiver = receiver;
        this.connection = new AeronConnection(
            context.aeron(), context.aeronDirectoryName(), "lockstep-client", context.errorHandler());
        this.retryAtNs = context.nanoClock().nanoTime();
    }

    /** {@inheritDoc} */
    public int poll(final long nowNs)
    {
        if (isClosed)
        {
            return 0;
        }
        if (null != cluster)
        {
            return pollSession(nowNs);
        }
        if (null != asyncConnect)
        {
            return pollConnect(nowNs);
        }
        return nowNs - retryAtNs >= 0 ? beginConnect(nowNs) : 0;
    }

    /** {@inheritDoc} */
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (null == cluster)
        {
            return ExchangeClient.NOT_CONNECTED;
        }
        int attempts = OFFER_ATTEMPTS;
        long result;
        do
        {
            result = cluster.offer(buffer, offset, length);
        }
        while (Publication.ADMIN_ACTION == result && --attempts > 0);

        if (result > 0)
        {
            return OFFERED;
        }
        return Publication.BACK_PRESSURED == result || Publication.ADMIN_ACTION == result ?
            ExchangeClient.BACK_PRESSURED : ExchangeClient.NOT_CONNECTED;
    }

    /** {@inheritDoc} */
    public boolean isConnected()
    {
        return null != cluster && cluster.ingressPublication().isConnected();
    }

    /** Why the last attempt failed; null when there is none. */
    Exception lastFailure()
    {
        return lastFailure;
    }

    /** {@inheritDoc} */
    public void close()
    {
        isClosed = true;
        CloseHelper.quietCloseAll(asyncConnect, cluster, connection);
        asyncConnect = null;
        cluster = null;
    }

    /** {@inheritDoc} */
    public void onMessage(
        final long clusterSessionId,
        final long timestamp,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final Header header)
    {
        receiver.onMessage(buffer, offset, length);
    }

    /** {@inheritDoc} */
    public void onNewLeader(
        final long clusterSessionId, final long leadershipTermId, final int leaderMemberId, final String endpoints)
    {
        // The client counts the new leader as reached only when something was sent to it.
        keepAliveAtNs = context.nanoClock().nanoTime();
        receiver.onConnected(leaderMemberId);
    }

    private int beginConnect(final long nowNs)
    {
        try
        {
            final Aeron aeron = connection.aeron();
            final AeronCluster.Context clusterContext = new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel(context.ingressChannel())
                .ingressEndpoints(context.ingressEndpoints())
                .egressChannel(context.egressChannel())
                .credentialsSupplier(key)
                .messageTimeoutNs(context.sessionTimeoutNs())
                .errorHandler(context.errorHandler())
                .egressListener(this);
            if (context.newLeaderTimeoutNs() > 0)
            {
                clusterContext.newLeaderTimeoutNs(context.newLeaderTimeoutNs());
            }
            asyncConnect = AeronCluster.asyncConnect(clusterContext);
        }
        catch (final Exception ex)
        {
            onFailure(nowNs, ex);
        }
        return 1;
    }

    private int pollConnect(final long nowNs)
    {
        try
        {
            final int step = asyncConnect.step();
            cluster = asyncConnect.poll();
            if (null == cluster)
            {
                return asyncConnect.step() - step;
            }
        }
        catch (final Exception ex)
        {
            onFailure(nowNs, ex);
            return 1;
        }

        asyncConnect = null;
        lastFailure = null;
        backoffNs = MIN_BACKOFF_NS;
        keepAliveAtNs = nowNs + context.keepAliveIntervalNs();
        receiver.onConnected(cluster.leaderMemberId());
        return 1;
    }

    private int pollSession(final long nowNs)
    {
        int workCount = 0;
        try
        {
            for (int i = 0; i < EGRESS_POLLS; i++)
            {
                final int work = cluster.pollEgress();
                workCount += work;
                if (0 == work || isClosed || cluster.isClosed())
                {
                    break;
                }
            }
            if (isClosed)
            {
                return workCount;
            }
            if (cluster.isClosed() || connection.isClosed())
            {
                onFailure(nowNs, new IllegalStateException("the cluster session was lost"));
                return workCount + 1;
            }
            if (nowNs - keepAliveAtNs >= 0)
            {
                keepAliveAtNs = nowNs +
                    (cluster.sendKeepAlive() ? context.keepAliveIntervalNs() : KEEP_ALIVE_RETRY_NS);
                workCount++;
            }
        }
        catch (final Exception ex)
        {
            onFailure(nowNs, ex);
            workCount++;
        }
        return workCount;
    }

    private void onFailure(final long nowNs, final Exception ex)
    {
        final boolean wasOpen = null != cluster;
        CloseHelper.quietCloseAll(asyncConnect, cluster);
        asyncConnect = null;
        cluster = null;
        lastFailure = ex;
        retryAtNs = nowNs + backoffNs;
        backoffNs = Math.min(2 * backoffNs, MAX_BACKOFF_NS);
        context.errorHandler().onError(ex);
        if (wasOpen)
        {
            receiver.onDisconnected();
        }
    }
}
