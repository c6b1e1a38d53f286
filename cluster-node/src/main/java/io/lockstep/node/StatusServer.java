package io.lockstep.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lockstep.service.NodeStatus;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code /livez}, {@code /readyz} and {@code /status} over HTTP, on a thread of its own.
 */
final class StatusServer implements AutoCloseable
{
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ExecutorService executor = Executors.newSingleThreadExecutor((task) ->
    {
        final Thread thread = new Thread(task, "status-server");
        thread.setDaemon(true);
        return thread;
    });
    private final int nodeId;
    private final NodeStatus status;
    private final NodeCounters counters;
    private final HttpServer server;
    private boolean isClosed;

    StatusServer(final NodeConfiguration configuration, final NodeStatus status, final NodeCounters counters)
    {
        this.nodeId = configuration.nodeId();
        this.status = status;
        this.counters = counters;
        try
        {
            server = HttpServer.create(
                new InetSocketAddress(configuration.httpHost(), configuration.httpPort()), 0);
        }
        catch (final IOException ex)
        {
            executor.shutdown();
            throw new UncheckedIOException(
                "http.port: cannot listen on " + configuration.httpHost() + ":" + configuration.httpPort(), ex);
        }
        server.setExecutor(executor);
        server.createContext("/livez", (exchange) -> respond(exchange, OK, "text/plain", "alive\n"));
        server.createContext("/readyz", this::onReady);
        server.createContext("/status", this::onStatus);
        server.start();
    }

    int port()
    {
        return server.getAddress().getPort();
    }

    private synchronized String notReadyReason()
    {
        if (isClosed)
        {
            return "stopping";
        }
        if (!status.isStarted())
        {
            return "service is starting";
        }
        return counters.isElectionClosed() ? null : "election is running";
    }

    private void onReady(final HttpExchange exchange) throws IOException
    {
        final String reason = notReadyReason();
        respond(exchange, null == reason ? OK : UNAVAILABLE, "text/plain", (null == reason ? "ready" : reason) + "\n");
    }

    private void onStatus(final HttpExchange exchange) throws IOException
    {
        respond(exchange, OK, "application/json", statusJson());
    }

    private synchronized String statusJson()
    {
        return "{\"nodeId\":" + nodeId +
            ",\"role\":\"" + (isClosed ? "FOLLOWER" : counters.role().name()) + '"' +
            ",\"ready\":" + (null == notReadyReason()) +
            ",\"leadershipTermId\":" + status.leadershipTermId() +
            ",\"logPosition\":" + status.logPosition() +
            ",\"commitPosition\":" + (isClosed ? status.logPosition() : counters.commitPosition()) +
            ",\"eventSeq\":" + status.eventSeq() +
            ",\"eventPosition\":" + status.eventPosition() +
            ",\"chainHash\":\"" + Long.toUnsignedString(status.chainHash()) + '"' +
            ",\"stateHash\":\"" + Long.toUnsignedString(status.stateHash()) + '"' +
            ",\"stateHashLogPosition\":" + status.stateHashLogPosition() +
            ",\"stateHashCount\":" + status.stateHashCount() +
            ",\"snapshotCount\":" + (isClosed ? 0 : counters.snapshotCount()) +
            ",\"droppedReplies\":" + status.droppedReplyCount() +
            ",\"errors\":" + status.errorCount() + "}\n";
    }

    private static void respond(
        final HttpExchange exchange, final int code, final String type, final String text) throws IOException
    {
        try (exchange)
        {
            final byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, body.length);
            try (OutputStream stream = exchange.getResponseBody())
            {
                stream.write(body);
            }
        }
    }

    /** Not ready any more; afterwards no counter is read. */
    synchronized void onStopping()
    {
        isClosed = true;
    }

    @Override
    public void close()
    {
        onStopping();
        server.stop(0);
        executor.shutdownNow();
    }
}
