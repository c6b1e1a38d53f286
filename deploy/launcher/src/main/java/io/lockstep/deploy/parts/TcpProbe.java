package io.lockstep.deploy.parts;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Looks whether a port of the loopback address accepts connections. Stateless; any thread.
 */
final class TcpProbe
{
    private static final int TIMEOUT_MS = 500;

    private TcpProbe()
    {
    }

    static boolean accepts(final int port)
    {
        try (Socket socket = new Socket())
        {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
            return true;
        }
        catch (final IOException ex)
        {
            return false;
        }
    }
}
