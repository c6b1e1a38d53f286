package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.ClusterCommand;
import io.lockstep.gateway.cluster.ClusterCommand.CancelOrder;
import io.lockstep.gateway.cluster.ClusterCommand.NewOrder;
import io.lockstep.gateway.cluster.ClusterCommand.QueryOrder;
import io.lockstep.gateway.cluster.FillReport;
import io.lockstep.gateway.cluster.OrderReport;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.model.EventScript;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import static io.lockstep.gateway.http.AuthenticationTest.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrderRoutesTest
{
    private static final String LIMIT =
        "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000.00";
    private static final String ID = "&newClientOrderId=c1";

    @TempDir
    private Path directory;
    private HttpFixture http;

    @BeforeEach
    void start() throws IOException
    {
        http = new HttpFixture(directory);
    }

    @AfterEach
    void stop()
    {
        http.close();
    }

    @Test
    void shouldPlaceALimitOrderAndTellItInFull()
    {
        http.cluster.answer = (command) -> applied(
            command, OrderStatus.FILLED, 10_000, List.of(new FillReport(7, 5_000_000, 10_000, 100_000_000, 2)));
        final HttpResponse<String> response = http.signed("POST", "/api/v3/order", LIMIT + ID, http.alice);

        assertEquals(
            new NewOrder(
                HttpFixture.ALICE, 1, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, null, 5_000_000, 10_000,
                OrderState.NONE, "c1"),
            http.cluster.commands.get(0));
        assertEquals(
            "{\"symbol\":\"BTCUSDT\",\"orderId\":42,\"orderListId\":-1,\"clientOrderId\":\"c1\"," +
            "\"transactTime\":1700000000002,\"price\":\"50000.00\",\"origQty\":\"0.010000\"," +
            "\"executedQty\":\"0.010000\",\"origQuoteOrderQty\":\"0.00000000\"," +
            "\"cummulativeQuoteQty\":\"500.00000000\",\"status\":\"FILLED\",\"timeInForce\":\"GTC\"," +
            "\"type\":\"LIMIT\",\"side\":\"SELL\",\"selfTradePreventionMode\":\"EXPIRE_TAKER\"," +
            "\"workingTime\":1700000000001,\"fills\":[{\"price\":\"50000.00\",\"qty\":\"0.010000\"," +
            "\"commission\":\"1.00000000\",\"commissionAsset\":\"USDT\",\"tradeId\":7}]}",
            response.body());
        assertEquals(200, response.statusCode());
        assertEquals("application/json;charset=UTF-8", response.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void shouldTellAsMuchAsTheClientWants()
    {
        http.cluster.answer = (command) -> applied(command, OrderStatus.NEW, 0, List.of());
        final String ack = http.signed(
            "POST", "/api/v3/order", LIMIT + "&newOrderRespType=ACK", http.alice).body();
        final String result = http.signed(
            "POST", "/api/v3/order", LIMIT + "&newOrderRespType=RESULT", http.alice).body();
        assertTrue(ack.contains("transactTime") && !ack.contains("status"), ack);
        assertTrue(result.contains("\"status\":\"NEW\"") && !result.contains("fills"), result);
        final String maker = LIMIT.replace("LIMIT&timeInForce=GTC", "LIMIT_MAKER");
        assertTrue(!http.signed("POST", "/api/v3/order", maker, http.alice).body().contains("status"));
        assertEquals(OrderType.LIMIT_MAKER, ((NewOrder)http.cluster.commands.get(2)).orderType());
    }

    @Test
    void shouldTellTheFillsOfARepeatedOrderOutOfTheModel()
    {
        http.cluster.script.limit(42, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "c1")
            .limit(3, HttpFixture.BOB, Side.BUY, TimeInForce.GTC, 5_000_000, 10_000, "b1")
            .trade(77, 3, HttpFixture.BOB, 42, HttpFixture.ALICE, 5_000_000, 10_000, Side.BUY);
        http.cluster.answer = (command) -> applied(command, OrderStatus.FILLED, 10_000, List.of());
        final String body = http.signed("POST", "/api/v3/order", LIMIT + ID, http.alice).body();
        assertTrue(body.contains("\"commission\":\"0.00000010\",\"commissionAsset\":\"USDT\",\"tradeId\":77}]}"), body);
    }

    @Test
    void shouldGiveAnOrderWithoutAClientOrderIdOneOfItsOwn()
    {
        http.signed("POST", "/api/v3/order", LIMIT, http.alice);
        http.signed("POST", "/api/v3/order", LIMIT, http.alice);
        final String first = ((NewOrder)http.cluster.commands.get(0)).clientOrderId();
        final String second = ((NewOrder)http.cluster.commands.get(1)).clientOrderId();
        assertTrue(Params.REQUEST_ID.matcher(first).matches(), first);
        assertTrue(!first.equals(second));
    }

    @Test
    void shouldPlaceMarketOrdersByEitherQuantity()
    {
        final String market = "symbol=BTC_USDT&side=BUY&type=MARKET&selfTradePreventionMode=NONE";
        http.signed("POST", "/api/v3/order", market + "&quantity=0.5" + ID, http.alice);
        http.signed("POST", "/api/v3/order", market + "&quoteOrderQty=100.00000001" + ID, http.alice);
        assertEquals(
            List.of(
                new NewOrder(
                    HttpFixture.ALICE, 1, Side.BUY, OrderType.MARKET, TimeInForce.IOC, SelfTradePrevention.NONE,
                    OrderState.NONE, 500_000, OrderState.NONE, "c1"),
                new NewOrder(
                    HttpFixture.ALICE, 1, Side.BUY, OrderType.MARKET, TimeInForce.IOC, SelfTradePrevention.NONE,
                    OrderState.NONE, OrderState.NONE, 10_000_000_001L, "c1")),
            http.cluster.commands);
    }

    @ParameterizedTest
    @CsvSource({
        "side=SELL, side=HOLD, -1117", "side=SELL&, '', -1102", "type=LIMIT, type=STOP_LOSS, -1116",
        "GTC, GTX, -1115", "&timeInForce=GTC, '', -1102", "quantity=0.01, quantity=0.0000001, -1111",
        "price=50000.00, price=50000.001, -1111", "price=50000.00, price=-1, -1100", "price=50000.00, price=1e5, -1100",
        "price=50000.00, price=, -1102", "price=50000.00, quoteOrderQty=1&price=1, -1106", "BTCUSDT, ETHUSDT, -1121",
        "BTCUSDT, btcusdt, -1121", "price=50000.00, price=99999999999999999999, -1130",
        "price=50000.00, price=1&stopPrice=1, -1104", "price=50000.00, price=1&icebergQty=1, -1104",
        "price=50000.00, price=1&newClientOrderId=a+b, -1100", "price=50000.00, price=1&newClientOrderId=, -1105",
        "price=50000.00, price=1&newOrderRespType=ALL, -1130",
        "price=50000.00, price=1&selfTradePreventionMode=X, -1130",
        "price=50000.00, price=1&user_id=x, -1100", "price=50000.00, price=%zz, -1100",
        "price=50000.00, price=%ff, -1100",
        "type=LIMIT, type=MARKET, -1106", "type=LIMIT, type=LIMIT_MAKER, -1106"
    })
    void shouldRefuseWhatIsWrongWithTheRightCode(final String good, final String bad, final int code)
    {
        assertTrue(LIMIT.contains(good));
        assertError(400, code, http.form("/api/v3/order", LIMIT.replace(good, bad), http.alice));
        assertTrue(http.cluster.commands.isEmpty());
    }

    @Test
    void shouldNameFieldAndRule()
    {
        final String body = http.signed(
            "POST", "/api/v3/order", LIMIT.replace("0.01", "0.0000001"), http.alice).body();
        assertEquals(
            "{\"code\":-1111,\"msg\":\"Parameter 'quantity' has too much precision.\"," +
            "\"detail\":\"quantity: at most 6 decimals\"}",
            body);
        final String surplus = http.signed("POST", "/api/v3/order", LIMIT + "&colour=red", http.alice).body();
        assertTrue(surplus.contains("read '7' parameter(s) but was sent '8'."), surplus);
        assertTrue(surplus.contains("colour: unknown"), surplus);
    }

    @Test
    void shouldTellWhatTheClusterRefused()
    {
        http.cluster.answer = (command) -> rejected(RejectCode.INSUFFICIENT_BALANCE);
        final HttpResponse<String> response = http.signed("POST", "/api/v3/order", LIMIT, http.alice);
        assertEquals(
            "{\"code\":-2010,\"msg\":\"Account has insufficient balance for requested action.\"," +
            "\"reject\":\"INSUFFICIENT_BALANCE\"}",
            response.body());
        assertEquals(400, response.statusCode());
    }

    @Test
    void shouldNeverCallAnUnknownOutcomeARefusal()
    {
        http.cluster.answer = (command) -> Outcome.of(Outcome.Kind.UNKNOWN, null);
        final HttpResponse<String> response = http.signed("POST", "/api/v3/order", LIMIT, http.alice);
        assertEquals(503, response.statusCode());
        assertTrue(response.body().startsWith(
            "{\"code\":-1007,\"msg\":\"Unknown error, please check your request or try again later.\""));
    }

    @Test
    void shouldSayTryAgainWhenNothingWasSent()
    {
        http.cluster.isFull = true;
        final HttpResponse<String> response = http.signed("POST", "/api/v3/order", LIMIT, http.alice);
        assertError(503, -1001, response);
        assertTrue(response.body().contains("Internal error; unable to process your request. Please try again."));
        assertEquals("1", response.headers().firstValue("retry-after").orElse(""));
        assertError(503, -1001, http.signed("GET", "/api/v3/account", "", http.alice));
        http.cluster.isFull = false;
        http.cluster.answer = (command) -> Outcome.of(Outcome.Kind.NOT_SENT, "x");
        assertError(503, -1001, http.signed("POST", "/api/v3/order", LIMIT, http.alice));
        http.cluster.answer = (command) -> Outcome.of(Outcome.Kind.EXPIRED, "x");
        assertError(400, -1021, http.signed("POST", "/api/v3/order", LIMIT, http.alice));
        http.cluster.answer = (command) -> Outcome.of(Outcome.Kind.INVALID, "x");
        assertError(400, -1130, http.signed("POST", "/api/v3/order", LIMIT, http.alice));
    }

    @Test
    void shouldCancelByEitherId()
    {
        http.cluster.answer = (command) -> applied(command, OrderStatus.CANCELED, 0, List.of());
        final String body = http.signed(
            "DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=42&newClientOrderId=x1", http.alice).body();
        assertTrue(body.startsWith(
            "{\"origClientOrderId\":\"c1\",\"symbol\":\"BTCUSDT\",\"orderId\":42,\"orderListId\":-1," +
            "\"clientOrderId\":\"x1\",\"transactTime\":1700000000002,"), body);
        assertTrue(body.contains("\"status\":\"CANCELED\""), body);
        http.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=c1", http.alice);
        assertEquals(
            List.of(
                new CancelOrder(HttpFixture.ALICE, 1, 42, null),
                new CancelOrder(HttpFixture.ALICE, 1, OrderState.NONE, "c1")),
            http.cluster.commands);
        assertError(400, -1102, http.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT", http.alice));
        http.cluster.answer = (command) -> rejected(RejectCode.ORDER_ALREADY_CLOSED);
        assertError(400, -2011, http.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=42", http.alice));
    }

    @Test
    void shouldAnswerAQueryFromTheModelAndElseFromTheCluster()
    {
        http.cluster.script.limit(9, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "mine")
            .limit(10, HttpFixture.BOB, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "his");
        final String mine = http.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=9", http.alice).body();
        assertTrue(mine.contains("\"clientOrderId\":\"mine\"") && mine.contains("\"isWorking\":true"), mine);
        assertEquals(mine, http.signed(
            "GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=mine", http.alice).body());
        assertTrue(http.cluster.commands.isEmpty());

        http.cluster.answer = (command) -> rejected(RejectCode.UNKNOWN_ORDER);
        assertError(400, -2013, http.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=10", http.alice));
        assertEquals(List.of(new QueryOrder(HttpFixture.ALICE, 1, 10, null)), http.cluster.commands);
        http.cluster.answer = (command) -> applied(command, OrderStatus.EXPIRED, 0, List.of());
        final String old = http.signed("GET", "/api/v3/order", "symbol=BTCUSDT&orderId=42", http.alice).body();
        assertTrue(old.contains("\"status\":\"EXPIRED\""), old);
    }

    @Test
    void shouldListOrdersTradesAndBalancesOfTheKeysAccountOnly()
    {
        final EventScript script = http.cluster.script;
        script.deposit(HttpFixture.ALICE, EventScript.BTC, 1_000_000_000)
            .deposit(HttpFixture.BOB, EventScript.USDT, 100_000_000_000L)
            .limit(1, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "a1")
            .limit(2, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_100_000, 20_000, "a2")
            .limit(3, HttpFixture.BOB, Side.BUY, TimeInForce.GTC, 5_000_000, 10_000, "b1")
            .trade(1, 3, HttpFixture.BOB, 1, HttpFixture.ALICE, 5_000_000, 10_000, Side.BUY);

        final String open = http.signed("GET", "/api/v3/openOrders", "", http.alice).body();
        assertTrue(open.contains("\"orderId\":2,") && !open.contains("\"orderId\":1,"), open);
        final String all = http.signed("GET", "/api/v3/allOrders", "symbol=BTCUSDT", http.reader).body();
        assertTrue(all.contains("\"orderId\":1,") && all.contains("\"orderId\":2,") && !all.contains("b1"), all);
        assertEquals("[]", http.signed(
            "GET", "/api/v3/allOrders", "symbol=BTCUSDT&endTime=5", http.alice).body());
        final String trades = http.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT", http.alice).body();
        assertEquals(
            "[{\"symbol\":\"BTCUSDT\",\"id\":1,\"orderId\":1,\"orderListId\":-1,\"price\":\"50000.00\"," +
            "\"qty\":\"0.010000\",\"quoteQty\":\"500.00000000\",\"commission\":\"0.00000010\"," +
            "\"commissionAsset\":\"USDT\",\"time\":" + (script.timeMs() - 1) + ",\"isBuyer\":false,\"isMaker\":true," +
            "\"isBestMatch\":true}]",
            trades);
        assertEquals("[]", http.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT&orderId=2", http.alice).body());
        final String account = http.signed("GET", "/api/v3/account", "", http.alice).body();
        assertTrue(account.contains(
            "\"balances\":[{\"asset\":\"BTC\",\"free\":\"9.97000000\",\"locked\":\"0.02000000\"}," +
            "{\"asset\":\"USDT\",\"free\":\"499.99999990\",\"locked\":\"0.00000000\"}]"), account);
    }

    @Test
    void shouldSayTryAgainWhenTheModelIsBehind()
    {
        http.cluster.isBehind = true;
        assertError(503, -1001, http.signed("GET", "/api/v3/account", "", http.alice));
        assertError(503, -1001, http.get("/api/v3/depth?symbol=BTCUSDT"));
    }

    @Test
    void shouldNotCallASymbolUnknownBeforeItKnowsThemAll()
    {
        http.cluster.notReady = "the read model is catching up";
        assertError(503, -1001, http.signed("POST", "/api/v3/order", LIMIT.replace("BTC", "ETH"), http.alice));
        assertError(503, -1001, http.get("/api/v3/depth?symbol=ETHUSDT"));
        final String transfer = "{\"request_id\":\"r\",\"user_id\":1002,\"asset\":\"ETH\",\"amount\":\"1\"}";
        assertError(503, -1001, http.json("/api/v1/transfer_in", transfer, http.cashier));
    }

    static Outcome applied(
        final ClusterCommand command, final OrderStatus status, final long cumQuantity, final List<FillReport> fills)
    {
        final OrderReport order = new OrderReport(
            42, HttpFixture.ALICE, 1,
            command instanceof NewOrder ? ((NewOrder)command).clientOrderId() : "c1",
            5_000_000, 10_000, OrderState.NONE, cumQuantity, cumQuantity * 5_000_000, status, CloseReason.NONE,
            Side.SELL, OrderType.LIMIT, TimeInForce.GTC,
            command instanceof NewOrder ? SelfTradePrevention.EXPIRE_TAKER : null,
            1_700_000_000_001_000_000L, 1_700_000_000_002_000_000L);
        return Outcome.ofOrder(order, fills, 10, 1_700_000_000_002_000_000L, false);
    }

    static Outcome rejected(final RejectCode reject)
    {
        return new Outcome(
            Outcome.Kind.REJECTED, reject, null, 10, 0, null, List.of(), OrderState.NONE, OrderState.NONE, false, 0, 0);
    }
}
