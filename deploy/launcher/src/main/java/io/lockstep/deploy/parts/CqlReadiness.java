package io.lockstep.deploy.parts;

import io.lockstep.deploy.process.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A CQL store is ready when it answers the protocol's first question, OPTIONS, with SUPPORTED. That costs nine bytes,
 * where a driver session would cost a second.
 */
final class CqlReadiness implements Readiness
{
    private static final int TIMEOUT_MS = 1_500;
    private static final byte[] OPTIONS_V4 = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};
    private static final int OPCODE_OFFSET = 4;
    private static final int SUPPORTED = 0x06;

    private final int port;

    CqlReadiness(final int port)
    {
        this.port = port;
    }

    @Override
    public String reasonNotReady()
    {
        try (Socket socket = new Socket())
        {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(OPTIONS_V4);
            final InputStream in = socket.getInputStream();
            final byte[] header = in.readNBytes(OPTIONS_V4.length);
            return OPTIONS_V4.length == header.length && SUPPORTED == header[OPCODE_OFFSET] ?
                "" : "port " + port + " does not speak CQL";
        }
        catch (final IOException ex)
        {
            return "port " + port + ": " + ex.getMessage();
        }
    }
}
