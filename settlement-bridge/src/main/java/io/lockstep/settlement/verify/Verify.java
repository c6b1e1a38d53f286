package io.lockstep.settlement.verify;

import io.aeron.driver.MediaDriver;
import io.lockstep.client.Checkpoint;
import io.lockstep.settlement.ClusterEventSource;
import io.lockstep.settlement.EventSource;
import io.lockstep.settlement.SettlementBridge;
import io.lockstep.settlement.SettlementConfiguration;
import org.agrona.CloseHelper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The verifier's process: prints one line per check, exits with 0 when all hold and 1 when one does not (2 for a bad
 * command line or configuration). Reads only.
 */
public final class Verify
{
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long NODE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int FRAGMENT_LIMIT = 256;
    private static final int EXIT_BROKEN = 1;
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private final SettlementConfiguration configuration;
    private final String aeronDir;
    private final List<Check> checks = new ArrayList<>();
    private final EventModel model = new EventModel();
    private final long startedMs = System.currentTimeMillis();
    private final List<String> stages = new ArrayList<>();
    private long stageStartedMs = startedMs;
    private StreamCheck truth;
    private int truthNode = -1;

    private Verify(final SettlementConfiguration configuration, final String aeronDir)
    {
        this.configuration = configuration;
        this.aeronDir = aeronDir;
    }

    /**
     * Verify, once.
     *
     * @param args the configuration file, or --help.
     */
    public static void main(final String[] args)
    {
        if (null == System.getProperty(LOG_CONFIGURATION))
        {
            // The bridge's log goes to where our lines go; ours must stay readable.
            System.setProperty(LOG_CONFIGURATION, "logback-verify.xml");
        }
        final SettlementConfiguration configuration = SettlementBridge.CommandLine.configuration(
            "Verify",
            "Compares the recorded events of all nodes, Kafka and the CQL store; exits 1 on a difference.", args);
        // Not the bridge's own driver: it may stop at any time.
        final String aeronDir = configuration.aeronDir() + "-verify-" + ProcessHandle.current().pid();
        int exitCode = EXIT_BROKEN;
        final MediaDriver driver = SettlementBridge.launchDriver(aeronDir);
        try
        {
            final Verify verify = new Verify(configuration, aeronDir);
            verify.run();
            exitCode = verify.report() ? 0 : EXIT_BROKEN;
        }
        catch (final Exception ex)
        {
            System.out.println("FAIL  verify: " + ex);
        }
        finally
        {
            CloseHelper.quietClose(driver);
        }
        System.exit(exitCode);
    }

    private boolean report()
    {
        boolean ok = true;
        for (final Check check : checks)
        {
            System.out.println(check.line());
            ok &= check.isOk();
        }
        System.out.println((ok ? "ok    " : "FAIL  ") + "all: " + checks.size() + " checks, " +
            model.events() + " events, " + (System.currentTimeMillis() - startedMs) + " ms (" +
            String.join(", ", stages) + ")");
        return ok;
    }

    private void endStage(final String name)
    {
        final long nowMs = System.currentTimeMillis();
        stages.add(name + " " + (nowMs - stageStartedMs));
        stageStartedMs = nowMs;
    }

    private void run() throws Exception
    {
        final Check nodes = new Check("nodes agree");
        final String[] archives = configuration.clusterArchives().split(",");
        final List<StreamCheck> streams = new ArrayList<>();
        final List<String> missing = new ArrayList<>();
        for (int node = 0; node < archives.length; node++)
        {
            final StreamCheck stream = readNode(node, archives[node].strip());
            endStage("node " + node);
            if (0 == stream.size())
            {
                missing.add("node " + node + " not reachable or empty");
                continue;
            }
            checks.addAll(stream.checks());
            streams.add(stream);
        }
        if (null == truth)
        {
            nodes.fail("no node could be read");
            checks.add(nodes);
            return;
        }
        for (final StreamCheck stream : streams)
        {
            if (stream != truth)
            {
                truth.compare(stream, nodes);
                nodes.require(stream.chainId() == truth.chainId(), () -> "chain ids differ");
            }
        }
        nodes.note(streams.size() + " of " + archives.length + " nodes" +
            (missing.isEmpty() ? "" : ", " + String.join(", ", missing)));
        checks.add(nodes);
        checks.addAll(model.checks());
        verifyStores(archives);
    }

    /**
     * The first node that can be read gives the truth, up to the moment when verification began or until it is quiet;
     * the others must agree as far as both go.
     */
    private StreamCheck readNode(final int node, final String archive) throws Exception
    {
        final StreamCheck stream = new StreamCheck("node " + node);
        final boolean isTruth = null == truth;
        final long[] lastTimeMs = {0};
        final long[] limit = {Long.MAX_VALUE};
        try (EventSource.Tail tail = source(archive).open(0, Checkpoint.START,
            (buffer, offset, length, eventSeq, endPosition, chainHash) ->
            {
                if (stream.size() >= limit[0])
                {
                    return;
                }
                stream.onEvent(buffer, offset, length, endPosition);
                if (isTruth)
                {
                    model.onEvent(buffer, offset);
                }
                lastTimeMs[0] = System.currentTimeMillis();
                if (clusterTimeMs(buffer, offset) >= startedMs)
                {
                    limit[0] = stream.size();
                }
            }))
        {
            final long startNs = System.nanoTime();
            long quietSinceNs = startNs;
            while (stream.size() < limit[0])
            {
                // Connecting and keeping alive are work too, but only events end the quiet.
                final long sizeBefore = stream.size();
                final int workCount = tail.poll(FRAGMENT_LIMIT);
                if (stream.size() > sizeBefore)
                {
                    quietSinceNs = System.nanoTime();
                    continue;
                }
                final long nowNs = System.nanoTime();
                if (stream.size() > 0 ? nowNs - quietSinceNs > QUIET_NS : nowNs - startNs > NODE_TIMEOUT_NS)
                {
                    break;
                }
                if (0 == workCount)
                {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
        }
        if (isTruth && stream.size() > 0)
        {
            truth = stream;
            truthNode = node;
        }
        return stream;
    }

    private static long clusterTimeMs(final org.agrona.DirectBuffer buffer, final int offset)
    {
        return TimeUnit.NANOSECONDS.toMillis(
            new io.lockstep.settlement.event.EventView().wrap(buffer, offset).header().clusterTimeNs());
    }

    private EventSource source(final String archive)
    {
        return new ClusterEventSource(archive, configuration.clusterKeyFile(), aeronDir, () -> false);
    }

    private void verifyStores(final String[] archives) throws Exception
    {
        long newestSeq = 0;
        try (KafkaReader reader = new KafkaReader(configuration))
        {
            reader.awaitEvent(truth.size());
            final KafkaCheck kafka = new KafkaCheck(truth, model);
            reader.read(kafka);
            checks.addAll(kafka.finish());
            newestSeq = Math.max(newestSeq, kafka.newestSeq());
        }
        catch (final Exception ex)
        {
            failed("kafka readable", ex);
        }
        endStage("kafka");
        try (StoreReader reader = new StoreReader(configuration))
        {
            reader.awaitEvent(truth.size());
            final StoreCheck store = new StoreCheck(truth, model);
            reader.read(store);
            checks.addAll(store.finish());
            newestSeq = Math.max(newestSeq, store.newestSeq());
        }
        catch (final Exception ex)
        {
            failed("cql readable", ex);
        }
        endStage("cql");
        verifyNoPhantom(archives, newestSeq);
    }

    /**
     * Nothing in a store may be newer than what the cluster has recorded.
     */
    private void verifyNoPhantom(final String[] archives, final long newestSeq) throws Exception
    {
        final Check phantoms = new Check("no event from nowhere");
        long recorded = truth.size();
        if (newestSeq > recorded)
        {
            final long[] seen = {0};
            try (EventSource.Tail tail = source(archives[truthNode].strip()).open(0, Checkpoint.START,
                (buffer, offset, length, eventSeq, endPosition, chainHash) -> seen[0] = eventSeq))
            {
                final long deadlineNs = System.nanoTime() + NODE_TIMEOUT_NS;
                while (seen[0] < newestSeq && System.nanoTime() - deadlineNs < 0)
                {
                    if (0 == tail.poll(FRAGMENT_LIMIT))
                    {
                        LockSupport.parkNanos(IDLE_NS);
                    }
                }
            }
            recorded = seen[0];
        }
        final long last = recorded;
        phantoms.require(newestSeq <= last,
            () -> "a store holds event " + newestSeq + ", the cluster has recorded " + last);
        checks.add(phantoms);
    }

    private void failed(final String name, final Exception ex)
    {
        final Check check = new Check(name);
        check.fail(ex.toString());
        checks.add(check);
    }
}
