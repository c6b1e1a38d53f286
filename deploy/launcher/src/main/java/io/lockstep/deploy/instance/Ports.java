package io.lockstep.deploy.instance;

import io.lockstep.deploy.process.CommandFailure;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;

/**
 * Finds out whether ports of the loopback address are free. A port that is free now may be taken a moment later. Any
 * thread.
 */
public final class Ports
{
    private static final int LOWEST = 20_000;
    /** Below the range from which Linux takes ports for outgoing connections. */
    private static final int HIGHEST = 32_000;
    private static final int MAX_ATTEMPTS = 200;

    private Ports()
    {
    }

    /**
     * A layout all of whose ports are free for TCP and for UDP.
     *
     * @return the layout.
     * @throws CommandFailure if none is found.
     */
    public static PortLayout pickFree()
    {
        final SecureRandom random = new SecureRandom();
        for (int i = 0; i < MAX_ATTEMPTS; i++)
        {
            final int first = LOWEST + random.nextInt((HIGHEST - LOWEST) / PortLayout.SPAN) * PortLayout.SPAN;
            final PortLayout layout = PortLayout.from(first);
            if (layout.byProcess().values().stream().flatMap(List::stream).allMatch(Ports::isFree))
            {
                return layout;
            }
        }
        throw new CommandFailure("no " + PortLayout.SPAN +
            " free ports in a row between " + LOWEST + " and " + HIGHEST +
            "; name some with --ports-from");
    }

    /**
     * @param port to look at.
     * @return true if it can be bound on 127.0.0.1, for TCP and for UDP.
     */
    public static boolean isFree(final int port)
    {
        try (ServerSocket tcp = new ServerSocket(); DatagramSocket udp = new DatagramSocket(null))
        {
            final InetAddress loopback = InetAddress.getByAddress(new byte[]{127, 0, 0, 1});
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(loopback, port));
            udp.bind(new InetSocketAddress(loopback, port));
            return true;
        }
        catch (final IOException ex)
        {
            return false;
        }
    }
}
