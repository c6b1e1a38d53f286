package io.lockstep.gateway.cluster;

import io.lockstep.gateway.cluster.ClusterCommand.CancelOrder;
import io.lockstep.gateway.cluster.ClusterCommand.CreateAccount;
import io.lockstep.gateway.cluster.ClusterCommand.NewOrder;
import io.lockstep.gateway.cluster.ClusterCommand.StateHash;
import io.lockstep.gateway.cluster.Outcome.Kind;
import io.lockstep.gateway.model.EventScript;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.model.ReadModel;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.BalanceReportEncoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.CommandResultEncoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.ExecutionReportEncoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.client.StateHashReportDecoder;
import io.lockstep.sbe.client.StateHashReportEncoder;
import io.lockstep.sbe.common.AccountStatus;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClusterAgentTest
{
    private static final long FOREVER = Long.MAX_VALUE;
    private static final long SEND_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long READ_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final NewOrder ORDER = new NewOrder(
        1001, 1, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, null, 5_000_000, 10_000, OrderState.NONE, "c1");

    private final FakeLink link = new FakeLink();
    private final FakeFeed feed = new FakeFeed();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();
    private long nowNs = 1_000;
    private long nowUs = 1_000_000;
    private final ClusterAgent agent = new ClusterAgent(
        4, SEND_TIMEOUT_NS, READ_TIMEOUT_NS, () -> nowNs, () -> nowUs);
    private final EventScript script = new EventScript(
        (buffer, offset) ->
        {
            final UnsafeBuffer copy = new UnsafeBuffer(buffer.byteArray().clone());
            feed.events.add(() -> agent.onEvent(copy, offset, 0, 0, 0, 0));
        });

    @BeforeEach
    void start()
    {
        agent.attach(link, feed);
        agent.onStart();
    }

    @Test
    void shouldTakeNothingWithoutASession()
    {
        link.isConnected = false;
        agent.doWork();
        assertFalse(agent.submit(ORDER, FOREVER, outcomes::add));
        assertFalse(agent.read(reader("early")));
        assertEquals("no session with the cluster", agent.status().notReady());
        assertTrue(agent.status().isAlive());
    }

    @Test
    void shouldBeReadyWhenTheModelIsWhereTheClusterWasWhenAsked()
    {
        agent.doWork();
        assertEquals(1, link.probes);
        assertEquals("the read model is catching up", agent.status().notReady());
        balanceReport(link.lastId, 4);
        agent.doWork();
        assertEquals("the read model is catching up", agent.status().notReady());
        script(4);
        assertNull(agent.status().notReady());
        assertEquals(4, agent.status().eventSeq());
        assertEquals(1, link.probes);
    }

    @Test
    void shouldProbeAgainWithANewLeaderAndWhenTheProbeWasNotAnswered()
    {
        agent.doWork();
        agent.onOutcomeUnknown(link.lastId, 57);
        agent.doWork();
        assertEquals(2, link.probes);
        agent.onConnected(2);
        agent.doWork();
        assertEquals(3, link.probes);
    }

    @Test
    void shouldCollectReportsUpToTheLastOfTheCommand()
    {
        ready();
        assertTrue(agent.submit(ORDER, FOREVER, outcomes::add));
        agent.doWork();
        assertEquals(List.of(ORDER), link.sent);
        report(link.lastId, 10, "c1", ExecType.NEW, OrderStatus.NEW, false);
        report(link.lastId, 11, "c1", ExecType.TRADE, OrderStatus.PARTIALLY_FILLED, false);
        report(link.lastId, 12, "other", ExecType.CANCELED, OrderStatus.CANCELED, false);
        assertTrue(outcomes.isEmpty());
        report(link.lastId, 13, "c1", ExecType.TRADE, OrderStatus.FILLED, true);

        final Outcome outcome = only();
        assertEquals(Kind.APPLIED, outcome.kind());
        assertEquals(13, outcome.eventSeq());
        assertEquals(2, outcome.fills().size());
        assertEquals(OrderStatus.FILLED, outcome.order().status());
        assertEquals(SelfTradePrevention.EXPIRE_TAKER, outcome.order().selfTradePrevention());
        assertEquals(0, agent.status().inFlight());
    }

    @Test
    void shouldIgnoreReportsThatNobodyWaitsFor()
    {
        ready();
        report(ExecutionReportEncoder.correlationIdNullValue(), 10, "c1", ExecType.TRADE, OrderStatus.FILLED, true);
        report(4711, 11, "c1", ExecType.TRADE, OrderStatus.FILLED, true);
        assertTrue(outcomes.isEmpty());
    }

    @Test
    void shouldTellRefusals()
    {
        ready();
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        result(link.lastId, 10, RejectCode.INSUFFICIENT_BALANCE);
        assertEquals(Kind.REJECTED, only().kind());
        assertEquals(RejectCode.INSUFFICIENT_BALANCE, only().reject());
    }

    @Test
    void shouldHoldAReadUntilTheModelShowsWhatWasTold()
    {
        ready();
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        report(link.lastId, 6, "c1", ExecType.NEW, OrderStatus.NEW, true);
        assertEquals(1, outcomes.size());
        assertTrue(agent.read(reader("after")));
        script(1);
        assertTrue(reads.isEmpty());
        assertEquals(1, agent.status().inFlight());
        script(1);
        assertEquals(List.of("after@6"), reads);
        assertEquals(0, agent.status().inFlight());
    }

    @Test
    void shouldReadOnlyAtTheBoundaryOfACommand()
    {
        ready();
        script.more().account(5);
        script.account(6);
        feed.limit = 1;
        agent.read(reader("whole"));
        agent.doWork();
        assertTrue(reads.isEmpty());
        agent.doWork();
        assertEquals(List.of("whole@6"), reads);
    }

    @Test
    void shouldGiveUpAReadThatTheModelDoesNotReachInTime()
    {
        ready();
        result(4711, 99, RejectCode.NONE);
        agent.read(reader("late"));
        agent.doWork();
        nowNs += READ_TIMEOUT_NS - 1;
        agent.doWork();
        assertTrue(reads.isEmpty());
        nowNs += 1;
        agent.doWork();
        assertEquals(List.of("late timed out"), reads);
        nowNs += TimeUnit.SECONDS.toNanos(10);
        agent.doWork();
        assertEquals("the read model is 12000 ms behind", agent.status().notReady());
    }

    @Test
    void shouldAnswerReferenceDataWhenTheModelShowsIt()
    {
        ready();
        agent.submit(new CreateAccount(7, 0), FOREVER, outcomes::add);
        agent.doWork();
        result(link.lastId, 5, RejectCode.NONE);
        agent.doWork();
        assertTrue(outcomes.isEmpty());
        script(1);
        assertEquals(Kind.APPLIED, only().kind());
    }

    @Test
    void shouldAnswerReferenceDataLateWhenTheModelDoesNotGetThere()
    {
        ready();
        agent.submit(new CreateAccount(7, 0), FOREVER, outcomes::add);
        agent.doWork();
        result(link.lastId, 99, RejectCode.NONE);
        nowNs += READ_TIMEOUT_NS;
        agent.doWork();
        assertEquals(Kind.APPLIED, only().kind());
    }

    @Test
    void shouldSayUnknownWhenNoAnswerCame()
    {
        ready();
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        agent.onOutcomeUnknown(link.lastId, NewOrderEncoder.TEMPLATE_ID);
        assertEquals(Kind.UNKNOWN, only().kind());
        report(link.lastId, 9, "c1", ExecType.NEW, OrderStatus.NEW, true);
        assertEquals(1, outcomes.size());
    }

    @Test
    void shouldAnswerFromTheStreamWhenNoAnswerCameButTheOrderDid()
    {
        ready();
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        script.limit(9, 1001, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "c1");
        agent.doWork();
        agent.onOutcomeUnknown(link.lastId, NewOrderEncoder.TEMPLATE_ID);
        assertEquals(Kind.APPLIED, only().kind());
        assertEquals(9, only().order().orderId());
    }

    @Test
    void shouldNotTakeAnotherOrderOfThatIdForTheAnswer()
    {
        ready();
        script.limit(9, 1001, Side.SELL, TimeInForce.GTC, 5_000_000, 9_999, "c1");
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        agent.onOutcomeUnknown(link.lastId, NewOrderEncoder.TEMPLATE_ID);
        assertEquals(Kind.UNKNOWN, only().kind());
    }

    @Test
    void shouldWaitForRoomAndThenSayThatNothingWasSent()
    {
        ready();
        link.answer = ClusterLink.BACK_PRESSURED;
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        assertTrue(outcomes.isEmpty());
        nowNs += SEND_TIMEOUT_NS;
        agent.doWork();
        assertEquals(Kind.NOT_SENT, only().kind());
        assertTrue(link.sent.isEmpty());
    }

    @Test
    void shouldSendInOrderAfterBackPressure()
    {
        ready();
        link.answer = ClusterLink.BACK_PRESSURED;
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        link.answer = 0;
        agent.submit(new StateHash(), FOREVER, outcomes::add);
        agent.doWork();
        assertEquals(List.of(ORDER, new StateHash()), link.sent);
    }

    @Test
    void shouldSayAtOnceThatNothingWasSentWhenTheSessionIsGone()
    {
        ready();
        link.answer = -2;
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        assertEquals(Kind.NOT_SENT, only().kind());
    }

    @Test
    void shouldNotSendWhatIsPastItsTimeWindow()
    {
        ready();
        agent.submit(ORDER, nowUs, outcomes::add);
        nowUs++;
        agent.doWork();
        assertEquals(Kind.EXPIRED, only().kind());
        assertTrue(link.sent.isEmpty());
    }

    @Test
    void shouldTellWhatTheProtocolCannotCarry()
    {
        ready();
        link.failure = new IllegalArgumentException("code must be of A-Z 0-9 _ only: btc");
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        assertEquals(Kind.INVALID, only().kind());
        assertTrue(only().detail().contains("A-Z"));
    }

    @Test
    void shouldBoundWhatIsUnderWay()
    {
        ready();
        for (int i = 0; i < 4; i++)
        {
            assertTrue(agent.submit(ORDER, FOREVER, outcomes::add));
        }
        assertFalse(agent.submit(ORDER, FOREVER, outcomes::add));
        assertFalse(agent.read(reader("full")));
        agent.doWork();
        assertFalse(agent.submit(ORDER, FOREVER, outcomes::add));
        report(link.lastId, 9, "c1", ExecType.NEW, OrderStatus.NEW, true);
        assertTrue(agent.submit(ORDER, FOREVER, outcomes::add));
    }

    @Test
    void shouldCarryAStateHash()
    {
        ready();
        agent.submit(new StateHash(), FOREVER, outcomes::add);
        agent.doWork();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new StateHashReportEncoder().wrap(buffer, 0).correlationId(link.lastId).eventSeq(5).logPosition(640)
            .stateHash(-2);
        agent.onStateHashReport(new StateHashReportDecoder().wrap(
            buffer, 0, StateHashReportEncoder.BLOCK_LENGTH, StateHashReportEncoder.SCHEMA_VERSION));
        assertEquals(-2, only().stateHash());
        assertEquals(640, only().logPosition());
    }

    @Test
    void shouldStopReadingWhenTheStreamBreaks()
    {
        ready();
        feed.failure = new IllegalStateException("no node can continue");
        agent.read(reader("broken"));
        agent.doWork();
        assertFalse(agent.read(reader("never")));
        assertEquals("the read model has stopped: no node can continue", agent.status().notReady());
        assertTrue(agent.submit(ORDER, FOREVER, outcomes::add));
        agent.doWork();
        assertEquals(1, link.sent.size());
        assertEquals(1, feed.failures);
    }

    @Test
    void shouldSurviveACallbackThatThrows()
    {
        ready();
        agent.submit(ORDER, FOREVER, (outcome) ->
        {
            throw new IllegalStateException("callback");
        });
        agent.doWork();
        report(link.lastId, 9, "c1", ExecType.NEW, OrderStatus.NEW, true);
        assertEquals(0, agent.status().inFlight());
    }

    @Test
    void shouldAnswerEverythingThatIsOpenWhenItCloses()
    {
        ready();
        agent.submit(ORDER, FOREVER, outcomes::add);
        agent.doWork();
        result(4711, 99, RejectCode.NONE);
        agent.read(reader("open"));
        agent.doWork();
        agent.submit(new CancelOrder(1, 1, 1, null), FOREVER, outcomes::add);
        agent.onClose();

        assertEquals(List.of(Kind.UNKNOWN, Kind.NOT_SENT), outcomes.stream().map(Outcome::kind).toList());
        assertEquals(List.of("open timed out"), reads);
        assertTrue(link.isClosed && feed.isClosed);
        assertFalse(agent.submit(ORDER, FOREVER, outcomes::add));
        assertFalse(agent.status().isAlive());
        assertEquals(0, agent.status().inFlight());
    }

    private void ready()
    {
        script(4);
        balanceReport(link.lastId, 4);
        agent.doWork();
        assertNull(agent.status().notReady());
    }

    /** Feed some events, each its own command, and let the agent take them. */
    private void script(final int count)
    {
        for (int i = 0; i < count; i++)
        {
            script.account(100 + script.eventSeq());
            agent.doWork();
        }
    }

    private Outcome only()
    {
        assertEquals(1, outcomes.size(), outcomes.toString());
        return outcomes.get(0);
    }

    private ModelQuery reader(final String name)
    {
        return new ModelQuery()
        {
            @Override
            public void onModel(final ReadModel model)
            {
                reads.add(name + '@' + model.eventSeq());
            }

            @Override
            public void onTimeout()
            {
                reads.add(name + " timed out");
            }
        };
    }

    private void report(
        final long correlationId,
        final long eventSeq,
        final String clientOrderId,
        final ExecType execType,
        final OrderStatus status,
        final boolean isLast)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new ExecutionReportEncoder().wrap(buffer, 0).correlationId(correlationId).eventSeq(eventSeq).accountId(1001)
            .orderId(9).tradeId(eventSeq).clusterTimeNs(2_000_000).createTimeNs(1_000_000).price(5_000_000)
            .quantity(10_000).quoteQuantity(OrderState.NONE).lastPrice(5_000_000).lastQuantity(5_000)
            .cumQuantity(10_000).cumQuoteAmount(1).leavesQuantity(0).feeAmount(3).instrumentId(1).feeAssetId(2)
            .side(Side.SELL).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).execType(execType)
            .orderStatus(status).closeReason(CloseReason.NONE).isMaker(Bool.FALSE)
            .lastOfCommand(isLast ? Bool.TRUE : Bool.FALSE).duplicate(Bool.FALSE).clientOrderId(clientOrderId);
        agent.onExecutionReport(new ExecutionReportDecoder().wrap(
            buffer, 0, ExecutionReportEncoder.BLOCK_LENGTH, ExecutionReportEncoder.SCHEMA_VERSION));
    }

    private void result(final long correlationId, final long eventSeq, final RejectCode code)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new CommandResultEncoder().wrap(buffer, 0).correlationId(correlationId).eventSeq(eventSeq).code(code)
            .orderStatus(OrderStatus.NULL_VAL).duplicate(Bool.FALSE).requestId("r");
        agent.onCommandResult(new CommandResultDecoder().wrap(
            buffer, 0, CommandResultEncoder.BLOCK_LENGTH, CommandResultEncoder.SCHEMA_VERSION));
    }

    private void balanceReport(final long correlationId, final long eventSeq)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new BalanceReportEncoder().wrap(buffer, 0).correlationId(correlationId).accountId(1).asOfEventSeq(eventSeq)
            .accountStatus(AccountStatus.ACTIVE).lastOfCommand(Bool.TRUE).balancesCount(0);
        agent.onBalanceReport(new BalanceReportDecoder().wrap(
            buffer, 0, BalanceReportEncoder.BLOCK_LENGTH, BalanceReportEncoder.SCHEMA_VERSION));
    }

    private static final class FakeLink implements ClusterLink
    {
        private final List<ClusterCommand> sent = new ArrayList<>();
        private boolean isConnected = true;
        private boolean isClosed;
        private RuntimeException failure;
        private long answer;
        private long lastId;
        private int probes;

        @Override
        public int poll()
        {
            return 0;
        }

        @Override
        public boolean isConnected()
        {
            return isConnected;
        }

        @Override
        public long send(final ClusterCommand command)
        {
            if (null != failure)
            {
                throw failure;
            }
            if (answer < 0)
            {
                return answer;
            }
            sent.add(command);
            return ++lastId;
        }

        @Override
        public long probe()
        {
            probes++;
            return ++lastId;
        }

        @Override
        public void close()
        {
            isClosed = true;
        }
    }

    private static final class FakeFeed implements EventFeed
    {
        private final List<Runnable> events = new ArrayList<>();
        private RuntimeException failure;
        private boolean isClosed;
        private int failures;
        private int limit = Integer.MAX_VALUE;

        @Override
        public int poll(final int eventLimit)
        {
            if (null != failure)
            {
                failures++;
                throw failure;
            }
            int polled = 0;
            while (!events.isEmpty() && polled < limit)
            {
                events.remove(0).run();
                polled++;
            }
            return polled;
        }

        @Override
        public void close()
        {
            isClosed = true;
        }
    }
}
