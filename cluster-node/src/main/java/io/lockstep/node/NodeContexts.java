package io.lockstep.node;

import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.NanosecondClusterClock;
import io.aeron.cluster.PriorityHeapTimerServiceSupplier;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.NoOpLock;

import java.io.File;
import java.util.concurrent.TimeUnit;

/**
 * Aeron's settings for one node, all that matter in one place. The two sync levels are written out because each has a
 * default of its own that loses votes or data; the two checksums because a page that was not written reads as zeros.
 * <p>
 * Mark files live with the media driver's files: whoever holds the lock of the data folder is the only node on it, so
 * a node that was killed need not wait for the marks of its former self to grow old.
 */
final class NodeContexts
{
    private static final int LOG_TERM_LENGTH = 16 * 1024 * 1024;
    private static final int IPC_TERM_LENGTH = 4 * 1024 * 1024;
    private static final int PUBLICATION_TERM_LENGTH = 1024 * 1024;
    private static final int SEGMENT_LENGTH = 64 * 1024 * 1024;
    private static final int MAX_SESSIONS = 100;
    private static final int MAX_REPLAYS = 40;
    private static final int ERROR_BUFFER_LENGTH = 1024 * 1024;

    private final NodeConfiguration configuration;
    private final Principals principals;
    private final AgentWatch watch;
    private final ErrorHandler errorHandler;
    private final Runnable terminationHook;
    private final File aeronDir;
    private final File archiveDir;
    private final File clusterDir;

    NodeContexts(
        final NodeConfiguration configuration,
        final Principals principals,
        final AgentWatch watch,
        final ErrorHandler errorHandler,
        final Runnable terminationHook)
    {
        this.configuration = configuration;
        this.principals = principals;
        this.watch = watch;
        this.errorHandler = errorHandler;
        this.terminationHook = terminationHook;
        aeronDir = new File(configuration.aeronDirectoryName());
        archiveDir = configuration.dataDir().resolve("archive").toFile();
        clusterDir = configuration.dataDir().resolve("cluster").toFile();
    }

    MediaDriver.Context mediaDriver()
    {
        return new MediaDriver.Context()
            .aeronDirectoryName(configuration.aeronDirectoryName())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .sharedThreadFactory(watch.threadFactory("media-driver"))
            .sharedIdleStrategy(configuration.idleMode().newStrategy())
            .ipcTermBufferLength(IPC_TERM_LENGTH)
            .publicationTermBufferLength(PUBLICATION_TERM_LENGTH)
            .termBufferSparseFile(true)
            .spiesSimulateConnection(true)
            .errorHandler(errorHandler)
            .terminationHook(terminationHook);
    }

    Archive.Context archive()
    {
        return new Archive.Context()
            .aeronDirectoryName(configuration.aeronDirectoryName())
            .archiveDir(archiveDir)
            .markFileDir(aeronDir)
            .deleteArchiveOnStart(false)
            .controlChannel(udp(configuration.self().archiveEndpoint()))
            .replicationChannel(udp(configuration.self().host() + ":0"))
            .archiveClientContext(new AeronArchive.Context()
                .controlResponseChannel(udp(configuration.self().host() + ":0"))
                .credentialsSupplier(ownKey()))
            .authenticatorSupplier(() -> new ChallengeAuthenticator(principals))
            .authorisationServiceSupplier(() -> ArchiveAuthorisation.INSTANCE)
            .threadingMode(ArchiveThreadingMode.SHARED)
            .threadFactory(watch.threadFactory("archive"))
            .idleStrategySupplier(() -> configuration.idleMode().newArchiveStrategy(configuration.profile()))
            .fileSyncLevel(configuration.profile().fileSyncLevel())
            .catalogFileSyncLevel(configuration.profile().fileSyncLevel())
            .recordChecksum(Checksums.crc32c())
            .replayChecksum(Checksums.crc32c())
            .recordingEventsEnabled(false)
            .segmentFileLength(SEGMENT_LENGTH)
            .maxConcurrentReplays(MAX_REPLAYS)
            .errorBufferLength(ERROR_BUFFER_LENGTH)
            .errorHandler(errorHandler);
    }

    ConsensusModule.Context consensusModule()
    {
        return new ConsensusModule.Context()
            .aeronDirectoryName(configuration.aeronDirectoryName())
            .clusterDir(clusterDir)
            .markFileDir(aeronDir)
            .deleteDirOnStart(false)
            .clusterMemberId(configuration.nodeId())
            .clusterMembers(configuration.clusterMembers())
            .ingressChannel(new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA).termLength(PUBLICATION_TERM_LENGTH).build())
            .logChannel(new ChannelUriStringBuilder()
                .media(CommonContext.UDP_MEDIA).termLength(LOG_TERM_LENGTH).alias("log").build())
            .replicationChannel(udp(configuration.self().host() + ":0"))
            .archiveContext(localArchive())
            .fileSyncLevel(configuration.profile().fileSyncLevel())
            .clusterClock(new NanosecondClusterClock())
            .timerServiceSupplier(new PriorityHeapTimerServiceSupplier())
            .maxConcurrentSessions(MAX_SESSIONS)
            .sessionTimeoutNs(TimeUnit.SECONDS.toNanos(10))
            .leaderHeartbeatTimeoutNs(TimeUnit.SECONDS.toNanos(1))
            .leaderHeartbeatIntervalNs(TimeUnit.MILLISECONDS.toNanos(100))
            .electionTimeoutNs(TimeUnit.MILLISECONDS.toNanos(500))
            .electionStatusIntervalNs(TimeUnit.MILLISECONDS.toNanos(100))
            .startupCanvassTimeoutNs(TimeUnit.SECONDS.toNanos(5))
            .authenticatorSupplier(() -> new ChallengeAuthenticator(principals))
            .authorisationServiceSupplier(() -> ClusterAuthorisation.INSTANCE)
            .threadFactory(watch.threadFactory("consensus-module"))
            .idleStrategySupplier(configuration.idleMode()::newStrategy)
            .errorHandler(errorHandler)
            .terminationHook(terminationHook);
    }

    ClusteredServiceContainer.Context container(final ClusteredService service)
    {
        return new ClusteredServiceContainer.Context()
            .aeronDirectoryName(configuration.aeronDirectoryName())
            .clusterDir(clusterDir)
            .markFileDir(aeronDir)
            .archiveContext(localArchive())
            .clusteredService(service)
            .serviceName("exchange")
            .threadFactory(watch.threadFactory("exchange-service"))
            .idleStrategySupplier(configuration.idleMode()::newStrategy)
            .errorHandler(errorHandler)
            .terminationHook(terminationHook);
    }

    private AeronArchive.Context localArchive()
    {
        return new AeronArchive.Context()
            .aeronDirectoryName(configuration.aeronDirectoryName())
            .controlRequestChannel(AeronArchive.Configuration.localControlChannel())
            .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
            .controlResponseChannel(AeronArchive.Configuration.localControlChannel())
            .credentialsSupplier(ownKey())
            .lock(NoOpLock.INSTANCE);
    }

    private ChallengeResponse ownKey()
    {
        final String id = Principals.NODE_PRINCIPAL_ID;
        return new ChallengeResponse(id, principals.get(id).secret());
    }

    private static String udp(final String endpoint)
    {
        return new ChannelUriStringBuilder().media(CommonContext.UDP_MEDIA).endpoint(endpoint).build();
    }
}
