package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.cluster.ClusterStatus;
import io.lockstep.gateway.json.JsonText;

/** What supervisors ask. */
final class HealthResource extends Resource
{
    HealthResource(final ClusterPort port)
    {
        super(port);
    }

    void addTo(final Router router)
    {
        router.open("GET", "/", this::greeting);
        router.open("GET", "/livez", this::live);
        router.open("GET", "/readyz", this::ready);
        router.open("GET", "/status", this::status);
    }

    private void greeting(final HttpCall call)
    {
        final String notReady = port().status().notReady();
        call.replyText(200, "Lockstep gateway: " + (null == notReady ? "ready" : "not ready: " + notReady) + '\n');
    }

    private void live(final HttpCall call)
    {
        final boolean isAlive = port().status().isAlive();
        call.replyText(isAlive ? 200 : 503, isAlive ? "alive\n" : "the cluster thread is not running\n");
    }

    private void ready(final HttpCall call)
    {
        final String notReady = port().status().notReady();
        call.replyText(null == notReady ? 200 : 503, (null == notReady ? "ready" : notReady) + '\n');
    }

    private void status(final HttpCall call)
    {
        final ClusterStatus status = port().status();
        final JsonText json = new JsonText().beginObject().field("ready", null == status.notReady());
        if (null != status.notReady())
        {
            json.field("reason", status.notReady());
        }
        call.reply(json
            .field("cluster", status.isConnected() ? "CONNECTED" : "CONNECTING")
            .name("readModel").beginObject()
            .field("eventSeq", status.eventSeq())
            .field("ageMs", status.ageMs())
            .field("versionGaps", status.versionGaps())
            .endObject()
            .field("inFlight", status.inFlight())
            .endObject());
    }
}
