package io.lockstep.deploy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest
{
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void shouldSeeThatTcpIsTaken() throws IOException
    {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK))
        {
            assertFalse(Ports.isFree(socket.getLocalPort()));
        }
    }

    @Test
    void shouldSeeThatUdpIsTaken() throws IOException
    {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)))
        {
            assertFalse(Ports.isFree(socket.getLocalPort()));
        }
    }

    @Test
    void shouldSeeThatAListenerOnAllAddressesTakesThePort() throws IOException
    {
        try (ServerSocket socket = new ServerSocket(0))
        {
            assertFalse(Ports.isFree(socket.getLocalPort()));
        }
    }

    @Test
    void shouldPickPortsThatAreFreeAndDiffer()
    {
        final PortLayout layout = Ports.pickFree();
        final Set<Integer> seen = new HashSet<>();
        for (final int port : layout.byProcess().values().stream().flatMap(List::stream).toList())
        {
            assertTrue(seen.add(port), "twice: " + port);
            assertTrue(Ports.isFree(port), "taken: " + port);
            assertTrue(port >= layout.gateway() && port < layout.gateway() + PortLayout.SPAN, "outside: " + port);
        }
    }

    @Test
    void shouldHaveTheDocumentedDefaults()
    {
        final PortLayout layout = PortLayout.defaults();
        assertEquals(3001, layout.gateway());
        assertEquals(3011, layout.bridge());
        assertEquals(9093, layout.kafka());
        assertEquals(9042, layout.cql());
        assertEquals(20106, layout.nodeHttp(1));
        assertEquals("127.0.0.1:20000,127.0.0.1:20100,127.0.0.1:20200", layout.clusterMembers());
        assertEquals("0=127.0.0.1:20002,1=127.0.0.1:20102,2=127.0.0.1:20202", layout.clusterIngress());
        assertEquals("127.0.0.1:20001,127.0.0.1:20101,127.0.0.1:20201", layout.clusterArchives());
    }

    @Test
    void shouldReadBackTheSettingsThatWereSaved()
    {
        final InstanceSettings settings =
            InstanceSettings.create(PortLayout.from(31_000), InstanceSettings.Profile.FAST);
        final Properties properties = new Properties();
        settings.writeTo(properties);
        assertEquals(settings, InstanceSettings.readFrom(properties));
        assertTrue(0 < settings.chainId());
        assertEquals(22, settings.kafkaClusterId().length());
    }
}
