package io.lockstep.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Blocks of free ports, below those that the system hands out itself.
 */
final class TestPorts
{
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int BLOCK = 10;

    private TestPorts()
    {
    }

    /** First of ten that are free. */
    static int findBase()
    {
        while (true)
        {
            final int base =
                FIRST + BLOCK * ThreadLocalRandom.current().nextInt((LAST - FIRST) / BLOCK);
            if (isFree(base))
            {
                return base;
            }
        }
    }

    private static boolean isFree(final int base)
    {
        for (int port = base; port < base + BLOCK; port++)
        {
            try (DatagramSocket udp = new DatagramSocket(port, InetAddress.getLoopbackAddress());
                ServerSocket tcp = new ServerSocket())
            {
                tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort()));
            }
            catch (final IOException ex)
            {
                return false;
            }
        }
        return true;
    }
}
