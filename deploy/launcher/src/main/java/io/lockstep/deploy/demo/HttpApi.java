package io.lockstep.deploy.demo;

import io.lockstep.deploy.parts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks HTTP with the gateway as any client would: signs with an API key's secret. Used from one thread.
 */
public final class HttpApi
{
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_TIMEOUT_MS = 20_000;

    private final int port;

    /**
     * An API key.
     *
     * @param name   sent with every request.
     * @param secret that signs.
     */
    public record Key(String name, String secret)
    {
        /**
         * @param file that holds key and secret in one line.
         * @return the key.
         */
        public static Key read(final Path file)
        {
            try
            {
                final String[] parts = Files.readString(file).strip().split(":");
                return new Key(parts[0], parts[1]);
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }

        @Override
        public String toString()
        {
            return name;
        }
    }

    /**
     * What came back.
     *
     * @param code HTTP status; 0 if nothing came back.
     * @param body parsed JSON; else the text.
     */
    public record Reply(int code, Object body)
    {
        /**
         * @return the body as an object; empty if it is none.
         */
        public Map<String, Object> json()
        {
            return Json.asObject(body);
        }

        /**
         * @return the body as a list; empty if it is none.
         */
        public List<?> list()
        {
            return body instanceof List<?> items ? items : List.of();
        }

        /**
         * @return status and the cluster's reject code: what an error is about.
         */
        public String refusal()
        {
            return code + " " + json().getOrDefault("reject", json().getOrDefault("code", ""));
        }
    }

    /**
     * @param port of the gateway on 127.0.0.1.
     */
    public HttpApi(final int port)
    {
        this.port = port;
    }

    /**
     * Ask for something that needs no key.
     *
     * @param path  of it.
     * @param query parameters: name, value, name, value.
     * @return the answer.
     */
    public Reply open(final String path, final String... query)
    {
        return exchange("GET", path, encode(query), null, null);
    }

    /**
     * Send a signed request with its parameters in the query.
     *
     * @param key    that signs.
     * @param method GET, POST or DELETE.
     * @param path   of the resource.
     * @param query  parameters: name, value, name, value.
     * @return the answer.
     */
    public Reply signed(final Key key, final String method, final String path, final String... query)
    {
        final String payload = withTimestamp(encode(query));
        return exchange(method, path, payload + "&signature=" + sign(key, payload), key, null);
    }

    /**
     * Send a signed request with a JSON body.
     *
     * @param key  that signs.
     * @param path of the resource.
     * @param body fields.
     * @return the answer.
     */
    public Reply postJson(final Key key, final String path, final Map<String, Object> body)
    {
        final String text = Json.write(body);
        final String query = withTimestamp("");
        return exchange("POST", path, query + "&signature=" + sign(key, query + text), key, text);
    }

    private static String withTimestamp(final String query)
    {
        return query + (query.isEmpty() ? "" : "&") + "recvWindow=60000&timestamp=" + System.currentTimeMillis();
    }

    private static String encode(final String... pairs)
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2)
        {
            text.append(0 == i ? "" : "&").append(pairs[i]).append('=')
                .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static String sign(final Key key, final String payload)
    {
        try
        {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        }
        catch (final GeneralSecurityException ex)
        {
            throw new IllegalStateException(ex);
        }
    }

    private Reply exchange(
        final String method, final String path, final String query, final Key key, final String body)
    {
        try
        {
            final URI uri = URI.create("http://127.0.0.1:" + port + path + (query.isEmpty() ? "" : "?" + query));
            final HttpURLConnection connection = (HttpURLConnection)uri.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
            connection.setReadTimeout(READ_TIMEOUT_MS);
            if (null != key)
            {
                connection.setRequestProperty("X-MBX-APIKEY", key.name());
            }
            if (null != body)
            {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            final int code = connection.getResponseCode();
            try (InputStream in = 400 <= code ? connection.getErrorStream() : connection.getInputStream())
            {
                final byte[] bytes = null == in ? new byte[0] : in.readAllBytes();
                return new Reply(code, parse(new String(bytes, StandardCharsets.UTF_8)));
            }
        }
        catch (final IOException ex)
        {
            return new Reply(0, String.valueOf(ex.getMessage()));
        }
    }

    private static Object parse(final String text)
    {
        try
        {
            return Json.parse(text);
        }
        catch (final IllegalArgumentException ex)
        {
            return text;
        }
    }
}
