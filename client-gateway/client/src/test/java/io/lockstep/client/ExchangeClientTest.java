package io.lockstep.client;

import io.lockstep.sbe.client.CancelOrderEncoder;
import io.lockstep.sbe.client.CreateAccountEncoder;
import io.lockstep.sbe.client.DepositDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.NewOrderDecoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.client.OrderQueryEncoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.Side;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Pending, answered, sent again, unknown: against a transport that the test drives. */
class ExchangeClientTest
{
    private static final int MAX_IN_FLIGHT = 8;
    private static final int ORDER_WINDOW = 4;

    private final RecordingListener listener = new RecordingListener();
    private final List<Throwable> errors = new ArrayList<>();
    private long nowNs = 1_000;
    private long epochNs = 7_000;
    private FakeTransport transport;
    private ExchangeClient client;

    @BeforeEach
    void connect()
    {
        client = new ExchangeClient(
            new ExchangeClient.Context()
                .listener(listener)
                .errorHandler(errors::add)
                .maxInFlight(MAX_IN_FLIGHT)
                .orderWindow(ORDER_WINDOW)
                .replyTimeoutNs(SECONDS.toNanos(5))
                .resendIntervalNs(SECONDS.toNanos(1))
                .nanoClock(() -> nowNs)
                .epochNanoClock(() -> epochNs),
            (receiver) ->
            {
                transport = new FakeTransport(receiver);
                return transport;
            });
        transport.connect(0);
        listener.lines.clear();
    }

    @Test
    void shouldForgetCommandWhenAnswered()
    {
        final long correlationId = client.createAccount(1001, 0);
        assertEquals(1, client.inFlight());

        transport.deliver(Answers.result(correlationId, RejectCode.NONE));
        client.poll();

        assertEquals(List.of("result " + correlationId + " NONE"), listener.lines);
        assertEquals(0, client.inFlight());
        advanceSeconds(60);
        assertEquals(1, transport.sent.size());
    }

    @Test
    void shouldKeepOrderPendingUntilLastReportOfCommand()
    {
        final long correlationId = client.newOrder(order("a"));
        transport.deliver(Answers.report(correlationId, ExecType.NEW, Bool.FALSE));
        client.poll();
        assertEquals(1, client.inFlight());

        transport.deliver(Answers.report(correlationId, ExecType.TRADE, Bool.TRUE));
        client.poll();

        assertEquals(0, client.inFlight());
        assertEquals(
            List.of("report " + correlationId + " NEW FALSE", "report " + correlationId + " TRADE TRUE"),
            listener.lines);
    }

    @Test
    void shouldKeepQueryPendingUntilLastPartOfBalances()
    {
        final long correlationId = client.queryBalances(1001);
        transport.deliver(Answers.balances(correlationId, Bool.FALSE));
        client.poll();
        assertEquals(1, client.inFlight());

        transport.deliver(Answers.balances(correlationId, Bool.TRUE));
        client.poll();
        assertEquals(0, client.inFlight());
    }

    @Test
    void shouldDeliverStateHashAndUnaskedReports()
    {
        final long correlationId = client.requestStateHash();
        transport.deliver(Answers.stateHash(correlationId, -1));
        transport.deliver(Answers.report(ExecutionReportDecoder.correlationIdNullValue(), ExecType.TRADE, Bool.TRUE));
        client.poll();

        assertEquals(
            List.of("hash " + correlationId + " 18446744073709551615", "report unasked TRADE TRUE"), listener.lines);
        assertEquals(0, client.inFlight());
    }

    @Test
    void shouldResendSameBytesInOriginalOrderWhenReconnected()
    {
        final long first = client.newOrder(order("a"));
        final long answered = client.deposit(1001, 1, 5, "t-1");
        client.cancelOrder(1001, 1, 0, "a");
        transport.deliver(Answers.result(answered, RejectCode.NONE));
        client.poll();
        final List<byte[]> before = new ArrayList<>(transport.sent);
        transport.sent.clear();

        epochNs += 1;
        transport.disconnect();
        advanceSeconds(1);
        assertTrue(transport.sent.isEmpty());
        assertEquals(ExchangeClient.NOT_CONNECTED, client.createAccount(1002, 0));
        transport.connect(2);
        client.poll();

        assertEquals(2, transport.sent.size());
        assertArrayEquals(before.get(0), transport.sent.get(0));
        assertArrayEquals(before.get(2), transport.sent.get(1));
        assertEquals(2, client.resendCount());
        assertEquals(2, client.inFlight());
        assertEquals(List.of("result 2 NONE", "disconnected", "connected 2"), listener.lines);
        assertEquals(1, first);
    }

    @Test
    void shouldNotLetNewCommandOvertakeResends()
    {
        client.newOrder(order("a"));
        client.newOrder(order("b"));
        client.newOrder(order("c"));
        transport.sent.clear();

        transport.acceptLimit = 1;
        transport.connect(1);
        client.poll();
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("d")));
        transport.acceptLimit = Integer.MAX_VALUE;
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("d")));
        assertEquals(ExchangeClient.BACK_PRESSURED, client.settlementAck(1, 32));
        client.poll();
        client.newOrder(order("d"));

        assertEquals(List.of("a", "b", "c", "d"), sentClientOrderIds());
    }

    @Test
    void shouldGoOnWithResendsWhenTheOneThatIsNextIsAnswered()
    {
        client.newOrder(order("a"));
        final long second = client.newOrder(order("b"));
        client.newOrder(order("c"));
        transport.sent.clear();

        transport.acceptLimit = 1;
        transport.connect(1);
        client.poll();
        transport.deliver(Answers.report(second, ExecType.NEW, Bool.TRUE));
        transport.acceptLimit = Integer.MAX_VALUE;
        client.poll();

        assertEquals(List.of("a", "c"), sentClientOrderIds());
        assertEquals(2, client.inFlight());
    }

    @Test
    void shouldResendAfterIntervalThatDoubles()
    {
        client.newOrder(order("a"));
        nowNs += SECONDS.toNanos(1) - 1;
        client.poll();
        assertEquals(1, transport.sent.size());
        nowNs += 1;
        client.poll();
        client.poll();
        assertEquals(2, transport.sent.size());
        assertArrayEquals(transport.sent.get(0), transport.sent.get(1));

        nowNs += SECONDS.toNanos(2) - 1;
        client.poll();
        assertEquals(2, transport.sent.size());
        nowNs += 1;
        client.poll();
        assertEquals(3, transport.sent.size());
    }

    @Test
    void shouldDeliverAnswerOnceWhenCommandWasSentTwice()
    {
        final long correlationId = client.newOrder(order("a"));
        transport.connect(1);
        client.poll();
        listener.lines.clear();

        transport.deliver(Answers.report(correlationId, ExecType.NEW, Bool.TRUE));
        transport.deliver(Answers.report(correlationId, ExecType.STATUS, Bool.TRUE));
        client.poll();

        assertEquals(List.of("report " + correlationId + " NEW TRUE"), listener.lines);
        assertEquals(0, client.inFlight());
    }

    @Test
    void shouldTellUnknownOutcomeOnceAndDeliverLateAnswerOnce()
    {
        final long correlationId = client.newOrder(order("a"));
        advanceSeconds(60);
        assertEquals(
            List.of("unknown " + correlationId + " template " + NewOrderEncoder.TEMPLATE_ID), listener.lines);
        assertEquals(0, client.inFlight());

        transport.deliver(Answers.report(correlationId, ExecType.NEW, Bool.TRUE));
        transport.deliver(Answers.report(correlationId, ExecType.STATUS, Bool.TRUE));
        client.poll();
        assertEquals("report " + correlationId + " NEW TRUE", listener.lines.get(1));
        assertEquals(2, listener.lines.size());
    }

    @Test
    void shouldTellUnknownOutcomeWhileDisconnected()
    {
        final long correlationId = client.createAccount(1001, 0);
        transport.disconnect();
        advanceSeconds(6);
        assertEquals(
            List.of("disconnected", "unknown " + correlationId + " template " + CreateAccountEncoder.TEMPLATE_ID),
            listener.lines);
        transport.connect(1);
        client.poll();
        assertEquals(1, transport.sent.size());
    }

    @Test
    void shouldTellUnknownOutcomeWhenClosed()
    {
        client.createAccount(1001, 0);
        client.createAccount(1002, 0);
        client.close();
        client.close();

        assertEquals(List.of("unknown 1 template 50", "unknown 2 template 50"), listener.lines);
        assertTrue(transport.isClosed);
        assertEquals(0, client.poll());
    }

    @Test
    void shouldHaveNothingPendingWhenNotSent()
    {
        transport.offerResult = ExchangeClient.BACK_PRESSURED;
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("a")));
        transport.offerResult = ExchangeClient.NOT_CONNECTED;
        assertEquals(ExchangeClient.NOT_CONNECTED, client.newOrder(order("a")));
        transport.offerResult = ClusterTransport.OFFERED;
        assertEquals(0, client.inFlight());
        assertEquals(1, client.newOrder(order("a")));
        advanceSeconds(60);
        assertEquals(1, listener.lines.size());
    }

    @Test
    void shouldPushBackWhenTooManyAreInFlight()
    {
        for (int i = 1; i <= MAX_IN_FLIGHT; i++)
        {
            assertEquals(i, client.createAccount(1000 + i, 0));
        }
        assertEquals(ExchangeClient.BACK_PRESSURED, client.createAccount(2000, 0));
        assertEquals(MAX_IN_FLIGHT, transport.sent.size());

        transport.deliver(Answers.result(4, RejectCode.NONE));
        client.poll();
        assertEquals(MAX_IN_FLIGHT + 1, client.createAccount(2000, 0));
    }

    @Test
    void shouldHoldAccountBackWhenItsOldestOrderIsAWindowBehind()
    {
        // Only so many closed orders are remembered: past that a re-sent order would be a second one.
        final long oldest = client.newOrder(order("a"));
        for (int i = 1; i < ORDER_WINDOW; i++)
        {
            final long answered = 1 == i % 2 ? client.newOrder(order("b" + i)) : client.cancelOrder(1001, 1, i, null);
            transport.deliver(Answers.report(answered, ExecType.NEW, Bool.TRUE));
            client.poll();
        }
        assertEquals(1, client.inFlight());
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("c")));
        assertEquals(ExchangeClient.BACK_PRESSURED, client.cancelOrder(1001, 1, 0, "a"));
        assertTrue(client.newOrder(order("other").accountId(1002)) > 0);
        assertTrue(client.queryOrder(1001, 1, 0, "a") > 0);

        transport.deliver(Answers.report(oldest, ExecType.NEW, Bool.TRUE));
        client.poll();
        for (int i = 0; i < ORDER_WINDOW; i++)
        {
            assertTrue(client.newOrder(order("d" + i)) > 0);
        }
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("e")));
        advanceSeconds(6);
        assertEquals(0, client.inFlight());
        assertTrue(client.newOrder(order("f")) > 0);
    }

    @Test
    void shouldMoveWindowToTheOldestThatIsLeft()
    {
        final long first = client.newOrder(order("a"));
        final long second = client.newOrder(order("b"));
        client.newOrder(order("c"));
        transport.deliver(Answers.report(second, ExecType.NEW, Bool.TRUE));
        client.poll();
        client.newOrder(order("d"));
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("e")));
        transport.deliver(Answers.report(first, ExecType.NEW, Bool.TRUE));
        client.poll();
        // Now "c" is the oldest: two places are free.
        assertTrue(client.newOrder(order("e")) > 0);
        assertTrue(client.newOrder(order("f")) > 0);
        assertEquals(ExchangeClient.BACK_PRESSURED, client.newOrder(order("g")));
    }

    @Test
    void shouldNotKeepSettlementAckPending()
    {
        assertEquals(0, client.settlementAck(5, 640));
        assertEquals(0, client.inFlight());
        advanceSeconds(60);
        assertEquals(1, transport.sent.size());
    }

    @Test
    void shouldLetListenerSendAndThrow()
    {
        final long correlationId = client.createAccount(1001, 0);
        listener.onResult = () ->
        {
            client.createAccount(1002, 0);
            throw new IllegalStateException("on purpose");
        };
        transport.deliver(Answers.result(correlationId, RejectCode.NONE));
        client.poll();

        assertEquals(1, errors.size());
        assertEquals(1, client.inFlight());
        assertEquals(2, transport.sent.size());
    }

    @Test
    void shouldIgnoreWhatItDoesNotKnow()
    {
        transport.deliver(new byte[3]);
        transport.deliver(new byte[64]);
        client.poll();
        assertTrue(listener.lines.isEmpty());
        assertTrue(errors.isEmpty());
    }

    @Test
    void shouldEncodeOrderAndNullWhatIsNotGiven()
    {
        epochNs = 123_456_789L;
        // The slot had another command in it before.
        final long first = client.createInstrument(new InstrumentRequest()
            .instrumentId(1).symbol("BTC_USDT").baseAssetId(1).quoteAssetId(2));
        transport.deliver(Answers.result(first, RejectCode.NONE));
        client.poll();
        transport.sent.clear();

        client.newOrder(order("order-1").price(5_000_000).quantity(10));

        final NewOrderDecoder decoder = decode(0);
        assertEquals(2, decoder.correlationId());
        assertEquals(1001, decoder.accountId());
        assertEquals(5_000_000, decoder.price());
        assertEquals(10, decoder.quantity());
        assertEquals(NewOrderDecoder.quoteQuantityNullValue(), decoder.quoteQuantity());
        assertEquals(NewOrderDecoder.stopPriceNullValue(), decoder.stopPrice());
        assertEquals(NewOrderDecoder.displayQuantityNullValue(), decoder.displayQuantity());
        assertEquals(NewOrderDecoder.expireTimeNsNullValue(), decoder.expireTimeNs());
        assertEquals(123_456_789L, decoder.requestTimeNs());
        assertEquals(Side.BUY, decoder.side());
        assertEquals(OrderType.LIMIT, decoder.orderType());
        assertEquals("order-1", decoder.clientOrderId());
    }

    @Test
    void shouldEncodeCancelByEitherId()
    {
        client.cancelOrder(1001, 1, 77, null);
        client.queryOrder(1001, 1, ExchangeClient.NULL_ID, "a");
        client.cancelOrder(1001, 1, 0, "a");
        client.queryOrder(1001, 1, 0, "a");
        final UnsafeBuffer cancel = new UnsafeBuffer(transport.sent.get(0));
        final UnsafeBuffer query = new UnsafeBuffer(transport.sent.get(1));
        assertEquals(77, cancel.getLong(8 + CancelOrderEncoder.orderIdEncodingOffset()));
        assertEquals(
            OrderQueryEncoder.orderIdNullValue(), query.getLong(8 + OrderQueryEncoder.orderIdEncodingOffset()));
        assertEquals(
            CancelOrderEncoder.orderIdNullValue(),
            new UnsafeBuffer(transport.sent.get(2)).getLong(8 + CancelOrderEncoder.orderIdEncodingOffset()));
        assertEquals(
            OrderQueryEncoder.orderIdNullValue(),
            new UnsafeBuffer(transport.sent.get(3)).getLong(8 + OrderQueryEncoder.orderIdEncodingOffset()));
    }

    @Test
    void shouldEncodeDeposit()
    {
        client.deposit(1001, 2, 500, "t:1/x");
        final UnsafeBuffer buffer = new UnsafeBuffer(transport.sent.get(0));
        final DepositDecoder decoder = new DepositDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertEquals(1001, decoder.accountId());
        assertEquals(2, decoder.assetId());
        assertEquals(500, decoder.amount());
        assertEquals("t:1/x", decoder.transferId());
    }

    private OrderRequest order(final String clientOrderId)
    {
        return new OrderRequest().accountId(1001).instrumentId(1).side(Side.BUY).clientOrderId(clientOrderId);
    }

    private void advanceSeconds(final int seconds)
    {
        for (int i = 0; i < seconds * 10; i++)
        {
            nowNs += SECONDS.toNanos(1) / 10;
            client.poll();
        }
    }

    private List<String> sentClientOrderIds()
    {
        final List<String> ids = new ArrayList<>();
        for (int i = 0; i < transport.sent.size(); i++)
        {
            ids.add(decode(i).clientOrderId());
        }
        return ids;
    }

    private NewOrderDecoder decode(final int index)
    {
        return new NewOrderDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(transport.sent.get(index)), 0, new MessageHeaderDecoder());
    }
}
