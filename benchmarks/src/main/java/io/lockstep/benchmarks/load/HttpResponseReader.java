package io.lockstep.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Puts one HTTP/1.1 response with a Content-Length together from the pieces that it comes in; what this program's own
 * servers send, and no more. Reused for the next response. Single-threaded.
 */
final class HttpResponseReader
{
    private static final int MAX_LENGTH = 1 << 20;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int NOT_FOUND = -1;

    private byte[] bytes = new byte[4096];
    private int length;
    private int bodyStart = NOT_FOUND;
    private int bodyLength;
    private int status;
    private boolean isClosing;

    /** Forget the last response. */
    void reset()
    {
        length = 0;
        bodyStart = NOT_FOUND;
        bodyLength = 0;
        status = 0;
        isClosing = false;
    }

    /**
     * Take what has come.
     *
     * @param buffer to read from.
     * @return whether the response is complete.
     * @throws IOException when it is no such response.
     */
    boolean accept(final ByteBuffer buffer) throws IOException
    {
        final int count = buffer.remaining();
        if (length + count > MAX_LENGTH)
        {
            throw new IOException("response is longer than " + MAX_LENGTH + " bytes");
        }
        if (length + count > bytes.length)
        {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        buffer.get(bytes, length, count);
        length += count;
        if (NOT_FOUND == bodyStart)
        {
            readHead();
        }
        if (NOT_FOUND == bodyStart)
        {
            return false;
        }
        if (length > bodyStart + bodyLength)
        {
            throw new IOException("more came than the response's length");
        }
        return length == bodyStart + bodyLength;
    }

    private void readHead() throws IOException
    {
        final int end = headEnd();
        if (NOT_FOUND == end)
        {
            return;
        }
        final String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        if (!lines[0].matches("HTTP/1\\.[01] \\d{3}.*"))
        {
            throw new IOException("not an HTTP response: " + lines[0]);
        }
        status = Integer.parseInt(lines[0].substring(9, 12));
        bodyLength = NOT_FOUND;
        for (int i = 1; i < lines.length; i++)
        {
            final int colon = lines[i].indexOf(':');
            final String name = lines[i].substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            final String value = lines[i].substring(colon + 1).trim();
            if ("content-length".equals(name))
            {
                bodyLength = Integer.parseInt(value);
            }
            isClosing |= "connection".equals(name) && "close".equalsIgnoreCase(value);
        }
        if (NOT_FOUND == bodyLength)
        {
            throw new IOException("response without Content-Length: " + lines[0]);
        }
        bodyStart = end + HEAD_END.length;
    }

    private int headEnd()
    {
        for (int i = 0; i + HEAD_END.length <= length; i++)
        {
            if (Arrays.equals(bytes, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length))
            {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /**
     * @return status of the complete response.
     */
    int status()
    {
        return status;
    }

    /**
     * @return whether the server closes the connection after it.
     */
    boolean isClosing()
    {
        return isClosing;
    }

    /**
     * @return a copy of the complete response's body.
     */
    byte[] body()
    {
        return Arrays.copyOfRange(bytes, bodyStart, bodyStart + bodyLength);
    }
}
