package io.lockstep.deploy.parts;

import io.lockstep.deploy.process.Readiness;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A broker is ready when it tells a client which brokers there are: its port accepts connections a little earlier.
 */
final class KafkaReadiness implements Readiness
{
    private static final int TIMEOUT_MS = 4_000;

    private final int port;

    KafkaReadiness(final int port)
    {
        this.port = port;
    }

    @Override
    public String reasonNotReady()
    {
        if (!TcpProbe.accepts(port))
        {
            return "port " + port + " is closed";
        }
        final Map<String, Object> config = Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(config))
        {
            return admin.describeCluster().nodes().get().isEmpty() ? "no broker is registered" : "";
        }
        catch (final ExecutionException ex)
        {
            return String.valueOf(ex.getCause().getMessage());
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
