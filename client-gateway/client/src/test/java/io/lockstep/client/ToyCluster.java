package io.lockstep.client;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.Header;
import io.lockstep.sbe.client.CommandResultEncoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.RejectCode;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.IoUtil;

import java.io.File;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of three nodes in this JVM whose service does nothing but remember and answer: each command by a
 * CommandResult, a repeated one as a duplicate.
 */
final class ToyCluster implements AutoCloseable
{
    static final int SIZE = 3;

    private final File folder;
    private final int[][] ports = new int[SIZE][5];
    private final Node[] nodes = new Node[SIZE];

    ToyCluster(final File folder)
    {
        this.folder = folder;
        for (final int[] nodePorts : ports)
        {
            for (int i = 0; i < nodePorts.length; i++)
            {
                nodePorts[i] = ArchiveNode.freePort();
            }
        }
    }

    void start()
    {
        for (int i = 0; i < SIZE; i++)
        {
            start(i);
        }
    }

    void start(final int nodeId)
    {
        nodes[nodeId] = new Node(nodeId);
    }

    void stop(final int nodeId)
    {
        CloseHelper.quietClose(nodes[nodeId]);
        nodes[nodeId] = null;
    }

    int leader()
    {
        for (int i = 0; i < SIZE; i++)
        {
            if (null != nodes[i] && Cluster.Role.LEADER == nodes[i].role)
            {
                return i;
            }
        }
        return -1;
    }

    Set<Long> applied(final int nodeId)
    {
        return nodes[nodeId].applied;
    }

    String ingressEndpoints()
    {
        final StringBuilder endpoints = new StringBuilder();
        for (int i = 0; i < SIZE; i++)
        {
            endpoints.append(0 == i ? "" : ",").append(i).append("=127.0.0.1:").append(ports[i][0]);
        }
        return endpoints.toString();
    }

    private String members()
    {
        final StringBuilder members = new StringBuilder();
        for (int i = 0; i < SIZE; i++)
        {
            members.append(0 == i ? "" : "|").append(i);
            for (final int port : ports[i])
            {
                members.append(",127.0.0.1:").append(port);
            }
        }
        return members.toString();
    }

    /** {@inheritDoc} */
    public void close()
    {
        for (int i = 0; i < SIZE; i++)
        {
            stop(i);
        }
        IoUtil.delete(folder, true);
    }

    private final class Node implements ClusteredService, AutoCloseable
    {
        private final Set<Long> applied = ConcurrentHashMap.newKeySet();
        private final ExpandableArrayBuffer reply = new ExpandableArrayBuffer();
        private final CommandResultEncoder result = new CommandResultEncoder();
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final ClusteredMediaDriver driver;
        private final ClusteredServiceContainer container;
        private Cluster cluster;
        private volatile Cluster.Role role = Cluster.Role.FOLLOWER;

        private Node(final int nodeId)
        {
            final File home = new File(folder, "node-" + nodeId);
            final String aeronDirectoryName = new File(home, "aeron").getAbsolutePath();
            final File clusterDir = new File(home, "cluster");
            final AeronArchive.Context archiveClient = new AeronArchive.Context()
                .aeronDirectoryName(aeronDirectoryName)
                .controlRequestChannel("aeron:ipc?term-length=64k")
                .controlResponseChannel("aeron:ipc?term-length=64k");
            driver = ClusteredMediaDriver.launch(
                new MediaDriver.Context()
                    .aeronDirectoryName(aeronDirectoryName)
                    .threadingMode(ThreadingMode.SHARED)
                    .ipcTermBufferLength(1024 * 1024)
                    .dirDeleteOnStart(true)
                    .dirDeleteOnShutdown(true),
                new Archive.Context()
                    .aeronDirectoryName(aeronDirectoryName)
                    .archiveDir(new File(home, "archive"))
                    .controlChannel("aeron:udp?endpoint=127.0.0.1:" + ports[nodeId][4])
                    .localControlChannel("aeron:ipc?term-length=64k")
                    .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                    .recordingEventsEnabled(false)
                    .threadingMode(ArchiveThreadingMode.SHARED),
                new ConsensusModule.Context()
                    .clusterMemberId(nodeId)
                    .clusterMembers(members())
                    .clusterDir(clusterDir)
                    .aeronDirectoryName(aeronDirectoryName)
                    .archiveContext(archiveClient.clone())
                    .ingressChannel("aeron:udp?term-length=256k")
                    .logChannel("aeron:udp?term-length=1m")
                    .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                    .leaderHeartbeatTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                    .leaderHeartbeatIntervalNs(TimeUnit.MILLISECONDS.toNanos(100))
                    .electionTimeoutNs(TimeUnit.MILLISECONDS.toNanos(500))
                    .electionStatusIntervalNs(TimeUnit.MILLISECONDS.toNanos(50))
                    .startupCanvassTimeoutNs(TimeUnit.SECONDS.toNanos(5))
                    .sessionTimeoutNs(TimeUnit.SECONDS.toNanos(5))
                    .terminationHook(() -> {})
                    .authenticatorSupplier(() -> new ChallengingAuthenticator(ArchiveNode.KEY)));
            container = ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                .aeronDirectoryName(aeronDirectoryName)
                .archiveContext(archiveClient.clone())
                .clusterDir(clusterDir)
                .terminationHook(() -> {})
                .clusteredService(this));
        }

        /** {@inheritDoc} */
        public void onStart(final Cluster startedCluster, final Image snapshotImage)
        {
            cluster = startedCluster;
        }

        /** {@inheritDoc} */
        public void onSessionOpen(final ClientSession session, final long timestamp)
        {
        }

        /** {@inheritDoc} */
        public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason)
        {
        }

        /** {@inheritDoc} */
        public void onSessionMessage(
            final ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header logHeader)
        {
            // In every command the correlation id stands first.
            final long correlationId = buffer.getLong(offset + MessageHeaderEncoder.ENCODED_LENGTH);
            final boolean isNew = applied.add(correlationId);
            result.wrapAndApplyHeader(reply, 0, header)
                .correlationId(correlationId)
                .code(RejectCode.NONE)
                .duplicate(isNew ? Bool.FALSE : Bool.TRUE);
            int attempts = 3;
            while (session.offer(reply, 0, MessageHeaderEncoder.ENCODED_LENGTH + result.encodedLength()) < 0 &&
                --attempts > 0)
            {
                cluster.idleStrategy().idle();
            }
        }

        /** {@inheritDoc} */
        public void onTimerEvent(final long correlationId, final long timestamp)
        {
        }

        /** {@inheritDoc} */
        public void onTakeSnapshot(final ExclusivePublication snapshotPublication)
        {
        }

        /** {@inheritDoc} */
        public void onRoleChange(final Cluster.Role newRole)
        {
            role = newRole;
        }

        /** {@inheritDoc} */
        public void onTerminate(final Cluster terminatedCluster)
        {
        }

        /** {@inheritDoc} */
        public void close()
        {
            CloseHelper.quietCloseAll(container, driver);
        }
    }
}
