package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.sbe.EventStream;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * What a node is to a tail: a media driver and an archive of its own, to which a stream of events is recorded with the
 * geometry of the product. A test turns the archive's crank through a thread, so that it can be made to hang.
 */
final class ArchiveNode implements AutoCloseable
{
    static final PrincipalKey KEY =
        new PrincipalKey("bridge", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private static final int LOWEST_PORT = 22_000;
    private static final int HIGHEST_PORT = 32_000;

    private final int port = freePort();
    private final File folder;
    private MediaDriver driver;
    private Archive archive;
    private Thread crank;
    private volatile boolean isRunning;
    private volatile boolean isHanging;
    private Aeron aeron;
    private AeronArchive client;
    private ExclusivePublication publication;

    ArchiveNode(final File folder)
    {
        this.folder = folder;
        start();
    }

    void start()
    {
        driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(new File(folder, "aeron").getAbsolutePath())
            .threadingMode(ThreadingMode.SHARED)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true));
        archive = Archive.launch(new Archive.Context()
            .aeronDirectoryName(driver.aeronDirectoryName())
            .archiveDir(new File(folder, "archive"))
            .controlChannel("aeron:udp?endpoint=" + endpoint())
            .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
            .recordingEventsEnabled(false)
            .segmentFileLength(EventStream.TERM_LENGTH)
            .threadingMode(ArchiveThreadingMode.INVOKER)
            .authenticatorSupplier(() -> new ChallengingAuthenticator(KEY)));
        isRunning = true;
        isHanging = false;
        crank = new Thread(this::turn, "archive-crank");
        crank.start();
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        client = AeronArchive.connect(new AeronArchive.Context()
            .aeron(aeron)
            .controlRequestChannel(archive.context().localControlChannel())
            .controlRequestStreamId(archive.context().localControlStreamId())
            .controlResponseChannel("aeron:ipc")
            .credentialsSupplier(KEY));
    }

    private void turn()
    {
        while (isRunning)
        {
            if (isHanging || 0 == archive.invoker().invoke())
            {
                LockSupport.parkNanos(100_000);
            }
        }
        archive.invoker().close();
    }

    String endpoint()
    {
        return "127.0.0.1:" + port;
    }

    /** From now on the archive does nothing, but is not closed. */
    void hang()
    {
        isHanging = true;
    }

    /** Start to record, from a position on that is 0 or where an earlier recording of the cluster would be. */
    void record(final long position)
    {
        final String channel = "aeron:ipc?alias=" + EventStream.ALIAS + "|term-length=" + EventStream.TERM_LENGTH +
            "|mtu=" + EventStream.MTU_LENGTH;
        final int termLength = EventStream.TERM_LENGTH;
        publication = aeron.addExclusivePublication(
            channel + "|init-term-id=" + EventStream.INITIAL_TERM_ID + "|term-id=" + (position / termLength) +
            "|term-offset=" + (position % termLength), EventStream.STREAM_ID);
        client.startRecording(
            "aeron:ipc?alias=" + EventStream.ALIAS + "|session-id=" + publication.sessionId(), EventStream.STREAM_ID,
            SourceLocation.LOCAL);
        Await.until(() -> "the recorder subscribes", publication::isConnected);
    }

    /** Record events of a script, by index; returns when the archive has them. */
    void append(final EventScript script, final int from, final int to)
    {
        for (int i = from; i < to; i++)
        {
            final UnsafeBuffer event = script.event(i);
            Await.until(
                () -> "the event is taken: " + event.capacity(),
                () -> publication.offer(event, 0, event.capacity()) > 0);
        }
        final long recordingId = recordingId();
        Await.until(
            () -> "all is recorded", () -> client.getRecordingPosition(recordingId) == publication.position());
    }

    /** Record a whole script from the beginning. */
    ArchiveNode recorded(final EventScript script)
    {
        record(0);
        append(script, 0, script.size());
        return this;
    }

    long position()
    {
        return publication.position();
    }

    private long recordingId()
    {
        final long[] recordingId = new long[1];
        Await.until(() -> "the recording is in the catalog", () ->
        {
            recordingId[0] = client.findLastMatchingRecording(
                0, "alias=" + EventStream.ALIAS, EventStream.STREAM_ID, publication.sessionId());
            return Aeron.NULL_VALUE != recordingId[0];
        });
        return recordingId[0];
    }

    /** The service of the node is gone, its archive is not. */
    void stopRecording()
    {
        final long recordingId = recordingId();
        publication.close();
        Await.until(
            () -> "the recording stops",
            () -> AeronArchive.NULL_POSITION != client.getStopPosition(recordingId));
    }

    /** {@inheritDoc} */
    public void close()
    {
        if (isRunning)
        {
            CloseHelper.quietCloseAll(client, aeron);
            isRunning = false;
            try
            {
                crank.join();
            }
            catch (final InterruptedException ex)
            {
                Thread.currentThread().interrupt();
            }
            CloseHelper.quietCloseAll(archive, driver);
        }
    }

    void delete()
    {
        close();
        IoUtil.delete(folder, true);
    }

    /**
     * A port that nobody has now, below the range from which the kernel serves those who ask for any: a node that is
     * down for a while must find its port free again.
     */
    static int freePort()
    {
        while (true)
        {
            final int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", port)))
            {
                return socket.getLocalPort();
            }
            catch (final BindException ex)
            {
                // Taken: the next, then.
                continue;
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }
    }
}
