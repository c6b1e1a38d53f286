package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.ClusterCommand.CancelOrder;
import io.lockstep.gateway.cluster.ClusterCommand.CreateAccount;
import io.lockstep.gateway.cluster.ClusterCommand.CreateAsset;
import io.lockstep.gateway.cluster.ClusterCommand.CreateInstrument;
import io.lockstep.gateway.cluster.ClusterCommand.Genesis;
import io.lockstep.gateway.cluster.ClusterCommand.NewOrder;
import io.lockstep.gateway.cluster.ClusterCommand.StateHash;
import io.lockstep.gateway.cluster.ClusterCommand.Transfer;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.model.EventScript;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.security.ApiKeyFile;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.lockstep.gateway.http.AuthenticationTest.assertError;
import static io.lockstep.gateway.http.OrderRoutesTest.applied;
import static io.lockstep.gateway.http.OrderRoutesTest.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AncestorAndAdminTest
{
    private static final String ORDER = "{\"cid\":\"my_order_0000001\",\"symbol\":\"BTC_USDT\",\"side\":\"Sell\"," +
        "\"order_type\":\"Limit\",\"price\":\"50000\",\"quantity\":\"0.01\"}";
    private static final String TRANSFER =
        "{\"request_id\":\"r-1\",\"user_id\":1002,\"asset\":\"USDT\",\"amount\":\"100000\"}";
    private static final String INSTRUMENT = "{\"instrumentId\":2,\"symbol\":\"BTC_USDT2\",\"baseAssetId\":1," +
        "\"quoteAsset\":\"USDT\",\"priceScale\":2,\"quantityScale\":6,\"tickSize\":\"0.01\",\"lotSize\":\"0.000001\"," +
        "\"maxPrice\":\"1000000\",\"maxQuantity\":\"9000\",\"minNotional\":\"1\",\"maxNotional\":\"1000000000\"," +
        "\"makerFeeBps\":10,\"takerFeePpm\":\"2000\"}";

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

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/api/v1/order/create"})
    void shouldPlaceOrdersAsTheAncestorDid(final String path)
    {
        http.cluster.answer = (command) -> applied(command, OrderStatus.NEW, 0, List.of());
        assertEquals(
            "{\"status\":0,\"msg\":\"ok\",\"data\":{\"order_id\":42,\"order_status\":\"Accepted\"," +
            "\"cid\":\"my_order_0000001\"}}",
            http.json(path, ORDER, http.alice).body());
        assertEquals(
            new NewOrder(
                HttpFixture.ALICE, 1, Side.SELL, OrderType.LIMIT, TimeInForce.GTC, null, 5_000_000, 10_000,
                OrderState.NONE, "my_order_0000001"),
            http.cluster.commands.get(0));
        final String market = ORDER.replace("Limit", "Market");
        http.json(path, market, http.alice);
        final NewOrder order = (NewOrder)http.cluster.commands.get(1);
        assertEquals(OrderType.MARKET, order.orderType());
        assertEquals(OrderState.NONE, order.price());
    }

    @Test
    void shouldWriteErrorsAsTheAncestorsToolsReadThem()
    {
        http.cluster.answer = (command) -> rejected(RejectCode.INSUFFICIENT_BALANCE);
        assertEquals(
            "{\"status\":1,\"success\":false,\"code\":-2010," +
            "\"msg\":\"Account has insufficient balance for requested action.\"," +
            "\"message\":\"Account has insufficient balance for requested action.\"," +
            "\"reject\":\"INSUFFICIENT_BALANCE\"}",
            http.json("/api/orders", ORDER, http.alice).body());
    }

    @ParameterizedTest
    @CsvSource({
        "0.01\", 0.0000001\", -1111", "Limit, Stop, -1130", "Sell, Hold, -1130", "BTC_USDT, ETH_USDT, -1121",
        "my_order_0000001, spaces in it, -1100", "\"50000\", true, -1100", "\"50000\", \"\", -1102",
        "\"50000\", [1], -1130", "\"side\", \"colour\", -1102", "\"50000\", {}, -1100", "Limit, Limit\\u0000, -1130"
    })
    void shouldRefuseBadOrdersOfTheAncestor(final String good, final String bad, final int code)
    {
        final String body = ORDER.replace(good, bad);
        assertError(400, code, http.json("/api/orders", body, http.alice));
        assertTrue(http.cluster.commands.isEmpty());
    }

    @Test
    void shouldCancelWithoutASymbol()
    {
        http.cluster.answer = (command) -> applied(command, OrderStatus.CANCELED, 0, List.of());
        http.cluster.script.limit(9, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "mine")
            .limit(10, HttpFixture.BOB, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "his");
        final String body = http.json("/api/v1/order/cancel", "{\"order_id\":9}", http.alice).body();
        assertTrue(body.contains("\"order_status\":\"Cancelled\""), body);
        http.json("/api/v1/order/cancel", "{\"cid\":\"mine\"}", http.alice);
        assertEquals(
            List.of(
                new CancelOrder(HttpFixture.ALICE, 1, 9, null), new CancelOrder(HttpFixture.ALICE, 1, 9, null)),
            http.cluster.commands);
        assertError(400, -2011, http.json("/api/v1/order/cancel", "{\"order_id\":10}", http.alice));
        assertError(400, -1102, http.json("/api/v1/order/cancel", "{}", http.alice));
    }

    @Test
    void shouldListAsTheAncestorDid()
    {
        http.cluster.script.deposit(HttpFixture.ALICE, EventScript.BTC, 1_000_000_000_000L)
            .limit(1, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "a1")
            .limit(2, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "a2")
            .limit(3, HttpFixture.BOB, Side.BUY, TimeInForce.GTC, 5_000_000, 10_000, "b1")
            .trade(1, 3, HttpFixture.BOB, 1, HttpFixture.ALICE, 5_000_000, 10_000, Side.BUY);
        for (final String path : new String[]{"/api/user/balance", "/api/v1/user/balance"})
        {
            assertEquals(
                "[{\"asset\":\"BTC\",\"avail\":\"9999.98000000\",\"frozen\":\"0.01000000\"}," +
                "{\"asset\":\"USDT\",\"avail\":\"499.99999990\",\"frozen\":\"0.00000000\"}]",
                http.signed("GET", path, "user_id=1001", http.alice).body());
        }
        for (final String path : new String[]{"/api/user/trade_history", "/api/v1/order/trades"})
        {
            final String body = http.signed("GET", path, "symbol=BTC_USDT&limit=5", http.alice).body();
            assertTrue(body.contains("\"role\":\"SELLER\"") && body.contains("\"trade_id\":1,"), body);
        }
        for (final String path : new String[]{"/api/user/order_history", "/api/v1/order/history"})
        {
            final String body = http.signed("GET", path, "", http.alice).body();
            assertTrue(body.contains("\"status\":\"FILLED\"") && body.contains("\"status\":\"NEW\""), body);
        }
        final String active = http.signed("GET", "/api/v1/order/active", "", http.alice).body();
        assertTrue(active.contains("\"order_id\":2,") && !active.contains("\"order_id\":1,"), active);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/transfer_in, true", "/api/v1/transfer_out, false", "/api/v1/user/transfer_in, true",
        "/api/v1/user/transfer_out, false"
    })
    void shouldMoveMoneyForACashierToAnyAccount(final String path, final boolean isDeposit)
    {
        http.cluster.answer = (command) -> new Outcome(
            Outcome.Kind.APPLIED, RejectCode.NONE, null, 10, 0, null, List.of(), 10_000_000_000_000L, 5, true, 0, 0);
        assertEquals(
            "{\"success\":true,\"message\":\"ok\",\"request_id\":\"r-1\",\"user_id\":1002,\"asset\":\"USDT\"," +
            "\"amount\":\"100000.00000000\",\"duplicate\":true,\"event_seq\":10,\"avail\":\"100000.00000000\"," +
            "\"frozen\":\"0.00000005\"}",
            http.json(path, TRANSFER, http.cashier).body());
        assertEquals(
            List.of(new Transfer(isDeposit, 1002, EventScript.USDT, 10_000_000_000_000L, "r-1")),
            http.cluster.commands);
    }

    @ParameterizedTest
    @CsvSource({
        "r-1, '', -1102", "r-1, a b, -1100", "1002, 0, -1130", "1002, -5, -1100", "USDT, DOGE, -1130",
        "100000, 0, -1130", "100000, 0.000000001, -1111", "100000, -1, -1100", "request_id, request, -1102"
    })
    void shouldRefuseBadTransfers(final String good, final String bad, final int code)
    {
        assertError(400, code, http.json("/api/v1/transfer_in", TRANSFER.replace(good, bad), http.cashier));
        assertTrue(http.cluster.commands.isEmpty());
    }

    @Test
    void shouldAdminister()
    {
        http.cluster.answer = (command) -> new Outcome(
            Outcome.Kind.APPLIED, RejectCode.NONE, null, 10, 0, null, List.of(), OrderState.NONE, OrderState.NONE,
            false, -2, 640);
        final String admin = "/api/v1/admin/";
        assertOk(http.json(admin + "assets", "{\"assetId\":3,\"code\":\"ETH\",\"scale\":8}", http.admin));
        assertOk(http.json(admin + "accounts", "{\"accountId\":5}", http.admin));
        assertOk(http.json(admin + "instruments", INSTRUMENT, http.admin));
        assertOk(http.json(admin + "genesis", "{\"chainId\":\"18446744073709551615\"}", http.admin));
        final String hash = assertOk(http.json(admin + "state-hash", "{}", http.admin));
        assertTrue(hash.contains("\"stateHash\":\"18446744073709551614\",\"logPosition\":640"), hash);
        assertEquals(
            List.of(
                new CreateAsset(3, 8, "ETH"),
                new CreateAccount(5, 0),
                new CreateInstrument(
                    2, "BTC_USDT2", 1, 2, 2, 6, 1, 1, 100_000_000, 1, 1, 9_000_000_000L, 100_000_000,
                    100_000_000_000_000_000L, OrderState.NONE, 200, 1_000, 2_000, 0, InstrumentStatus.TRADING),
                new Genesis(-1),
                new StateHash()),
            http.cluster.commands);
    }

    @ParameterizedTest
    @CsvSource({
        "0.01\", 0.001\", -1111", "makerFeeBps, makerFee, -1102", ":10, :-10001, -1130", ":10, :1.5, -1100",
        "\"takerFeePpm\", '\"makerFeePpm\":1,\"takerFeePpm\"', -1106", "\"baseAssetId\":1, \"baseAssetId\":9, -1130",
        "USDT\", NONE\", -1130", "\"priceScale\":2, \"priceScale\":19, -1130", "\"instrumentId\":2, \"colour\":2, -1102"
    })
    void shouldRefuseBadInstruments(final String good, final String bad, final int code)
    {
        final String body = INSTRUMENT.replace(good, bad);
        assertError(400, code, http.json("/api/v1/admin/instruments", body, http.admin));
        assertTrue(http.cluster.commands.isEmpty());
    }

    @Test
    void shouldMakeKeysThatWorkAtOnce()
    {
        final String body = http.json(
            "/api/v1/admin/api-keys", "{\"accountId\":1002,\"permissions\":[\"READ\",\"TRADE\"]}", http.admin).body();
        final Matcher matcher = Pattern.compile("\"apiKey\":\"(\\w{64})\",\"secret\":\"(\\w{64})\"").matcher(body);
        assertTrue(matcher.find(), body);
        final ApiKeyFile.NewKey bob = new ApiKeyFile.NewKey(matcher.group(1), matcher.group(2));
        assertTrue(http.signed("GET", "/api/v3/account", "", bob).body().contains("\"uid\":1002"));

        for (final String bad : new String[]{
            "{\"accountId\":0,\"permissions\":[\"READ\"]}", "{\"accountId\":1,\"permissions\":[\"ROOT\"]}",
            "{\"accountId\":1,\"permissions\":[]}", "{\"permissions\":[\"READ\"]}", "{\"accountId\":1}"})
        {
            assertEquals(400, http.json("/api/v1/admin/api-keys", bad, http.admin).statusCode(), bad);
        }
        assertEquals(5, http.keys.size());
    }

    private static String assertOk(final HttpResponse<String> response)
    {
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().startsWith("{\"success\":true,"), response.body());
        return response.body();
    }
}
