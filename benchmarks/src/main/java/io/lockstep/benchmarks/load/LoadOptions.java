package io.lockstep.benchmarks.load;

import io.lockstep.client.EventTail;
import io.lockstep.client.ExchangeClient;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import picocli.CommandLine;
import picocli.CommandLine.Option;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The command line. Filled by picocli, checked by {@link #validate}, read by the client.
 */
final class LoadOptions
{
    /** Ways to the exchange. */
    enum Transport
    {
        /** An SBE session over Aeron UDP. */
        sbe,
        /** Signed requests to the gateway. */
        http
    }

    /** How the sending thread waits. */
    enum Idle
    {
        /** Sleeps up to 50 µs: kind to what runs beside it, and counted in the latency. */
        backoff,
        /** Yields the core. */
        yield,
        /** Keeps the core. */
        spin
    }

    private static final int SBE_ACCOUNTS = 1_000;
    private static final int HTTP_ACCOUNTS = 100;
    private static final int MAX_IN_FLIGHT = 65_536;
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int SPINS = 20;
    private static final int YIELDS = 20;

    @Option(names = "--transport", defaultValue = "sbe", paramLabel = "sbe|http",
        description = "Way to the exchange (default: ${DEFAULT-VALUE}).")
    Transport transport;

    @Option(names = "--rate", defaultValue = "1000", paramLabel = "N",
        description = "New orders a second; cancels come on top (default: ${DEFAULT-VALUE}).")
    long rate;

    @Option(names = "--duration", defaultValue = "60", paramLabel = "S",
        description = "Measured time in seconds (default: ${DEFAULT-VALUE}).")
    long durationS;

    @Option(names = "--warm-up", defaultValue = "10", paramLabel = "S",
        description = "Time before it, in seconds: sent and answered, not measured (default: ${DEFAULT-VALUE}).")
    long warmUpS;

    @Option(names = "--accounts", paramLabel = "N",
        description = "Accounts that trade, an even number (default: 1000 over SBE, 100 over HTTP).")
    Integer accounts;

    @Option(names = "--first-account", defaultValue = "400001", paramLabel = "ID",
        description = "Id of the first of them (default: ${DEFAULT-VALUE}).")
    long firstAccountId;

    @Option(names = "--rest-percent", defaultValue = "20", paramLabel = "N",
        description = "Orders of a hundred that rest and are cancelled; the others are pairs of a sell and a buy that" +
        " meet (default: ${DEFAULT-VALUE}).")
    int restPercent;

    @Option(names = "--cancel-after", defaultValue = "100", paramLabel = "MS",
        description = "From a resting order being due to its cancel being due (default: ${DEFAULT-VALUE}).")
    long cancelAfterMs;

    @Option(names = "--answer-timeout", defaultValue = "10", paramLabel = "S",
        description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
    long answerTimeoutS;

    @Option(names = "--idle", defaultValue = "backoff", paramLabel = "backoff|yield|spin",
        description = "How the sending thread waits; spin only on a core of its own (default: ${DEFAULT-VALUE}).")
    Idle idle;

    @Option(names = "--cluster-ingress",
        defaultValue = "0=127.0.0.1:20002,1=127.0.0.1:20102,2=127.0.0.1:20202", paramLabel = "ID=HOST:PORT,...",
        description = "Ingress of the nodes (default: ${DEFAULT-VALUE}).")
    String clusterIngress;

    @Option(names = "--cluster-archives",
        defaultValue = "127.0.0.1:20001,127.0.0.1:20101,127.0.0.1:20201", paramLabel = "HOST:PORT,...",
        description = "Archives of the nodes, for --rows over HTTP (default: ${DEFAULT-VALUE}).")
    String clusterArchives;

    @Option(names = "--cluster-key-file", paramLabel = "FILE",
        description = "Key of a principal with the roles GATEWAY, CASHIER, ADMIN for SBE; BRIDGE for --rows over HTTP.")
    Path clusterKeyFile;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of a running media driver (default: a driver of its own).")
    String aeronDir;

    @Option(names = "--gateway-url", defaultValue = "http://127.0.0.1:3001", paramLabel = "URL",
        description = "The gateway (default: ${DEFAULT-VALUE}).")
    URI gatewayUrl;

    @Option(names = "--admin-key-file", paramLabel = "FILE",
        description = "API key with ADMIN, one line key:secret; for HTTP.")
    Path adminKeyFile;

    @Option(names = "--cashier-key-file", paramLabel = "FILE",
        description = "API key with CASHIER, one line key:secret; for HTTP.")
    Path cashierKeyFile;

    @Option(names = "--api-keys-file", paramLabel = "FILE",
        description = "The gateway's key file, to use the accounts' keys of an earlier run again; others are created.")
    Path apiKeysFile;

    @Option(names = "--connections", defaultValue = "64", paramLabel = "N",
        description = "HTTP connections, each with one request out (default: ${DEFAULT-VALUE}).")
    int connections;

    @Option(names = "--rows", description = "Time the rows in the database as well, by the bridge's progress.")
    boolean isTimingRows;

    @Option(names = "--row-poll", defaultValue = "5", paramLabel = "MS",
        description = "How often that is looked at, the resolution of row times (default: ${DEFAULT-VALUE}).")
    long rowPollMs;

    @Option(names = "--bridge-url", defaultValue = "http://127.0.0.1:3011", paramLabel = "URL",
        description = "The settlement bridge, for --rows and --find-max (default: ${DEFAULT-VALUE}).")
    URI bridgeUrl;

    @Option(names = "--no-bridge", description = "Leave the bridge out of --find-max.")
    boolean isWithoutBridge;

    @Option(names = "--histogram", paramLabel = "FILE", description = "Write an HdrHistogram log.")
    Path histogramFile;

    @Option(names = "--find-max",
        description = "Start at --rate and step up, holding each step for --duration, until something is lost, not" +
        " answered or refused, or the bridge is not done 10 s after a step; print the highest rate sustained.")
    boolean isFindingMax;

    @Option(names = "--find-max-factor", defaultValue = "1.25", paramLabel = "F",
        description = "From one step to the next (default: ${DEFAULT-VALUE}).")
    double findMaxFactor;

    @Option(names = "--find-max-steps", defaultValue = "30", paramLabel = "N",
        description = "Most steps (default: ${DEFAULT-VALUE}).")
    int findMaxSteps;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean isHelp;

    /**
     * @param commandLine to name in the exception.
     * @throws CommandLine.ParameterException naming the option and the rule.
     */
    void validate(final CommandLine commandLine)
    {
        if (null == accounts)
        {
            accounts = Transport.sbe == transport ? SBE_ACCOUNTS : HTTP_ACCOUNTS;
        }
        final Rules rules = new Rules(commandLine);
        rules.require(rate >= 1 && rate <= 10_000_000, "--rate", "must be 1 to 10000000");
        rules.require(durationS >= 1 && durationS <= 86_400, "--duration", "must be 1 to 86400");
        rules.require(warmUpS >= 0 && warmUpS <= 3_600, "--warm-up", "must be 0 to 3600");
        rules.require(
            accounts >= 2 && accounts <= 1_000_000 && 0 == accounts % 2, "--accounts", "must be even, 2 to 1000000");
        rules.require(firstAccountId > 1, "--first-account", "must be 2 or more");
        rules.require(restPercent >= 0 && restPercent <= 100, "--rest-percent", "must be 0 to 100");
        rules.require(cancelAfterMs >= 0 && cancelAfterMs <= 60_000, "--cancel-after", "must be 0 to 60000");
        rules.require(answerTimeoutS >= 1 && answerTimeoutS <= 600, "--answer-timeout", "must be 1 to 600");
        rules.require(connections >= 1 && connections <= 10_000, "--connections", "must be 1 to 10000");
        rules.require(rowPollMs >= 1 && rowPollMs <= 1_000, "--row-poll", "must be 1 to 1000");
        rules.require(findMaxFactor > 1 && findMaxFactor <= 10, "--find-max-factor", "must be above 1, at most 10");
        rules.require(findMaxSteps >= 1, "--find-max-steps", "must be 1 or more");
        if (isUsingCluster())
        {
            rules.require(null != clusterKeyFile, "--cluster-key-file", "must be given");
        }
        if (Transport.http == transport)
        {
            rules.require(null != adminKeyFile, "--admin-key-file", "must be given for HTTP");
            rules.require(null != cashierKeyFile, "--cashier-key-file", "must be given for HTTP");
            rules.url(gatewayUrl, "--gateway-url");
        }
        if (isUsingBridge())
        {
            rules.url(bridgeUrl, "--bridge-url");
        }
        rules.require(!(isTimingRows && isWithoutBridge), "--rows", "cannot go with --no-bridge");
    }

    private record Rules(CommandLine commandLine)
    {
        private void require(final boolean isMet, final String option, final String rule)
        {
            if (!isMet)
            {
                throw new CommandLine.ParameterException(commandLine, option + ": " + rule);
            }
        }

        private void url(final URI url, final String option)
        {
            require(
                "http".equals(url.getScheme()) && null != url.getHost() && url.getPort() > 0, option,
                "must be http://host:port");
        }
    }

    private boolean isUsingCluster()
    {
        return Transport.sbe == transport || isTimingRows;
    }

    /**
     * @return whether the bridge is looked at.
     */
    boolean isUsingBridge()
    {
        return isTimingRows || isFindingMax && !isWithoutBridge;
    }

    /**
     * @param runId         of the run.
     * @param ratePerSecond of the run.
     * @return the run.
     */
    LoadPlan plan(final String runId, final long ratePerSecond)
    {
        return new LoadPlan(
            runId,
            ratePerSecond,
            TimeUnit.SECONDS.toNanos(warmUpS),
            TimeUnit.SECONDS.toNanos(durationS),
            accounts,
            restPercent,
            TimeUnit.MILLISECONDS.toNanos(cancelAfterMs),
            answerTimeoutNs());
    }

    /**
     * @return how long an answer may take.
     */
    long answerTimeoutNs()
    {
        return TimeUnit.SECONDS.toNanos(answerTimeoutS);
    }

    /**
     * @return configuration of an SBE client, all but the listener.
     */
    ExchangeClient.Context clientContext()
    {
        return new ExchangeClient.Context()
            .ingressEndpoints(clusterIngress)
            .aeronDirectoryName(aeronDir)
            .keyFile(clusterKeyFile)
            .replyTimeoutNs(answerTimeoutNs())
            .maxInFlight(MAX_IN_FLIGHT);
    }

    /**
     * @return configuration of an event tail, all but the handler.
     */
    EventTail.Context tailContext()
    {
        return new EventTail.Context()
            .archives(clusterArchives)
            .aeronDirectoryName(aeronDir)
            .keyFile(clusterKeyFile);
    }

    /**
     * @return a new idle strategy for the sending thread.
     */
    IdleStrategy idleStrategy()
    {
        switch (idle)
        {
            case yield:
                return YieldingIdleStrategy.INSTANCE;

            case spin:
                return BusySpinIdleStrategy.INSTANCE;

            default:
                return new BackoffIdleStrategy(SPINS, YIELDS, MAX_PARK_NS / 4, MAX_PARK_NS);
        }
    }
}
