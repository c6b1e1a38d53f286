package io.lockstep.benchmarks.load;

import jdk.net.ExtendedSocketOptions;
import org.agrona.CloseHelper;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One keep-alive connection with at most one request out. Never blocks but for connecting. Single-threaded.
 */
final class HttpConnection implements AutoCloseable
{
    private final InetSocketAddress address;
    private final boolean acknowledgesAtOnce;
    private final HttpResponseReader response = new HttpResponseReader();
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
    private SocketChannel channel;
    private ByteBuffer out;
    private boolean isWaiting;

    /**
     * @param address            of the server.
     * @param acknowledgesAtOnce for a server that writes head and body apart and would wait 40 ms between them for a
     *                           delayed acknowledgement. Costs a system call a poll; Linux only.
     */
    HttpConnection(final InetSocketAddress address, final boolean acknowledgesAtOnce)
    {
        this.address = address;
        this.acknowledgesAtOnce = acknowledgesAtOnce;
    }

    /**
     * Send a request; the connection is opened when it is not.
     *
     * @param request complete, head and body.
     * @throws IOException when the server cannot be reached; then nothing was sent.
     */
    void send(final byte[] request) throws IOException
    {
        if (isWaiting)
        {
            throw new IllegalStateException("a request is out");
        }
        if (null != channel && isClosedByServer())
        {
            close();
        }
        if (null == channel)
        {
            open();
        }
        response.reset();
        out = ByteBuffer.wrap(request);
        isWaiting = true;
        // What does not go out now, and what goes wrong, is poll's: then something may have been sent.
    }

    /** A server closes what is idle for long; a request must not be lost to that. */
    private boolean isClosedByServer()
    {
        try
        {
            return channel.read(in.clear()) != 0;
        }
        catch (final IOException ex)
        {
            return true;
        }
    }

    private void open() throws IOException
    {
        final SocketChannel opened = SocketChannel.open();
        try
        {
            opened.connect(address);
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        catch (final IOException ex)
        {
            CloseHelper.quietClose(opened);
            throw ex;
        }
        channel = opened;
    }

    /**
     * Write what is left of the request, read what has come of the response.
     *
     * @return whether the response is complete, for {@link #response()}.
     * @throws IOException when the connection broke; it is closed, what was sent may have arrived.
     */
    boolean poll() throws IOException
    {
        if (!isWaiting)
        {
            return false;
        }
        try
        {
            if (out.hasRemaining())
            {
                channel.write(out);
            }
            return read();
        }
        catch (final IOException ex)
        {
            close();
            throw ex;
        }
    }

    private boolean read() throws IOException
    {
        if (acknowledgesAtOnce && channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK))
        {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        final int count = channel.read(in.clear());
        if (count < 0)
        {
            throw new EOFException("connection closed by the server");
        }
        if (0 == count || !response.accept(in.flip()))
        {
            return false;
        }
        isWaiting = false;
        if (response.isClosing())
        {
            close();
        }
        return true;
    }

    /**
     * @return the last complete response, until the next request.
     */
    HttpResponseReader response()
    {
        return response;
    }

    @Override
    public void close()
    {
        CloseHelper.quietClose(channel);
        channel = null;
        isWaiting = false;
    }
}
