package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.security.ApiKeyFile;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** All routes of the gateway, in one place. */
public final class GatewayRoutes
{
    private GatewayRoutes()
    {
    }

    /**
     * Make a gate to all routes.
     *
     * @param port         to the cluster.
     * @param keys         of all who may ask.
     * @param fileExecutor for what blocks on a file.
     * @param epochMicros  server time, microseconds since the epoch.
     * @return the gate.
     */
    public static RequestGate create(
        final ClusterPort port, final ApiKeyFile keys, final Executor fileExecutor, final LongSupplier epochMicros)
    {
        final Router router = new Router();
        final ClientOrderIds clientOrderIds = new ClientOrderIds();
        new HealthResource(port).addTo(router);
        new MarketResource(port, epochMicros).addTo(router);
        new OrderResource(port, clientOrderIds).addTo(router);
        new AccountResource(port).addTo(router);
        new AncestorResource(port, clientOrderIds).addTo(router);
        new TransferResource(port).addTo(router);
        new AdminResource(port, keys, fileExecutor).addTo(router);
        return new RequestGate(router, keys, epochMicros);
    }
}
