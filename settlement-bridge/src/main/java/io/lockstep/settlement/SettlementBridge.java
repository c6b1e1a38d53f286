package io.lockstep.settlement;

import ch.qos.logback.classic.LoggerContext;
import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.settlement.cql.CqlSink;
import io.lockstep.settlement.journal.EventJournal;
import io.lockstep.settlement.kafka.KafkaSink;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The bridge's process. One thread tails the cluster into the journal, one thread drives each sink, one thread sends
 * acknowledgements; they share volatile figures and the journal only.
 * <p>
 * Exit codes: 0 after SIGTERM, 1 when it failed to start, 2 for a bad command line or configuration.
 */
public final class SettlementBridge implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(SettlementBridge.class);
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;

    private final MediaDriver driver;
    private final EventJournal journal;
    private final TailAgent tail;
    private final List<SinkRunner> runners;
    private final AckSender acks;
    private final StatusServer statusServer;

    /**
     * Start everything.
     *
     * @param configuration checked.
     * @throws IOException when the HTTP port is taken.
     */
    public SettlementBridge(final SettlementConfiguration configuration) throws IOException
    {
        driver = launchDriver(configuration.aeronDir());
        journal = EventJournal.open(configuration.journalDir());
        final SinkStatus kafkaStatus = new SinkStatus();
        final SinkStatus cqlStatus = new SinkStatus();
        final List<SinkStatus> statuses = List.of(kafkaStatus, cqlStatus);
        final LeaderView leader = new LeaderView();
        tail = new TailAgent(
            new ClusterEventSource(configuration.clusterArchives(), configuration.clusterKeyFile(),
            configuration.aeronDir(), leader::isPresent), journal, statuses);
        acks = new AckSender(configuration, statuses, tail::position);
        leader.acks = acks;
        final int maxEvents = configuration.batchMaxEvents();
        runners = List.of(
            new SinkRunner(
            new KafkaSink(configuration, kafkaStatus), kafkaStatus, journal, tail::journalDamaged, maxEvents),
            new SinkRunner(
            new CqlSink(configuration, cqlStatus), cqlStatus, journal, tail::journalDamaged, maxEvents));
        statusServer = new StatusServer(configuration.httpHost(), configuration.httpPort(), tail, runners, acks);
        runners.forEach(SinkRunner::start);
        tail.start();
        acks.start();
    }

    /** The ack sender's session is what tells whether the cluster has a leader. */
    private static final class LeaderView
    {
        private volatile AckSender acks;

        private boolean isPresent()
        {
            return null != acks && acks.isConnected();
        }
    }

    @Override
    public void close()
    {
        LOG.info("bridge stops");
        runners.forEach(SinkRunner::stop);
        tail.stop();
        acks.stop();
        CloseHelper.quietClose(statusServer);
        CloseHelper.quietCloseAll(runners);
        CloseHelper.quietCloseAll(tail, acks, journal, driver);
        LOG.info("bridge stopped");
    }

    /**
     * Run until told to stop.
     *
     * @param args the configuration file, or --help.
     */
    public static void main(final String[] args)
    {
        final SettlementConfiguration configuration = CommandLine.configuration(
            "SettlementBridge", "Writes the cluster's events to Kafka and a CQL store until SIGTERM.", args);
        final CountDownLatch stop = new CountDownLatch(1);
        final CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() ->
        {
            stop.countDown();
            try
            {
                if (!stopped.await(20, TimeUnit.SECONDS))
                {
                    Runtime.getRuntime().halt(EXIT_FAILED);
                }
            }
            catch (final InterruptedException ex)
            {
                Thread.currentThread().interrupt();
            }
            flushLog();
            // The JVM would report the signal; a clean stop is a success.
            Runtime.getRuntime().halt(0);
        }, "shutdown"));
        try (SettlementBridge bridge = new SettlementBridge(configuration))
        {
            LOG.info("bridge started, status on port {}", bridge.statusServer.port());
            stop.await();
        }
        catch (final Exception ex)
        {
            LOG.error("bridge failed to start", ex);
            flushLog();
            Runtime.getRuntime().halt(EXIT_FAILED);
        }
        finally
        {
            stopped.countDown();
        }
    }

    private static void flushLog()
    {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
        {
            context.stop();
        }
    }

    /**
     * Use the driver that runs in a folder, or start one there.
     *
     * @param aeronDir folder.
     * @return the driver that was started, or null.
     */
    public static MediaDriver launchDriver(final String aeronDir)
    {
        final File folder = Path.of(aeronDir).toFile();
        if (CommonContext.isDriverActive(folder, TimeUnit.SECONDS.toMillis(5), LOG::debug))
        {
            return null;
        }
        return MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(aeronDir)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(
            1, 1, TimeUnit.MICROSECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(1)))
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .spiesSimulateConnection(false));
    }

    /** What the two mains of this module share. */
    public static final class CommandLine
    {
        private CommandLine()
        {
        }

        /**
         * Read the command line; does not return when there is nothing to run.
         *
         * @param name    of the main class.
         * @param purpose one line.
         * @param args    of the process.
         * @return the configuration.
         */
        public static SettlementConfiguration configuration(
            final String name, final String purpose, final String[] args)
        {
            if (args.length == 1 && ("--help".equals(args[0]) || "-h".equals(args[0])))
            {
                System.out.println("Usage: " + name + " CONFIG.properties\n" + purpose + "\n\n" +
                    SettlementConfiguration.KEYS);
                System.exit(0);
            }
            if (args.length != 1)
            {
                System.err.println("Usage: " + name + " CONFIG.properties (or --help)");
                System.exit(EXIT_USAGE);
            }
            try
            {
                return SettlementConfiguration.load(Path.of(args[0]));
            }
            catch (final ConfigurationException ex)
            {
                System.err.println(ex.getMessage());
                System.exit(EXIT_USAGE);
                throw ex;
            }
        }
    }
}
