package io.lockstep.gateway.http;

import io.lockstep.gateway.model.EventScript;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static io.lockstep.gateway.http.AuthenticationTest.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is open to all, and what comes over the wire that is not what it should be. */
class ServerTest
{
    private static final int SOCKET_TIMEOUT_MS = 10_000;

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
    void shouldTellHowItIs()
    {
        assertEquals("Lockstep gateway: ready\n", http.get("/").body());
        assertEquals(200, http.get("/livez").statusCode());
        assertEquals(200, http.get("/readyz").statusCode());
        assertEquals(
            "{\"ready\":true,\"cluster\":\"CONNECTED\",\"readModel\":{\"eventSeq\":6,\"ageMs\":0," +
            "\"versionGaps\":0},\"inFlight\":0}",
            http.get("/status").body());

        http.cluster.notReady = "no session with the cluster";
        assertEquals(200, http.get("/livez").statusCode());
        final HttpResponse<String> ready = http.get("/readyz");
        assertEquals("503 no session with the cluster\n", ready.statusCode() + " " + ready.body());
        assertTrue(http.get("/status").body().startsWith(
            "{\"ready\":false,\"reason\":\"no session with the cluster\",\"cluster\":\"CONNECTING\""));
    }

    @Test
    void shouldServeMarketData()
    {
        assertEquals("{}", http.get("/api/v3/ping").body());
        assertTrue(http.get("/api/v3/time").body().matches("\\{\"serverTime\":\\d{13}}"));
        final EventScript script = http.cluster.script;
        script.limit(1, HttpFixture.ALICE, Side.SELL, TimeInForce.GTC, 5_000_000, 10_000, "a1")
            .limit(2, HttpFixture.BOB, Side.BUY, TimeInForce.GTC, 4_999_999, 5_000, "b1")
            .limit(3, HttpFixture.BOB, Side.BUY, TimeInForce.GTC, 4_999_998, 5_000, "b2");
        assertEquals(
            "{\"lastUpdateId\":" + script.eventSeq() + ",\"bids\":[[\"49999.99\",\"0.005000\"]," +
            "[\"49999.98\",\"0.005000\"]],\"asks\":[[\"50000.00\",\"0.010000\"]]}",
            http.get("/api/v3/depth?symbol=BTCUSDT&limit=10000").body());
        assertTrue(http.get("/api/v3/depth?symbol=BTC_USDT&limit=1").body().contains("[[\"49999.99\",\"0.005000\"]]"));
        script.trade(1, 2, HttpFixture.BOB, 1, HttpFixture.ALICE, 5_000_000, 5_000, Side.SELL);
        assertTrue(http.get("/api/v3/trades?symbol=BTCUSDT").body().startsWith(
            "[{\"id\":1,\"price\":\"50000.00\",\"qty\":\"0.005000\",\"quoteQty\":\"250.00000000\",\"time\":"));

        final String info = http.get("/api/v3/exchangeInfo").body();
        for (final String field : new String[]{
            "\"symbol\":\"BTCUSDT\"", "\"status\":\"TRADING\"", "\"baseAsset\":\"BTC\"", "\"quotePrecision\":8",
            "\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\"]", "\"permissionSets\":[[\"SPOT\"]]",
            "\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0.01\",\"maxPrice\":\"1000000.00\",\"tickSize\":\"0.01\"",
            "\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.000001\",\"maxQty\":\"1000.000000\",\"stepSize\":\"0.000001\"",
            "\"filterType\":\"NOTIONAL\",\"minNotional\":\"0.01000000\"", "\"timezone\":\"UTC\"", "\"rateLimits\":["})
        {
            assertTrue(info.contains(field), field + " in " + info);
        }
        assertTrue(http.get("/api/v3/exchangeInfo?symbol=BTCUSDT").body().contains("BTCUSDT"));
        assertTrue(http.get("/api/v3/exchangeInfo?symbols=%5B%22BTCUSDT%22%5D").body().contains("BTCUSDT"));
    }

    @Test
    void shouldRefuseWhatIsWrongInOpenRequests()
    {
        assertError(400, -1104, http.get("/api/v3/ping?x=1"));
        assertError(400, -1121, http.get("/api/v3/exchangeInfo?symbol=NONE"));
        assertError(400, -1121, http.get("/api/v3/exchangeInfo?symbols=%5B%22NONE%22%5D"));
        assertError(400, -1130, http.get("/api/v3/exchangeInfo?symbols=%5B1%5D"));
        assertError(400, -1130, http.get("/api/v3/exchangeInfo?symbols=BTCUSDT"));
        assertError(400, -1106, http.get("/api/v3/exchangeInfo?symbol=BTCUSDT&symbols=%5B%22BTCUSDT%22%5D"));
        assertError(400, -1102, http.get("/api/v3/depth"));
        assertError(400, -1130, http.get("/api/v3/depth?symbol=BTCUSDT&limit=0"));
        assertError(400, -1100, http.get("/api/v3/depth?symbol=BTCUSDT&limit=-1"));
        assertError(400, -1130, http.get("/api/v3/trades?symbol=BTCUSDT&limit=1001"));
        assertError(400, -1130, http.get("/api/v3/trades?symbol=BTCUSDT&limit=99999999999999999999"));
        assertError(404, -1020, http.get("/api/v3/nothing"));
        assertError(404, -1020, http.get("/api/v3/order/"));
        assertError(405, -1020, http.send("PUT", "/api/v3/order", null, null, ""));
    }

    @Test
    @Timeout(60)
    void shouldAnswerPipelinedRequestsInOrder() throws IOException
    {
        final StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 50; i++)
        {
            // The odd ones are answered by another thread, the even ones at once.
            final String path = 0 == i % 2 ? "/api/v3/ping?n=" + i : "/api/v3/depth?symbol=BTCUSDT&n=" + i;
            requests.append("GET ").append(0 == i % 4 ? path : path.replaceFirst(".n=\\d+", ""))
                .append(" HTTP/1.1\r\nHost: x\r\n").append(49 == i ? "Connection: close\r\n" : "").append("\r\n");
        }
        final String answers = raw(requests.toString().getBytes(StandardCharsets.US_ASCII));
        final List<String> kinds = new ArrayList<>();
        for (final String answer : answers.split("HTTP/1\\.1 "))
        {
            if (!answer.isEmpty())
            {
                kinds.add(answer.substring(0, 3) + (answer.contains("lastUpdateId") ? " depth" : " other"));
            }
        }
        assertEquals(50, kinds.size(), answers);
        for (int i = 0; i < 50; i++)
        {
            final String expected = 0 == i % 4 ? "400 other" : 2 == i % 4 ? "200 other" : "200 depth";
            assertEquals(expected, kinds.get(i), "request " + i);
        }
    }

    @Test
    @Timeout(60)
    void shouldAnswerWhatIsNoHttpWith4xxOrCloseAndServeOn() throws IOException
    {
        final String[] requests = {
            "\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
            "POST /api/orders HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
            "POST /api/orders HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET http://other/ HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
            "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n"
        };
        for (final String request : requests)
        {
            final String answer = raw(request.getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), request + " -> " + answer);
            assertEquals(200, http.get("/livez").statusCode(), request);
        }
    }

    @Test
    @Timeout(120)
    void shouldAnswerAnyParametersOfAnyoneWith4xx()
    {
        final long seed = 20_261_124L;
        final SplittableRandom random = new SplittableRandom(seed);
        final String[] names = {
            "symbol", "side", "type", "timeInForce", "quantity", "price", "quoteOrderQty", "newClientOrderId",
            "orderId", "limit", "recvWindow", "user_id", "origClientOrderId", "startTime", "x", ""
        };
        final String[] values = {
            "BTCUSDT", "SELL", "LIMIT", "MARKET", "GTC", "0.01", "-1", "0", "", "%00", "%F0%9F%92%A9", "%", "%2", "%zz",
            "99999999999999999999999", "NaN", "1e309", "0x1", "'\"", "%26", "true", "[]", "{}", "1".repeat(300),
            "9223372036854775807", "9007199254740992"
        };
        final String[] routes = {
            "POST /api/v3/order", "DELETE /api/v3/order", "GET /api/v3/order", "GET /api/v3/allOrders",
            "GET /api/v3/myTrades", "GET /api/v3/depth", "GET /api/v3/trades", "GET /api/v1/order/history"
        };
        int served = 0;
        for (int i = 0; i < 1_000; i++)
        {
            final StringBuilder query = new StringBuilder();
            final int count = random.nextInt(8);
            for (int j = 0; j < count; j++)
            {
                query.append(0 == j ? "" : "&").append(names[random.nextInt(names.length)]).append('=')
                    .append(values[random.nextInt(values.length)]);
            }
            final String[] route = routes[random.nextInt(routes.length)].split(" ");
            final HttpResponse<String> response = fuzzed(route[0], route[1], query.toString());
            // The fake cluster answers nothing, and an order that gets there must say so.
            final boolean isUnknown = response.body().contains("\"code\":-1007");
            assertTrue(
                response.statusCode() < 500 || isUnknown,
                "seed " + seed + " case " + i + ": " + route[1] + '?' + query + " -> " + response.body());
            served += response.statusCode() < 400 || isUnknown ? 1 : 0;
        }
        assertTrue(served > 0, "no case got past the checks: the generator tests nothing beyond them");
        assertTrue(served < 500, "too many cases passed: " + served);
    }

    @Test
    @Timeout(60)
    void shouldAnswerAnyJsonWith4xx()
    {
        final SplittableRandom random = new SplittableRandom(7);
        final String good = "{\"symbol\":\"BTC_USDT\",\"side\":\"Sell\",\"order_type\":\"Limit\",\"price\":\"1\"," +
            "\"quantity\":1e-2,\"cid\":\"abc\"}";
        for (int i = 0; i < 500; i++)
        {
            final StringBuilder body = new StringBuilder(good);
            for (int j = random.nextInt(1, 4); j > 0; j--)
            {
                final int at = random.nextInt(body.length());
                switch (random.nextInt(3))
                {
                    case 0 -> body.deleteCharAt(at);
                    case 1 -> body.insert(at, (char)random.nextInt(1, 127));
                    default -> body.setCharAt(at, (char)random.nextInt(1, 127));
                }
            }
            final HttpResponse<String> response = http.json("/api/orders", body.toString(), http.alice);
            assertTrue(
                response.statusCode() < 500 || response.body().contains("\"code\":-1007"),
                "case " + i + ": " + body + " -> " + response.body());
        }
    }

    @Test
    void shouldBoundConnections() throws IOException
    {
        final List<Socket> sockets = new ArrayList<>();
        try
        {
            int refused = 0;
            for (int i = 0; i < 80; i++)
            {
                final Socket socket = new Socket("127.0.0.1", http.port());
                socket.setSoTimeout(SOCKET_TIMEOUT_MS);
                sockets.add(socket);
            }
            for (int i = 64; i < 80; i++)
            {
                refused += -1 == sockets.get(i).getInputStream().read() ? 1 : 0;
            }
            assertEquals(16, refused);
        }
        finally
        {
            for (final Socket socket : sockets)
            {
                socket.close();
            }
        }
    }

    private HttpResponse<String> fuzzed(final String method, final String path, final String query)
    {
        final String timed = HttpFixture.withTime(query);
        final String signature = "signature=" + HttpFixture.sign(timed, http.alice);
        // A form carries what a URI of this client cannot.
        return path.contains("depth") || path.contains("trades") ?
            http.send("GET", path, null, "application/x-www-form-urlencoded", query) :
            http.send(
                method, path + '?' + signature, http.alice.key(), "application/x-www-form-urlencoded", timed);
    }

    private String raw(final byte[] request) throws IOException
    {
        try (Socket socket = new Socket("127.0.0.1", http.port()))
        {
            socket.setSoTimeout(SOCKET_TIMEOUT_MS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            final InputStream input = socket.getInputStream();
            return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        catch (final java.net.SocketException ex)
        {
            // Closed on what was still being sent: as good as an answer.
            return "";
        }
    }
}
