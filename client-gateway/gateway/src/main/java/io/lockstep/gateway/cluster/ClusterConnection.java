package io.lockstep.gateway.cluster;

import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.client.EventTail;
import io.lockstep.client.ExchangeClient;
import io.lockstep.client.PrincipalKey;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * The media driver of this process and, over it, the agent with its session and its event tail, running. Close stops
 * all of them.
 */
public final class ClusterConnection implements AutoCloseable
{
    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterConnection.class);
    private static final long MAX_DRIVER_SPINS = 1;
    private static final long MAX_DRIVER_YIELDS = 1;
    private static final long MIN_DRIVER_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MAX_DRIVER_PARK_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final MediaDriver driver;
    private final AgentRunner runner;

    /**
     * Start; sessions are opened by and by, so this does not wait for the cluster.
     *
     * @param settings     where the cluster is and who asks.
     * @param agent        to run.
     * @param idleStrategy of the agent.
     */
    public ClusterConnection(final Settings settings, final ClusterAgent agent, final IdleStrategy idleStrategy)
    {
        final ErrorHandler errorHandler = (throwable) -> LOGGER.warn("cluster connection: {}", throwable.toString());
        final PrincipalKey key = PrincipalKey.read(settings.keyFile());
        driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(settings.aeronDirectory().isEmpty() ?
                CommonContext.generateRandomDirName() : settings.aeronDirectory())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(
                MAX_DRIVER_SPINS, MAX_DRIVER_YIELDS, MIN_DRIVER_PARK_NS, MAX_DRIVER_PARK_NS))
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .errorHandler(errorHandler));
        ExchangeClient client = null;
        EventTail tail = null;
        try
        {
            client = ExchangeClient.connect(new ExchangeClient.Context()
                .ingressEndpoints(settings.ingress())
                .egressChannel("aeron:udp?endpoint=" + settings.egressHost() + ":0|term-length=1m")
                .aeronDirectoryName(driver.aeronDirectoryName())
                .key(key)
                .listener(agent)
                .errorHandler(errorHandler)
                .replyTimeoutNs(TimeUnit.MILLISECONDS.toNanos(settings.replyTimeoutMs()))
                .connectTimeoutNs(0)
                .maxInFlight(settings.maxInFlight() + 1));
            tail = EventTail.launch(new EventTail.Context()
                .archives(settings.archives())
                .responseHost(settings.egressHost())
                .aeronDirectoryName(driver.aeronDirectoryName())
                .key(key)
                .handler(agent)
                .errorHandler(errorHandler));
            agent.attach(new ExchangeClientLink(client), new EventTailFeed(tail));
            runner = new AgentRunner(
                idleStrategy, (throwable) -> LOGGER.error("cluster agent failed", throwable), null, agent);
            AgentRunner.startOnThread(runner);
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietCloseAll(tail, client, driver);
            throw ex;
        }
    }

    /**
     * Where the cluster is and who asks.
     *
     * @param ingress        0=host:port,1=host:port,…
     * @param archives       host:port,host:port,…
     * @param keyFile        of the principal.
     * @param egressHost     of this process, that the nodes can reach.
     * @param aeronDirectory of the media driver; empty for a new one.
     * @param replyTimeoutMs wait for an answer.
     * @param maxInFlight    commands under way at most.
     */
    public record Settings(
        String ingress,
        String archives,
        java.nio.file.Path keyFile,
        String egressHost,
        String aeronDirectory,
        long replyTimeoutMs,
        int maxInFlight)
    {
    }

    private record EventTailFeed(EventTail tail) implements EventFeed
    {
        @Override
        public int poll(final int eventLimit)
        {
            return tail.poll(eventLimit);
        }

        @Override
        public void close()
        {
            tail.close();
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(runner, driver);
    }
}
