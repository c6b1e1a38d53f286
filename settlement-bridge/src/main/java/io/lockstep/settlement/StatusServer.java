package io.lockstep.settlement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Liveness, readiness and status over HTTP, for people and supervisors. Reads volatile figures only; runs on the
 * server's own thread.
 */
final class StatusServer implements AutoCloseable
{
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final JsonFactory json = new JsonFactory();
    private final HttpServer server;
    private final TailAgent tail;
    private final List<SinkRunner> sinks;
    private final AckSender acks;

    /**
     * @param host  address to bind.
     * @param port  port to bind.
     * @param tail  to report.
     * @param sinks to report.
     * @param acks  to report.
     * @throws IOException when the port is taken.
     */
    StatusServer(
        final String host,
        final int port,
        final TailAgent tail,
        final List<SinkRunner> sinks,
        final AckSender acks) throws IOException
    {
        this.tail = tail;
        this.sinks = sinks;
        this.acks = acks;
        server = HttpServer.create(new InetSocketAddress(host, port), 16);
        server.createContext("/livez", (exchange) -> reply(exchange, OK, "{\"alive\":true}"));
        server.createContext("/readyz", (exchange) ->
        {
            final String reason = notReady();
            reply(exchange, null == reason ? OK : UNAVAILABLE, readiness(reason));
        });
        server.createContext("/status", (exchange) -> reply(exchange, OK, status()));
        server.start();
    }

    int port()
    {
        return server.getAddress().getPort();
    }

    @Override
    public void close()
    {
        server.stop(0);
    }

    /**
     * @return why the bridge is not ready, or null when it is.
     */
    String notReady()
    {
        if (tail.isHalted())
        {
            return "tail halted: " + tail.error();
        }
        if (!tail.isAlive())
        {
            return "tail ended";
        }
        for (final SinkRunner sink : sinks)
        {
            final SinkStatus status = sink.status();
            if (SinkStatus.State.RUNNING != status.state())
            {
                return sink.name() + " " + status.state() + ": " + status.error();
            }
        }
        if (tail.node() < 0)
        {
            return "tail not started";
        }
        return null;
    }

    private String readiness(final String reason) throws IOException
    {
        final StringWriter out = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(out))
        {
            generator.writeStartObject();
            generator.writeBooleanField("ready", null == reason);
            if (null != reason)
            {
                generator.writeStringField("reason", reason);
            }
            generator.writeEndObject();
        }
        return out.toString();
    }

    private String status() throws IOException
    {
        final StringWriter out = new StringWriter();
        final SinkPosition position = tail.position();
        try (JsonGenerator generator = json.createGenerator(out))
        {
            generator.writeStartObject();
            generator.writeBooleanField("ready", null == notReady());
            generator.writeStringField("chainId", Long.toUnsignedString(position.chainId()));
            generator.writeObjectFieldStart("tail");
            generator.writeNumberField("node", tail.node());
            generator.writeNumberField("eventSeq", position.eventSeq());
            generator.writeNumberField("position", position.checkpoint().position());
            generator.writeNumberField("ageMs",
                0 == tail.receivedMs() ? 0 : System.currentTimeMillis() - tail.receivedMs());
            generator.writeNumberField("lagMs", tail.lagMs());
            generator.writeStringField("error", tail.error());
            generator.writeEndObject();
            generator.writeObjectFieldStart("journal");
            generator.writeNumberField("eventSeq", tail.journaledEventSeq());
            generator.writeEndObject();
            for (final SinkRunner sink : sinks)
            {
                final SinkPosition held = sink.status().position();
                generator.writeObjectFieldStart(sink.name());
                generator.writeNumberField("eventSeq", null == held ? 0 : held.eventSeq());
                generator.writeStringField("state", sink.status().state().name());
                generator.writeStringField("error", sink.status().error());
                generator.writeEndObject();
            }
            generator.writeNumberField("ackedEventSeq", acks.ackedEventSeq());
            generator.writeEndObject();
        }
        return out.toString();
    }

    private static void reply(final HttpExchange exchange, final int code, final String body) throws IOException
    {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream out = exchange.getResponseBody())
        {
            out.write(bytes);
        }
    }
}
