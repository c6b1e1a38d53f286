package io.lockstep.settlement;

import io.lockstep.client.ExchangeClient;
import io.lockstep.client.ExchangeListener;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells the cluster, about once a second, the lowest event that every sink holds durably. Below it recordings may be
 * purged; the journal does not count, because it does not survive a power cut.
 */
final class AckSender extends Stoppable
{
    private static final Logger LOG = LoggerFactory.getLogger(AckSender.class);
    private static final long ACK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final SettlementConfiguration configuration;
    private final List<SinkStatus> sinks;
    private final Supplier<SinkPosition> tailPosition;
    private String lastReason = "";
    private volatile boolean connected;
    private volatile long ackedEventSeq;

    /**
     * @param configuration with the ingress endpoints and the key.
     * @param sinks         whose lowest position counts.
     * @param tailPosition  of the cluster's stream: positions of another chain, or beyond it, are not acknowledged.
     */
    AckSender(
        final SettlementConfiguration configuration,
        final List<SinkStatus> sinks,
        final Supplier<SinkPosition> tailPosition)
    {
        super("ack-sender");
        this.configuration = configuration;
        this.sinks = sinks;
        this.tailPosition = tailPosition;
    }

    long ackedEventSeq()
    {
        return ackedEventSeq;
    }

    boolean isConnected()
    {
        return connected;
    }

    @Override
    public void run()
    {
        while (!isStopped())
        {
            try (ExchangeClient client = ExchangeClient.connect(new ExchangeClient.Context()
                .ingressEndpoints(configuration.clusterIngress())
                .aeronDirectoryName(configuration.aeronDir())
                .keyFile(configuration.clusterKeyFile())
                .connectTimeoutNs(CONNECT_TIMEOUT_NS)
                .listener(new Deaf())))
            {
                serve(client);
            }
            catch (final Exception ex)
            {
                if (!isStopped())
                {
                    if (!ex.toString().equals(lastReason))
                    {
                        LOG.warn("ack sender will reconnect until it works: {}", ex.toString());
                    }
                    lastReason = ex.toString();
                    pause(RETRY_NS);
                }
            }
            finally
            {
                connected = false;
            }
        }
    }

    private void serve(final ExchangeClient client)
    {
        long nextNs = System.nanoTime();
        while (!isStopped())
        {
            final int work = client.poll();
            connected = client.isConnected();
            if (connected && System.nanoTime() - nextNs >= 0)
            {
                nextNs = System.nanoTime() + ACK_INTERVAL_NS;
                acknowledge(client);
            }
            if (0 == work)
            {
                pause(IDLE_NS);
            }
        }
    }

    private void acknowledge(final ExchangeClient client)
    {
        final SinkPosition lowest = TailAgent.lowest(sinks);
        final SinkPosition tail = tailPosition.get();
        if (null != lowest && lowest.eventSeq() > ackedEventSeq &&
            lowest.chainId() == tail.chainId() && lowest.eventSeq() <= tail.eventSeq() &&
            client.settlementAck(lowest.eventSeq(), lowest.checkpoint().position()) >= 0)
        {
            ackedEventSeq = lowest.eventSeq();
        }
    }

    /** Acks are never answered. */
    private static final class Deaf implements ExchangeListener
    {
        @Override
        public void onExecutionReport(final ExecutionReportDecoder report)
        {
        }

        @Override
        public void onCommandResult(final CommandResultDecoder result)
        {
        }

        @Override
        public void onBalanceReport(final BalanceReportDecoder report)
        {
        }

        @Override
        public void onOutcomeUnknown(final long correlationId, final int templateId)
        {
        }
    }
}
