package io.lockstep.gateway.http;

import io.lockstep.gateway.security.ApiKeyFile;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;

/** A server on a free port with a fake cluster behind it, keys of each kind, and a client that signs. */
final class HttpFixture implements AutoCloseable
{
    static final long ALICE = 1001;
    static final long BOB = 1002;
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    final FakeCluster cluster = new FakeCluster();
    final ApiKeyFile keys;
    final ApiKeyFile.NewKey alice;
    final ApiKeyFile.NewKey reader;
    final ApiKeyFile.NewKey cashier;
    final ApiKeyFile.NewKey admin;
    final HttpServer server;

    HttpFixture(final Path directory) throws IOException
    {
        final Path file = directory.resolve("api.keys");
        final StringBuilder lines = new StringBuilder();
        alice = key(lines, "alice", ALICE, "READ,TRADE");
        reader = key(lines, "reader", ALICE, "READ");
        cashier = key(lines, "cashier", 0, "CASHIER");
        admin = key(lines, "admin", 0, "ADMIN");
        Files.writeString(file, lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        keys = ApiKeyFile.load(file);
        server = new HttpServer(
            "127.0.0.1", 0, 1, 64, MAX_BODY_BYTES,
            GatewayRoutes.create(cluster, keys, Runnable::run, () -> System.currentTimeMillis() * 1_000));
        cluster.script.reference().account(ALICE).account(BOB);
    }

    private static ApiKeyFile.NewKey key(
        final StringBuilder lines, final String name, final long accountId, final String permissions)
    {
        lines.append("key.").append(name).append(".secret=secret-of-").append(name).append('\n')
            .append("key.").append(name).append(".account=").append(accountId).append('\n')
            .append("key.").append(name).append(".permissions=").append(permissions).append('\n');
        return new ApiKeyFile.NewKey(name, "secret-of-" + name);
    }

    int port()
    {
        return server.port();
    }

    /** Send as it is. */
    HttpResponse<String> send(
        final String method, final String pathAndQuery, final String key, final String contentType, final String body)
    {
        final HttpRequest.Builder request = HttpRequest.newBuilder()
            .uri(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
            .timeout(Duration.ofSeconds(10))
            .method(method, null == body ?
                HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (null != key)
        {
            request.header("X-MBX-APIKEY", key);
        }
        if (null != contentType)
        {
            request.header("Content-Type", contentType);
        }
        try
        {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        catch (final IOException ex)
        {
            throw new AssertionError(method + ' ' + pathAndQuery, ex);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new AssertionError(ex);
        }
    }

    HttpResponse<String> get(final String pathAndQuery)
    {
        return send("GET", pathAndQuery, null, null, null);
    }

    /** All parameters and the signature in the query. */
    HttpResponse<String> signed(
        final String method, final String path, final String query, final ApiKeyFile.NewKey key)
    {
        final String timed = withTime(query);
        return send(method, path + '?' + timed + "&signature=" + sign(timed, key), key.key(), null, null);
    }

    /** All parameters and the signature in a form, which may carry what a URI may not. */
    HttpResponse<String> form(final String path, final String form, final ApiKeyFile.NewKey key)
    {
        final String timed = withTime(form);
        return send(
            "POST", path, key.key(), "application/x-www-form-urlencoded", timed + "&signature=" + sign(timed, key));
    }

    /** Parameters in a JSON body, time and signature in the query. */
    HttpResponse<String> json(final String path, final String body, final ApiKeyFile.NewKey key)
    {
        final String timed = withTime("");
        return send(
            "POST", path + '?' + timed + "&signature=" + sign(timed + body, key), key.key(), "application/json", body);
    }

    static String withTime(final String query)
    {
        return query + (query.isEmpty() ? "" : "&") + "timestamp=" + System.currentTimeMillis();
    }

    static String sign(final String payload, final ApiKeyFile.NewKey key)
    {
        try
        {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        }
        catch (final GeneralSecurityException ex)
        {
            throw new AssertionError(ex);
        }
    }

    @Override
    public void close()
    {
        server.close();
        cluster.close();
    }
}
