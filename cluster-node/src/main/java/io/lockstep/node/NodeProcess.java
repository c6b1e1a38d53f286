package io.lockstep.node;

import ch.qos.logback.classic.LoggerContext;
import org.agrona.concurrent.ShutdownSignalBarrier;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/**
 * A node as a process: arguments, log, signals, exit code.
 */
final class NodeProcess
{
    private static final int CLEAN = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE_CONFIGURATION = 2;
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private NodeProcess()
    {
    }

    static void run(final String[] args)
    {
        if (null == System.getProperty(LOG_CONFIGURATION))
        {
            System.setProperty(LOG_CONFIGURATION, "io/lockstep/node/logback.xml");
        }
        // Registers before anything else does, so that a signal ends in this method and not in a half-stopped JVM. It
        // is left open and the process halted, because a JVM that ends by a signal has no exit code of its own.
        final ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();
        final int exitCode = exitCode(args, barrier);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
        {
            context.stop();
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private static int exitCode(final String[] args, final ShutdownSignalBarrier barrier)
    {
        if (1 != args.length)
        {
            System.err.println(usage());
            return UNUSABLE_CONFIGURATION;
        }
        if ("--help".equals(args[0]) || "-h".equals(args[0]))
        {
            System.out.println(usage());
            return CLEAN;
        }
        try
        {
            return runNode(NodeConfiguration.read(Path.of(args[0])), barrier);
        }
        catch (final ConfigurationException ex)
        {
            System.err.println(ex.getMessage());
            return UNUSABLE_CONFIGURATION;
        }
        catch (final RuntimeException ex)
        {
            NodeLog.LOG.error("node cannot run", ex);
            return FAILED;
        }
    }

    private static String usage()
    {
        return "usage: ExchangeNode CONFIG.properties" + System.lineSeparator() + NodeConfiguration.HELP;
    }

    private static int runNode(final NodeConfiguration configuration, final ShutdownSignalBarrier barrier)
    {
        try (ExchangeNode node = ExchangeNode.launch(configuration))
        {
            NodeLog.LOG.info("node {} is running, http port {}", configuration.nodeId(), node.httpPort());
            final Thread relay = new Thread(() -> relayFailure(node, barrier), "failure-relay");
            relay.setDaemon(true);
            relay.start();
            barrier.await();
            NodeLog.LOG.info("node {} is stopping, failed={}", configuration.nodeId(), node.hasFailed());
            return node.hasFailed() ? FAILED : CLEAN;
        }
    }

    private static void relayFailure(final ExchangeNode node, final ShutdownSignalBarrier barrier)
    {
        try
        {
            node.awaitFailure();
            barrier.signal();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}
