package io.lockstep.gateway.http;

import io.lockstep.gateway.security.ApiKeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who may do what: every signed route against every way of not being allowed. */
class AuthenticationTest
{
    private static final String ORDER = "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000";
    private static final String FORM = "application/x-www-form-urlencoded";

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
    @CsvSource({
        "POST, /api/v3/order", "DELETE, /api/v3/order", "GET, /api/v3/order", "GET, /api/v3/openOrders",
        "GET, /api/v3/allOrders", "GET, /api/v3/account", "GET, /api/v3/myTrades", "POST, /api/orders",
        "POST, /api/v1/order/create", "POST, /api/v1/order/cancel", "GET, /api/user/balance",
        "GET, /api/v1/user/balance", "GET, /api/user/trade_history", "GET, /api/v1/order/trades",
        "GET, /api/user/order_history", "GET, /api/v1/order/history", "GET, /api/v1/order/active",
        "POST, /api/v1/transfer_in", "POST, /api/v1/transfer_out", "POST, /api/v1/user/transfer_in",
        "POST, /api/v1/user/transfer_out", "POST, /api/v1/admin/assets", "POST, /api/v1/admin/instruments",
        "POST, /api/v1/admin/accounts", "POST, /api/v1/admin/api-keys", "POST, /api/v1/admin/genesis",
        "POST, /api/v1/admin/state-hash"
    })
    void shouldLetNobodyInWithoutKeySignatureTimeAndPermission(final String method, final String path)
    {
        assertError(401, -2014, http.send(method, path + "?user_id=1001", null, null, null));
        assertError(401, -2014, http.send(method, path, "not-a-key!", null, null));
        assertError(401, -2015, http.send(method, path, "nosuchkey", null, null));
        final boolean isMoney = path.contains("transfer");
        final boolean isAdmin = path.contains("admin");
        final ApiKeyFile.NewKey key = isMoney ? http.cashier : isAdmin ? http.admin : http.alice;
        assertError(401, -1102, http.send(method, path + "?timestamp=1", key.key(), null, null));
        assertError(400, -1022, http.send(method, path + "?timestamp=1&signature=00", key.key(), null, null));
        assertError(400, -1022, http.send(
            method, path + "?timestamp=1&signature=" + HttpFixture.sign("timestamp=1", http.reader), key.key(), null,
            null));
        assertError(400, -1021, http.send(
            method, path + "?timestamp=1&signature=" + HttpFixture.sign("timestamp=1", key), key.key(), null, null));
        assertError(400, -1102, http.send(
            method, path + "?x=1&signature=" + HttpFixture.sign("x=1", key), key.key(), null, null));

        final ApiKeyFile.NewKey wrong = isMoney || isAdmin ? http.alice : http.cashier;
        assertError(401, -2015, http.signed(method, path, "", wrong));
        if (!"GET".equals(method) && !isMoney && !isAdmin)
        {
            assertError(401, -2015, http.signed(method, path, "", http.reader));
        }
        if (!isMoney && !isAdmin)
        {
            assertError(403, -1002, http.signed(method, path, "user_id=1002", http.alice));
        }
        assertTrue(http.cluster.commands.isEmpty());
    }

    @Test
    void shouldAcceptEveryPlacementOfParametersAndSignature()
    {
        final String timed = HttpFixture.withTime(ORDER);
        final String signature = "signature=" + HttpFixture.sign(timed, http.alice);
        final String half = HttpFixture.withTime("price=50000");
        final String rest = "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01";
        final String split = "signature=" + HttpFixture.sign(rest + half, http.alice);
        final String path = "/api/v3/order";

        assertAccepted(1, http.send("POST", path + '?' + timed + '&' + signature, http.alice.key(), null, null));
        assertAccepted(2, http.send("POST", path, http.alice.key(), FORM, timed + '&' + signature));
        assertAccepted(3, http.send("POST", path + '?' + signature, http.alice.key(), FORM, timed));
        assertAccepted(4, http.send("POST", path + '?' + rest, http.alice.key(), FORM, half + '&' + split));
        assertAccepted(5, http.send("POST", path + '?' + rest + '&' + split, http.alice.key(), FORM, half));
        // Some clients announce JSON and send nothing.
        assertAccepted(6, http.send(
            "POST", path + '?' + timed + '&' + signature, http.alice.key(), "application/json", ""));
        assertAccepted(7, http.send("POST", path, http.alice.key(), null, timed + '&' + signature));
        // Bytes are signed as they are sent.
        final String encoded = HttpFixture.withTime(ORDER.replace("BTCUSDT", "BTC%5FUSDT"));
        assertAccepted(8, http.send(
            "POST", path + '?' + encoded + "&signature=" + HttpFixture.sign(encoded, http.alice), http.alice.key(),
            null, null));
        final String json = "{\"symbol\":\"BTC_USDT\",\"side\":\"Sell\",\"order_type\":\"Limit\"," +
            "\"price\":\"50000\",\"quantity\":0.01}";
        assertAccepted(9, http.json("/api/orders", json, http.alice));
        final String time = HttpFixture.withTime("");
        final String overJson = "&signature=" + HttpFixture.sign(time + json, http.alice);
        assertAccepted(10, http.send("POST", "/api/orders?" + time + overJson, http.alice.key(), null, json));
        assertError(400, -1022, http.send(
            "POST", "/api/orders?" + time + overJson, http.alice.key(), "application/json", json + ' '));
        // JSON is signed whole, whatever it says.
        assertError(400, -1100, http.json(
            "/api/orders", json.replace("{", "{\"cid\":\"a&signature=b\","), http.alice));
    }

    @Test
    void shouldTakeTheAccountFromTheKey()
    {
        http.signed("POST", "/api/v3/order", ORDER + "&user_id=1001", http.alice);
        assertEquals(
            HttpFixture.ALICE,
            ((io.lockstep.gateway.cluster.ClusterCommand.NewOrder)http.cluster.commands.get(0)).accountId());
        final String body = "{\"symbol\":\"BTC_USDT\",\"user_id\":1002}";
        assertError(403, -1002, http.json("/api/v1/order/create", body, http.alice));
        assertError(403, -1002, http.json("/api/v1/order/cancel", "{\"order_id\":1,\"user_id\":\"1002\"}", http.alice));
        assertEquals(1, http.cluster.commands.size());
    }

    @Test
    void shouldRefuseRepeatedParametersWhereverTheyAre()
    {
        final String timed = HttpFixture.withTime("symbol=BTCUSDT");
        assertError(400, -1101, http.signed("GET", "/api/v3/openOrders", "symbol=BTCUSDT&symbol=ETHUSDT", http.alice));
        assertError(400, -1101, http.send(
            "POST", "/api/v3/order?symbol=BTCUSDT&signature=" + HttpFixture.sign("symbol=BTCUSDT" + timed, http.alice),
            http.alice.key(), FORM, timed));
        assertError(400, -1101, http.send(
            "GET", "/api/v3/account?signature=a&signature=b", http.alice.key(), null, null));
    }

    private void assertAccepted(final int count, final HttpResponse<String> response)
    {
        assertEquals(count, http.cluster.commands.size(), response.body());
    }

    static void assertError(final int httpStatus, final int code, final HttpResponse<String> response)
    {
        assertEquals(httpStatus, response.statusCode(), response.uri() + " " + response.body());
        assertTrue(response.body().contains("\"code\":" + code + ','), response.uri() + " " + response.body());
        assertTrue(response.body().contains("\"msg\":\""), response.body());
    }
}
