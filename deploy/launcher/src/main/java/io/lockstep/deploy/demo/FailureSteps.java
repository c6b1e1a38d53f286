package io.lockstep.deploy.demo;

import io.lockstep.deploy.cluster.BlockingClient;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.ExchangeParts;
import io.lockstep.deploy.parts.NodeStatus;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.Foreground;
import io.lockstep.deploy.process.LogTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Killing the leader, bringing it back, stopping and starting everything. Used from one thread.
 */
final class FailureSteps
{
    private static final long FAILOVER_TIMEOUT_MS = 40_000;
    private static final long CATCH_UP_TIMEOUT_MS = 60_000;

    private static final long VERIFY_TIMEOUT_MS = 180_000;

    private final World world;
    private final Checks checks;
    private final TradingSteps trading;
    private int killed = NodeStatus.NO_LEADER;
    private String stateHash;

    FailureSteps(final World world, final TradingSteps trading)
    {
        this.world = world;
        this.checks = world.checks();
        this.trading = trading;
    }

    void logsHoldNoErrors()
    {
        for (final String process : world.instance().processNames())
        {
            if (!Instance.KAFKA.equals(process) && !Instance.CASSANDRA.equals(process))
            {
                final Path log = world.instance().log(process);
                try (Stream<String> lines = Files.lines(log))
                {
                    final List<String> errors = lines.filter((line) -> line.contains("\"level\":\"ERROR\"")).toList();
                    checks.that("log of " + process + " holds no error", errors.isEmpty(),
                        errors.isEmpty() ? "" : errors.get(0));
                }
                catch (final IOException ex)
                {
                    throw new UncheckedIOException(ex);
                }
            }
        }
    }

    void killTheLeader()
    {
        final long before = world.eventSeq();
        try (BlockingClient buyer = new BlockingClient(world.instance(), "trader-1002"))
        {
            killed = world.nodes().leader();
            if (NodeStatus.NO_LEADER == killed)
            {
                throw new CommandFailure("no node says that it leads");
            }
            checks.that("kill -9 of the leader, node " + killed, world.exchange().killNode(killed),
                "it was not running");
            final long[] anyBalance = new long[1];
            checks.eventually("the gateway answers", FAILOVER_TIMEOUT_MS, () ->
            {
                final long[] balance = world.market().balance(Market.SELLER, Market.BTC);
                anyBalance[0] = null == balance ? -1 : balance[0];
                return null == balance ? "no answer" : "";
            });
            trading.balancesBeforeTheSecondTrade();
            trading.tradeAgain(buyer);
        }
        checks.eventually("another node leads", FAILOVER_TIMEOUT_MS, () ->
        {
            final int leader = world.nodes().leader();
            return NodeStatus.NO_LEADER == leader || leader == killed ? "no new leader" : "";
        });
        trading.balancesAtTheEnd();
        checks.that("eventSeq goes on", world.eventSeq() > before, before + " before, " + world.eventSeq() + " now");
    }

    void bringItBack()
    {
        world.exchange().startNode(killed);
        checks.eventually("node " + killed + " has caught up: same event, same chain hash on all nodes",
            CATCH_UP_TIMEOUT_MS, () ->
            {
                final TreeSet<String> told = new TreeSet<>();
                for (int i = 0; i < world.nodeCount(); i++)
                {
                    final Map<String, Object> status = world.nodes().of(i);
                    told.add(status.get("eventSeq") + "/" + status.get("chainHash"));
                }
                return 1 == told.size() && !told.first().startsWith("null") ? "" : told.toString();
            });
        stateHash = world.agreedStateHash();
    }

    void verify()
    {
        final Path log = world.instance().log("verify");
        final int code = Foreground.run("verify", new ProcessBuilder(
            new ExchangeParts(SourceTree.find(), world.instance()).verifyCommand())
            .directory(world.instance().dir().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile()), VERIFY_TIMEOUT_MS);
        checks.equal("exit code of verify", 0, code);
        LogTail.lastLines(log, 12).forEach(checks::note);
    }

    void stopAndStartEverything()
    {
        checks.that("everything stopped by itself", world.exchange().down(), "a process had to be killed");
        world.exchange().up(new TreeSet<>(world.instance().processNames()));
        checks.equal("state hash after the restart", stateHash, world.agreedStateHash());
        trading.balancesAtTheEnd();
    }
}
