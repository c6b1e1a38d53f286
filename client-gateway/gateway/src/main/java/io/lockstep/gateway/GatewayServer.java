package io.lockstep.gateway;

import ch.qos.logback.classic.LoggerContext;
import io.lockstep.gateway.cluster.ClusterAgent;
import io.lockstep.gateway.cluster.ClusterConnection;
import io.lockstep.gateway.http.GatewayRoutes;
import io.lockstep.gateway.http.HttpServer;
import io.lockstep.gateway.security.ApiKeyFile;
import org.agrona.CloseHelper;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemEpochMicroClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The gateway process: HTTP on one side, the cluster on the other. Exits with 0 after a signal, 1 when it cannot run, 2
 * when its configuration is wrong.
 */
public final class GatewayServer implements AutoCloseable
{
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayServer.class);
    private static final long SEND_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_TIMEOUT_S = 15;
    private static final int FILE_QUEUE_LENGTH = 16;
    private static final int MAX_SPINS = 10;
    private static final int MAX_YIELDS = 5;
    private static final String USAGE = """
        Usage: GatewayServer [--print-config] CONFIG.properties
               GatewayServer --help

        Serves the HTTP API of a Lockstep cluster. Keys of the configuration, with defaults:

        """;

    private final ThreadPoolExecutor fileExecutor;
    private final ClusterConnection connection;
    private final HttpServer server;

    /**
     * A gateway that is listening when this returns; it is ready when {@code /readyz} says so.
     *
     * @param configuration of it.
     * @throws IOException if the API keys cannot be read.
     */
    public GatewayServer(final GatewayConfiguration configuration) throws IOException
    {
        final ApiKeyFile keys = ApiKeyFile.load(configuration.apiKeysFile());
        final ClusterAgent agent = new ClusterAgent(
            configuration.maxInFlight(),
            SEND_TIMEOUT_NS,
            TimeUnit.MILLISECONDS.toNanos(configuration.readTimeoutMs()),
            SystemNanoClock.INSTANCE,
            new SystemEpochMicroClock()::microTime);
        fileExecutor = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(FILE_QUEUE_LENGTH),
            (task) -> new Thread(task, "api-keys-file"));
        ClusterConnection opened = null;
        try
        {
            opened = new ClusterConnection(
                new ClusterConnection.Settings(
                    configuration.ingress(), configuration.archives(), configuration.keyFile(),
                    configuration.egressHost(), configuration.aeronDirectory(), configuration.replyTimeoutMs(),
                    configuration.maxInFlight()),
                agent, idleStrategyOf(configuration));
            server = new HttpServer(
                configuration.httpHost(), configuration.httpPort(), configuration.eventLoops(),
                configuration.maxConnections(), configuration.maxBodyBytes(),
                GatewayRoutes.create(agent, keys, fileExecutor, new SystemEpochMicroClock()::microTime));
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietClose(opened);
            fileExecutor.shutdown();
            throw ex;
        }
        connection = opened;
        LOGGER.info("listening on {}:{} with {} API keys", configuration.httpHost(), server.port(), keys.size());
    }

    /**
     * Run the process.
     *
     * @param args see {@code --help}.
     */
    public static void main(final String[] args)
    {
        System.exit(run(args));
    }

    /** Port that is listened on. */
    int port()
    {
        return server.port();
    }

    /** Stop the cluster's thread first, which answers what is open, then the server that carries the answers. */
    @Override
    public void close()
    {
        connection.close();
        server.close();
        fileExecutor.shutdown();
    }

    private static int run(final String[] args)
    {
        if (1 == args.length && "--help".equals(args[0]))
        {
            System.out.print(USAGE + GatewayConfiguration.KEYS);
            return 0;
        }
        final boolean isPrint = 2 == args.length && "--print-config".equals(args[0]);
        if (!isPrint && 1 != args.length)
        {
            System.err.print(USAGE + GatewayConfiguration.KEYS);
            return 2;
        }
        try
        {
            final GatewayConfiguration configuration =
                GatewayConfiguration.load(Path.of(args[args.length - 1]));
            if (isPrint)
            {
                System.out.print(configuration.describe());
                return 0;
            }
            serve(configuration);
            return 0;
        }
        catch (final IllegalArgumentException | IOException | UncheckedIOException ex)
        {
            System.err.println("configuration: " + ex.getMessage());
            return 2;
        }
        catch (final InterruptedException | RuntimeException ex)
        {
            LOGGER.error("gateway failed", ex);
            return 1;
        }
    }

    private static void serve(final GatewayConfiguration configuration) throws IOException, InterruptedException
    {
        final CountDownLatch signalled = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        final Thread hook = new Thread(() -> stop(signalled, closed), "shutdown");
        try (GatewayServer gateway = new GatewayServer(configuration))
        {
            Runtime.getRuntime().addShutdownHook(hook);
            signalled.await();
            LOGGER.info("stopping, port {} closes", gateway.port());
        }
        finally
        {
            closed.countDown();
        }
    }

    /** Runs in the hook of a signal. Halting says 0 where the JVM's own exit would say that a signal ended it. */
    private static void stop(final CountDownLatch signalled, final CountDownLatch closed)
    {
        signalled.countDown();
        boolean isClosed = false;
        try
        {
            isClosed = closed.await(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        }
        catch (final InterruptedException ex)
        {
            LOGGER.warn("interrupted while stopping");
        }
        ((LoggerContext)LoggerFactory.getILoggerFactory()).stop();
        Runtime.getRuntime().halt(isClosed ? 0 : 1);
    }

    private static IdleStrategy idleStrategyOf(final GatewayConfiguration configuration)
    {
        return switch (configuration.idle())
        {
            case YIELD -> new YieldingIdleStrategy();
            case SPIN -> new BusySpinIdleStrategy();
            default -> new BackoffIdleStrategy(
                MAX_SPINS, MAX_YIELDS, TimeUnit.MICROSECONDS.toNanos(1),
                TimeUnit.MICROSECONDS.toNanos(configuration.maxParkUs()));
        };
    }
}
