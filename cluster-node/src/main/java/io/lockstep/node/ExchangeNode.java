package io.lockstep.node;

import io.aeron.archive.Archive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import io.lockstep.service.ExchangeClusteredService;
import io.lockstep.service.NodeStatus;
import org.agrona.CloseHelper;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One node of the cluster: media driver, archive, consensus module and exchange service in this JVM.
 * <p>
 * Runs until {@link #close()}, or until one of its agents ends by itself, which is a failure of the whole node. Methods
 * may be called by any thread, {@link #close()} by one.
 */
public final class ExchangeNode implements AutoCloseable
{
    private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long WATCH_INTERVAL_MS = 100;

    private final CountDownLatch failed = new CountDownLatch(1);
    private final NodeStatus status = new NodeStatus();
    private final AgentWatch watch = new AgentWatch();
    private final NodeConfiguration configuration;
    private final DataDirLock lock;
    private final Thread watchdog = new Thread(this::watchAgents, "agent-watchdog");
    private MediaDriver mediaDriver;
    private Archive archive;
    private ConsensusModule consensusModule;
    private ClusteredServiceContainer container;
    private NodeCounters counters;
    private StatusServer statusServer;
    private volatile boolean isClosing;

    private ExchangeNode(
        final NodeConfiguration configuration, final Function<NodeStatus, ExchangeClusteredService> service)
    {
        this.configuration = configuration;
        final Principals principals = Principals.read(configuration.principalsFile());
        lock = new DataDirLock(configuration.dataDir());
        try
        {
            final NodeContexts contexts =
                new NodeContexts(configuration, principals, watch, this::onError, this::onTermination);
            mediaDriver = MediaDriver.launch(contexts.mediaDriver());
            counters = new NodeCounters(mediaDriver);
            statusServer = new StatusServer(configuration, status, counters);
            archive = Archive.launch(contexts.archive());
            consensusModule = ConsensusModule.launch(contexts.consensusModule());
            container = ClusteredServiceContainer.launch(contexts.container(service.apply(status)));
            watchdog.setDaemon(true);
            watchdog.start();
        }
        catch (final RuntimeException ex)
        {
            isClosing = true;
            CloseHelper.quietCloseAll(container, consensusModule, archive, statusServer, mediaDriver, lock);
            throw ex;
        }
    }

    /**
     * Start a node. It joins the cluster in the background: see {@link #isReady()}.
     *
     * @param configuration of it.
     * @return the running node.
     * @throws ConfigurationException when the principals cannot be read.
     */
    public static ExchangeNode launch(final NodeConfiguration configuration)
    {
        return launch(configuration, ExchangeClusteredService::new);
    }

    /**
     * Start a node with a service made for it.
     *
     * @param configuration of it.
     * @param service       that makes the service.
     * @return the running node.
     */
    public static ExchangeNode launch(
        final NodeConfiguration configuration, final Function<NodeStatus, ExchangeClusteredService> service)
    {
        return new ExchangeNode(configuration, service);
    }

    private void onError(final Throwable error)
    {
        if (isClosing)
        {
            NodeLog.LOG.debug("error in an agent of a node that is closing", error);
        }
        else if (error instanceof AeronException event && AeronException.Category.WARN == event.category())
        {
            NodeLog.LOG.warn(event.getMessage());
        }
        else
        {
            status.onError();
            NodeLog.LOG.error("error in an agent", error);
        }
    }

    private void onTermination()
    {
        if (!isClosing)
        {
            NodeLog.LOG.error("an agent has asked for the end of the node");
            failed.countDown();
        }
    }

    private void watchAgents()
    {
        while (!isClosing && !hasFailed())
        {
            final String ended = watch.findEnded();
            if (null != ended && !isClosing)
            {
                NodeLog.LOG.error("agent has ended: {}", ended);
                failed.countDown();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WATCH_INTERVAL_MS));
        }
    }

    /**
     * @return whether the node has stopped being one, and only waits to be closed.
     */
    public boolean hasFailed()
    {
        return 0 == failed.getCount();
    }

    /**
     * @return how far its service is.
     */
    public NodeStatus status()
    {
        return status;
    }

    /**
     * @return what it is in the cluster; CANDIDATE while an election runs.
     */
    public Cluster.Role role()
    {
        return counters.role();
    }

    /**
     * @return whether it takes part in the cluster.
     */
    public boolean isReady()
    {
        return status.isStarted() && counters.isElectionClosed();
    }

    /**
     * @return snapshots taken since it started.
     */
    public long snapshotCount()
    {
        return counters.snapshotCount();
    }

    /**
     * @return port that status is served on.
     */
    public int httpPort()
    {
        return statusServer.port();
    }

    /**
     * @return as it was started with.
     */
    public NodeConfiguration configuration()
    {
        return configuration;
    }

    /**
     * Stop in the order that costs the cluster least: a leader first gives up its consensus module, and lingers so that
     * the others see the end of its log and need not wait for a timeout.
     */
    @Override
    public void close()
    {
        if (isClosing)
        {
            return;
        }
        isClosing = true;
        final boolean isLeader = !hasFailed() && Cluster.Role.LEADER == role();
        statusServer.onStopping();
        CloseHelper.quietClose(consensusModule);
        if (isLeader)
        {
            linger();
        }
        CloseHelper.quietCloseAll(container, archive, statusServer, mediaDriver, lock);
    }

    private static void linger()
    {
        final long deadlineNs = System.nanoTime() + LINGER_NS;
        for (long leftNs = LINGER_NS; leftNs > 0; leftNs = deadlineNs - System.nanoTime())
        {
            LockSupport.parkNanos(leftNs);
        }
    }

    /**
     * Stop at once and in no order that is kind to anybody.
     */
    public void abort()
    {
        isClosing = true;
        statusServer.onStopping();
        CloseHelper.quietCloseAll(mediaDriver, archive, container, consensusModule, statusServer, lock);
    }

    /** Blocks until an agent has failed, or the thread is interrupted. */
    void awaitFailure() throws InterruptedException
    {
        failed.await();
    }

    /**
     * Run a node until the process is told to end (exit code 0) or the node fails (1). Configuration that cannot be
     * used is told on standard error (2).
     *
     * @param args the configuration file, or {@code --help}.
     */
    public static void main(final String[] args)
    {
        NodeProcess.run(args);
    }
}
