package io.lockstep.client;

import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the client refuses to send, one row each: the message names the field and the rule. */
class ArgumentsTest
{
    private static final String LONG_ID = "a".repeat(37);
    private static final String CHARACTERS = "must be of A-Z a-z 0-9 - _ . : / only";

    private FakeTransport transport;
    private ExchangeClient client;

    @BeforeEach
    void connect()
    {
        client = client(new ExchangeClient.Context().listener(new RecordingListener()));
        transport.connect(0);
    }

    private record Row(String message, Consumer<ExchangeClient> command)
    {
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuse()
    {
        return Stream.of(
            new Row("accountId must be 1 to 2^53 - 1: 0", (c) -> c.newOrder(order().accountId(0))),
            new Row("accountId must be 1 to 2^53 - 1: -1", (c) -> c.newOrder(order().accountId(-1))),
            new Row("accountId must be 1 to 2^53 - 1", (c) -> c.newOrder(order().accountId(1L << 53))),
            new Row("instrumentId must be 1 or more: 0", (c) -> c.newOrder(order().instrumentId(0))),
            new Row("side must be given", (c) -> c.newOrder(order().side(null))),
            new Row("side must be given", (c) -> c.newOrder(order().side(Side.NULL_VAL))),
            new Row("orderType must be given", (c) -> c.newOrder(order().orderType(OrderType.NULL_VAL))),
            new Row("timeInForce must be given", (c) -> c.newOrder(order().timeInForce(TimeInForce.NULL_VAL))),
            new Row("selfTradePrevention must be given", (c) -> c.newOrder(order().selfTradePrevention(null))),
            new Row("clientOrderId must have 1 to 36 characters", (c) -> c.newOrder(order().clientOrderId(null))),
            new Row("clientOrderId must have 1 to 36 characters", (c) -> c.newOrder(order().clientOrderId(""))),
            new Row("clientOrderId must have 1 to 36 characters", (c) -> c.newOrder(order().clientOrderId(LONG_ID))),
            new Row("clientOrderId " + CHARACTERS, (c) -> c.newOrder(order().clientOrderId("a b"))),
            new Row("clientOrderId " + CHARACTERS, (c) -> c.newOrder(order().clientOrderId("a,b"))),
            new Row("clientOrderId " + CHARACTERS, (c) -> c.newOrder(order().clientOrderId("a;b"))),
            new Row("clientOrderId " + CHARACTERS, (c) -> c.newOrder(order().clientOrderId("ä"))),
            new Row("clientOrderId " + CHARACTERS, (c) -> c.newOrder(order().clientOrderId("a\u0000"))),
            new Row("accountId", (c) -> c.cancelOrder(0, 1, 1, null)),
            new Row("instrumentId", (c) -> c.cancelOrder(1, 0, 1, null)),
            new Row("orderId must be 1 to 2^53 - 1: -5", (c) -> c.cancelOrder(1, 1, -5, null)),
            new Row("origClientOrderId must have 1 to 36 characters", (c) -> c.cancelOrder(1, 1, 0, null)),
            new Row("origClientOrderId " + CHARACTERS, (c) -> c.cancelOrder(1, 1, 5, "?")),
            new Row("clientOrderId must have", (c) -> c.queryOrder(1, 1, ExchangeClient.NULL_ID, "")),
            new Row("accountId", (c) -> c.createAccount(0, 0)),
            new Row("feeGroupId must be 0 to 2147483647: -1", (c) -> c.createAccount(1, -1)),
            new Row("accountId", (c) -> c.deposit(0, 1, 1, "t")),
            new Row("assetId must be 1 or more: 0", (c) -> c.deposit(1, 0, 1, "t")),
            new Row("transferId must have 1 to 36 characters", (c) -> c.deposit(1, 1, 1, null)),
            new Row("transferId " + CHARACTERS, (c) -> c.withdraw(1, 1, 1, "t\n")),
            new Row("assetId", (c) -> c.withdraw(1, -1, 1, "t")),
            new Row("accountId", (c) -> c.queryBalances(0)),
            new Row("chainId must not be 0", (c) -> c.genesis(0)),
            new Row("assetId", (c) -> c.createAsset(0, 8, "BTC")),
            new Row("scale must be 0 to 18: 19", (c) -> c.createAsset(1, 19, "BTC")),
            new Row("code must have 1 to 16 characters", (c) -> c.createAsset(1, 8, "")),
            new Row("code must be of A-Z 0-9 _ only: btc", (c) -> c.createAsset(1, 8, "btc")),
            new Row("instrumentId", (c) -> c.createInstrument(instrument().instrumentId(0))),
            new Row("symbol must have 1 to 16 characters",
                (c) -> c.createInstrument(instrument().symbol("A2345678901234567"))),
            new Row("baseAssetId", (c) -> c.createInstrument(instrument().baseAssetId(0))),
            new Row("quoteAssetId", (c) -> c.createInstrument(instrument().quoteAssetId(0))),
            new Row("priceScale must be 0 to 18", (c) -> c.createInstrument(instrument().priceScale(-1))),
            new Row("quantityScale must be 0 to 18", (c) -> c.createInstrument(instrument().quantityScale(19))),
            new Row("instrumentStatus must be given",
                (c) -> c.createInstrument(instrument().instrumentStatus(InstrumentStatus.NULL_VAL))),
            new Row("eventSeq", (c) -> c.settlementAck(-1, 0)),
            new Row("position", (c) -> c.settlementAck(1, -32)))
            .map((row) -> DynamicTest.dynamicTest(row.message(), () ->
            {
                connect();
                final IllegalArgumentException ex =
                    assertThrows(IllegalArgumentException.class, () -> row.command().accept(client));
                assertTrue(ex.getMessage().startsWith(row.message()), ex.getMessage());
                assertEquals(0, client.inFlight());
                assertEquals(0, transport.offerCount);
            }));
    }

    @TestFactory
    Stream<DynamicTest> shouldSend()
    {
        return Stream.<Consumer<ExchangeClient>>of(
            (c) -> c.newOrder(order().clientOrderId("azAZ09-_.:/")),
            (c) -> c.newOrder(order().clientOrderId("a".repeat(36)).accountId((1L << 53) - 1)),
            (c) -> c.newOrder(order().price(-1).quantity(0)),
            (c) -> c.cancelOrder(1, 1, 5, null),
            (c) -> c.cancelOrder(1, 1, 5, ""),
            (c) -> c.cancelOrder(1, 1, ExchangeClient.NULL_ID, "a"),
            (c) -> c.queryOrder(1, 1, 0, "a"),
            (c) -> c.deposit(1, 1, -1, "t"),
            (c) -> c.genesis(-1),
            (c) -> c.createAsset(1, 0, "A_9"),
            (c) -> c.createInstrument(instrument()),
            ExchangeClient::requestStateHash)
            .map((command) -> DynamicTest.dynamicTest("valid", () ->
            {
                connect();
                command.accept(client);
                assertEquals(1, client.inFlight());
            }));
    }

    @Test
    void shouldRefuseConfigurationThatIsNotValid()
    {
        assertRefused("listener must be given", new ExchangeClient.Context());
        assertRefused("maxInFlight must be 1 to 65536: 0", context().maxInFlight(0));
        assertRefused("keepAliveIntervalNs must be 1 to 1000000000", context().keepAliveIntervalNs(1_000_000_001));
        assertRefused("replyTimeoutNs", context().replyTimeoutNs(0));
        for (final String endpoints : new String[]{ null, "", "127.0.0.1:20002", "0=127.0.0.1", "0=a:1,", "x=a:1" })
        {
            final IllegalArgumentException ex = assertThrows(
                IllegalArgumentException.class, () -> ExchangeClient.connect(context().ingressEndpoints(endpoints)));
            assertTrue(ex.getMessage().startsWith("ingressEndpoints must be 0=host:port"), ex.getMessage());
        }
        final IllegalArgumentException ex = assertThrows(
            IllegalArgumentException.class, () -> ExchangeClient.connect(context().ingressEndpoints("0=a:1")));
        assertTrue(ex.getMessage().startsWith("a key must be given"), ex.getMessage());
    }

    private void assertRefused(final String message, final ExchangeClient.Context context)
    {
        final IllegalArgumentException ex = assertThrows(IllegalArgumentException.class, () -> client(context));
        assertTrue(ex.getMessage().startsWith(message), ex.getMessage());
    }

    private ExchangeClient client(final ExchangeClient.Context context)
    {
        return new ExchangeClient(context, (receiver) ->
        {
            transport = new FakeTransport(receiver);
            return transport;
        });
    }

    private static ExchangeClient.Context context()
    {
        return new ExchangeClient.Context().listener(new RecordingListener());
    }

    private static OrderRequest order()
    {
        return new OrderRequest().accountId(1001).instrumentId(1).side(Side.BUY).clientOrderId("a");
    }

    private static InstrumentRequest instrument()
    {
        return new InstrumentRequest().instrumentId(1).symbol("BTC_USDT").baseAssetId(1).quoteAssetId(2);
    }
}
