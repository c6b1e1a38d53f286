package io.lockstep.deploy.cluster;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.client.ExchangeClient;
import io.lockstep.client.ExchangeListener;
import io.lockstep.deploy.instance.DirectoryTree;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;
import io.lockstep.sbe.common.Bool;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.agrona.CloseHelper;

/**
 * Speaks SBE with the cluster, one command at a time: sends it and waits for its answer. For tools; what must be fast
 * uses {@link ExchangeClient} itself. Used from one thread.
 */
public final class BlockingClient implements AutoCloseable
{
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Path aeronDir;
    private final MediaDriver driver;
    private final ExchangeClient client;
    private final Map<Integer, Reply.Balance> balances = new HashMap<>();
    private long awaited;
    private Reply reply;

    /**
     * Open a session.
     *
     * @param instance  whose cluster it is.
     * @param principal whose key is used.
     * @throws CommandFailure if no session can be opened.
     */
    public BlockingClient(final Instance instance, final String principal)
    {
        // In the instance's name, so that stopping the instance also removes what a killed tool left.
        aeronDir = instance.aeronDir("tool-" + principal + "-" + ProcessHandle.current().pid());
        MediaDriver startedDriver = null;
        try
        {
            startedDriver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(aeronDir.toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
            client = ExchangeClient.connect(new ExchangeClient.Context()
                .ingressEndpoints(instance.settings().ports().clusterIngress())
                .aeronDirectoryName(aeronDir.toString())
                .keyFile(instance.clusterKeyFile(principal))
                .connectTimeoutNs(TIMEOUT_NS)
                .replyTimeoutNs(TIMEOUT_NS)
                .listener(new Listener()));
            driver = startedDriver;
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietClose(startedDriver);
            DirectoryTree.delete(aeronDir);
            throw new CommandFailure("no session with the cluster as " + principal + ": " + ex.getMessage(), ex);
        }
    }

    /**
     * Send one command and wait for its answer.
     *
     * @param command that sends it with the client it is given, and returns what that returned.
     * @return the answer; {@link Reply#UNKNOWN} if none came.
     * @throws CommandFailure if it could not be sent.
     */
    public Reply send(final ToLongFunction<ExchangeClient> command)
    {
        reply = null;
        balances.clear();
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        long correlationId = command.applyAsLong(client);
        while (ExchangeClient.BACK_PRESSURED == correlationId || ExchangeClient.NOT_CONNECTED == correlationId)
        {
            if (System.nanoTime() - deadlineNs >= 0)
            {
                throw new CommandFailure("the cluster takes no command: no leader, or no session with it");
            }
            idle(client.poll());
            correlationId = command.applyAsLong(client);
        }
        awaited = correlationId;
        while (null == reply)
        {
            idle(client.poll());
        }
        return reply;
    }

    private static void idle(final int workCount)
    {
        if (0 == workCount)
        {
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(client, driver);
        DirectoryTree.delete(aeronDir);
    }

    private final class Listener implements ExchangeListener
    {
        private long lastOrderId;
        private String lastOrderStatus = "";
        private long lastCumQuantity;

        @Override
        public void onExecutionReport(final ExecutionReportDecoder report)
        {
            if (report.correlationId() != awaited)
            {
                return;
            }
            // Reports on counter orders may come with the same command: the commanded order is the last one told.
            lastOrderId = report.orderId();
            lastOrderStatus = report.orderStatus().name();
            lastCumQuantity = report.cumQuantity();
            if (Bool.TRUE == report.lastOfCommand())
            {
                reply = new Reply("NONE", Bool.TRUE == report.duplicate(), report.eventSeq(), lastOrderId,
                    lastOrderStatus, lastCumQuantity, 0, 0, 0, 0, Map.of());
            }
        }

        @Override
        public void onCommandResult(final CommandResultDecoder result)
        {
            if (result.correlationId() == awaited)
            {
                reply = new Reply(result.code().name(), Bool.TRUE == result.duplicate(), result.eventSeq(),
                    orZero(result.orderId(), CommandResultDecoder.orderIdNullValue()),
                    null == result.orderStatus() ? "" : result.orderStatus().name(), 0,
                    orZero(result.available(), CommandResultDecoder.availableNullValue()),
                    orZero(result.held(), CommandResultDecoder.heldNullValue()), 0, 0, Map.of());
            }
        }

        @Override
        public void onBalanceReport(final BalanceReportDecoder report)
        {
            if (report.correlationId() != awaited)
            {
                return;
            }
            final long asOf = report.asOfEventSeq();
            final boolean last = Bool.TRUE == report.lastOfCommand();
            for (final BalanceReportDecoder.BalancesDecoder each : report.balances())
            {
                balances.put(each.assetId(), new Reply.Balance(each.available(), each.held(), each.version()));
            }
            if (last)
            {
                reply = new Reply("NONE", false, asOf, 0, "", 0, 0, 0, 0, 0, Map.copyOf(balances));
            }
        }

        @Override
        public void onStateHashReport(final StateHashReportDecoder report)
        {
            if (report.correlationId() == awaited)
            {
                reply = new Reply("NONE", false, report.eventSeq(), 0, "", 0, 0, 0, report.stateHash(),
                    report.logPosition(), Map.of());
            }
        }

        @Override
        public void onOutcomeUnknown(final long correlationId, final int templateId)
        {
            if (correlationId == awaited)
            {
                reply = Reply.unknown();
            }
        }

        private static long orZero(final long value, final long nullValue)
        {
            return value == nullValue ? 0 : value;
        }
    }
}
