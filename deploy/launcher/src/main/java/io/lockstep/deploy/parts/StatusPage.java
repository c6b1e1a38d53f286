package io.lockstep.deploy.parts;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Reads the plain HTTP pages that every one of our processes serves: /livez, /readyz, /status. Stateless; any thread.
 */
public final class StatusPage
{
    private static final int TIMEOUT_MS = 1_500;

    /**
     * What came back.
     *
     * @param code HTTP status; 0 if nobody answered.
     * @param body of the answer, or why there is none.
     */
    public record Answer(int code, String body)
    {
    }

    private StatusPage()
    {
    }

    /**
     * Read one page.
     *
     * @param port of the process on 127.0.0.1.
     * @param path of the page.
     * @return the answer; never throws for a process that is not there.
     */
    public static Answer get(final int port, final String path)
    {
        try
        {
            final URI uri = URI.create("http://127.0.0.1:" + port + path);
            final HttpURLConnection connection = (HttpURLConnection)uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            final int code = connection.getResponseCode();
            try (InputStream in = 400 <= code ? connection.getErrorStream() : connection.getInputStream())
            {
                final byte[] body = null == in ? new byte[0] : in.readAllBytes();
                return new Answer(code, new String(body, StandardCharsets.UTF_8));
            }
        }
        catch (final IOException ex)
        {
            return new Answer(0, String.valueOf(ex.getMessage()));
        }
    }
}
