package io.lockstep.testing;

import io.aeron.cluster.service.Cluster;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.node.ExchangeNode;
import io.lockstep.node.NodeConfiguration;
import io.lockstep.service.ExchangeClusteredService;
import io.lockstep.service.NodeStatus;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.BackoffIdleStrategy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A real cluster in this JVM: nodes as they run in production but for their folders, and a media driver for clients.
 * Everything is under {@code java.io.tmpdir} and shared memory and is deleted on close. One thread.
 */
public final class TestCluster implements AutoCloseable
{
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<AutoCloseable> clients = new ArrayList<>();
    private final String name = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final Path baseDir;
    private final Path principalsFile;
    private final int[] basePorts;
    private final ExchangeNode[] nodes;
    private final MediaDriver clientDriver;

    private TestCluster(final int nodeCount)
    {
        try
        {
            baseDir = Files.createTempDirectory("lockstep-cluster-");
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        principalsFile = TestPrincipals.writePrincipalsFile(baseDir);
        basePorts = new int[nodeCount];
        for (int i = 0; i < nodeCount; i++)
        {
            do
            {
                basePorts[i] = TestPorts.findBase();
            }
            while (isTaken(i));
        }
        nodes = new ExchangeNode[nodeCount];
        clientDriver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(aeronDirectoryName("client"))
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(1, 1, 1_000, 100_000)));
    }

    private boolean isTaken(final int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (basePorts[i] == basePorts[index])
            {
                return true;
            }
        }
        return false;
    }

    private String aeronDirectoryName(final String who)
    {
        final File shm = new File("/dev/shm");
        final File parent = shm.isDirectory() ? shm : baseDir.toFile();
        return new File(parent, "lockstep-test-" + name + "-" + who).getPath();
    }

    /**
     * Start a cluster and wait until it has a leader.
     *
     * @param nodeCount number of nodes.
     * @return the cluster.
     */
    public static TestCluster launch(final int nodeCount)
    {
        final TestCluster cluster = new TestCluster(nodeCount);
        try
        {
            for (int i = 0; i < nodeCount; i++)
            {
                cluster.start(i);
            }
            cluster.awaitReady();
            return cluster;
        }
        catch (final Throwable ex)
        {
            cluster.close();
            throw ex;
        }
    }

    /**
     * Ports and folders for a cluster whose nodes are started elsewhere, or later.
     *
     * @param nodeCount number of nodes.
     * @return the cluster, no node of which runs.
     */
    public static TestCluster prepare(final int nodeCount)
    {
        return new TestCluster(nodeCount);
    }

    /**
     * @return a port that nobody uses.
     */
    public int freePort()
    {
        return TestPorts.findBase();
    }

    /**
     * @param nodeId of a node that is not running.
     */
    public void start(final int nodeId)
    {
        start(nodeId, ExchangeClusteredService::new);
    }

    /**
     * @param nodeId  of a node that is not running.
     * @param service that it runs.
     */
    public void start(final int nodeId, final Function<NodeStatus, ExchangeClusteredService> service)
    {
        nodes[nodeId] = ExchangeNode.launch(NodeConfiguration.of(properties(nodeId)), service);
    }

    /**
     * @param nodeId of a node.
     * @return its configuration.
     */
    public Properties properties(final int nodeId)
    {
        final StringBuilder members = new StringBuilder();
        for (final int basePort : basePorts)
        {
            members.append(members.isEmpty() ? "" : ",").append("127.0.0.1:").append(basePort);
        }
        final Properties properties = new Properties();
        properties.setProperty("node.id", "" + nodeId);
        properties.setProperty("cluster.members", members.toString());
        properties.setProperty("data.dir", baseDir.resolve("node" + nodeId).toString());
        properties.setProperty("aeron.dir", aeronDirectoryName("node" + nodeId));
        properties.setProperty("profile", "fast");
        properties.setProperty("http.port", "0");
        properties.setProperty("principals.file", principalsFile.toString());
        return properties;
    }

    /**
     * @param nodeId of a running node, that ends as it does on a signal.
     */
    public void stop(final int nodeId)
    {
        nodes[nodeId].close();
        nodes[nodeId] = null;
    }

    /**
     * @param nodeId of a running node, whose media driver is pulled from under it.
     */
    public void kill(final int nodeId)
    {
        nodes[nodeId].abort();
        nodes[nodeId] = null;
    }

    /**
     * @param nodeId of a node that is not running, whose disk is lost.
     */
    public void wipe(final int nodeId)
    {
        IoUtil.delete(baseDir.resolve("node" + nodeId).toFile(), false);
    }

    /**
     * Cut the event recording of a node, as if the end of it had never reached the disk.
     *
     * @param nodeId   of a node that is not running.
     * @param position of the event stream that is kept.
     */
    public void truncateEvents(final int nodeId, final long position)
    {
        RecordedEvents.truncate(
            aeronDirectoryName("node" + nodeId),
            baseDir.resolve("node" + nodeId).resolve("archive").toFile(),
            "127.0.0.1:" + (basePorts[nodeId] + 1),
            position);
    }

    /**
     * @param nodeId of a node.
     * @return the node, null when it is not running.
     */
    public ExchangeNode node(final int nodeId)
    {
        return nodes[nodeId];
    }

    /**
     * Wait until all running nodes take part and one of them leads.
     *
     * @return id of the leader.
     */
    public int awaitReady()
    {
        Await.until("every node is ready", () ->
        {
            for (final ExchangeNode node : nodes)
            {
                if (null != node && !node.isReady())
                {
                    return false;
                }
            }
            return -1 != leader();
        });
        return leader();
    }

    private int leader()
    {
        for (int i = 0; i < nodes.length; i++)
        {
            if (null != nodes[i] && Cluster.Role.LEADER == nodes[i].role())
            {
                return i;
            }
        }
        return -1;
    }

    /**
     * Wait until all running nodes have come to an event and agree on it.
     *
     * @param eventSeq of the event, the last one.
     */
    public void awaitEvent(final long eventSeq)
    {
        for (int i = 0; i < nodes.length; i++)
        {
            final int nodeId = i;
            if (null != nodes[i])
            {
                Await.until(
                    () -> "node " + nodeId + " comes to event " + eventSeq + ", is at " +
                        nodes[nodeId].status().eventSeq(),
                    () -> nodes[nodeId].status().eventSeq() >= eventSeq);
            }
        }
    }

    /**
     * @return endpoints that clients send commands to: {@code 0=host:port,…}.
     */
    public String ingressEndpoints()
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < basePorts.length; i++)
        {
            text.append(text.isEmpty() ? "" : ",").append(i).append("=127.0.0.1:").append(basePorts[i] + 2);
        }
        return text.toString();
    }

    /**
     * @return endpoints of the archives, in order of node ids: {@code host:port,…}.
     */
    public String archiveEndpoints()
    {
        final StringBuilder text = new StringBuilder();
        for (final int basePort : basePorts)
        {
            text.append(text.isEmpty() ? "" : ",").append("127.0.0.1:").append(basePort + 1);
        }
        return text.toString();
    }

    /**
     * @param principalId one of {@link TestPrincipals}.
     * @return its key file.
     */
    public Path keyFile(final String principalId)
    {
        return TestPrincipals.writeKeyFile(baseDir, principalId);
    }

    /**
     * @return folder of the media driver for clients.
     */
    public String clientAeronDirectoryName()
    {
        return clientDriver.aeronDirectoryName();
    }

    /**
     * @param principalId one of {@link TestPrincipals}.
     * @return a connected client, closed with the cluster.
     */
    public TestClient connect(final String principalId)
    {
        final TestClient client = new TestClient(
            clientAeronDirectoryName(), ingressEndpoints(), principalId, TestPrincipals.secret(principalId));
        clients.add(client);
        return client;
    }

    /**
     * @param nodeId of a running node.
     * @return every event that its archive holds, in order.
     */
    public List<byte[]> recordedEvents(final int nodeId)
    {
        return RecordedEvents.read(
            clientAeronDirectoryName(), archiveEndpoints().split(",")[nodeId], nodes[nodeId].status());
    }

    /**
     * Wait until a node's archive holds something behind the last event that was told to be there: a claim that the
     * service left open, filled up by the media driver.
     *
     * @param nodeId of a running node.
     */
    public void awaitFiller(final int nodeId)
    {
        RecordedEvents.awaitBeyond(
            clientAeronDirectoryName(),
            archiveEndpoints().split(",")[nodeId],
            nodes[nodeId].status().eventPosition());
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(clients);
        for (int i = 0; i < nodes.length; i++)
        {
            if (null != nodes[i])
            {
                nodes[i].abort();
            }
        }
        CloseHelper.quietClose(clientDriver);
        IoUtil.delete(baseDir.toFile(), true);
        for (int i = 0; i < nodes.length; i++)
        {
            IoUtil.delete(new File(aeronDirectoryName("node" + i)), true);
        }
        IoUtil.delete(new File(aeronDirectoryName("client")), true);
    }
}
