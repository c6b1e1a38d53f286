package io.lockstep.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.lockstep.deploy.demo.HttpApi.Key;
import io.lockstep.deploy.demo.HttpApi.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest
{
    private static final Key KEY = new Key("name", "secret");

    private HttpServer server;
    private volatile String query;
    private volatile String body;
    private volatile String apiKey;

    @BeforeEach
    void start() throws IOException
    {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", (exchange) ->
        {
            query = exchange.getRequestURI().getRawQuery();
            apiKey = exchange.getRequestHeaders().getFirst("X-MBX-APIKEY");
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            final byte[] reply =
                "{\"code\":-2010,\"reject\":\"INSUFFICIENT_BALANCE\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop()
    {
        server.stop(0);
    }

    @Test
    void shouldSignQueryAndBodyAsTheyAreSent() throws GeneralSecurityException
    {
        final HttpApi http = new HttpApi(server.getAddress().getPort());
        http.signed(KEY, "POST", "/api/v3/order", "symbol", "BTC_USDT", "newClientOrderId", "a/b");
        assertEquals("name", apiKey);
        assertTrue(query.startsWith("symbol=BTC_USDT&newClientOrderId=a%2Fb&recvWindow=60000&timestamp="), query);
        assertSigned("");

        http.postJson(KEY, "/api/v1/user/transfer_in", Map.of("amount", "1"));
        assertTrue(body.contains("\"amount\""), body);
        assertSigned(body);
    }

    private void assertSigned(final String sentBody) throws GeneralSecurityException
    {
        final int at = query.indexOf("&signature=");
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        final byte[] expected = mac.doFinal((query.substring(0, at) + sentBody).getBytes(StandardCharsets.UTF_8));
        assertEquals(HexFormat.of().formatHex(expected), query.substring(at + "&signature=".length()));
    }

    @Test
    void shouldTellARefusalByStatusAndRejectCode()
    {
        final Reply reply = new HttpApi(server.getAddress().getPort()).open("/");
        assertEquals("400 INSUFFICIENT_BALANCE", reply.refusal());
    }

    @Test
    void shouldTellWhenNobodyAnswers()
    {
        server.stop(0);
        assertEquals(0, new HttpApi(server.getAddress().getPort()).open("/").code());
    }
}
