package io.lockstep.benchmarks.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lockstep.sbe.common.Side;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class HttpTransportTest
{
    private static final String ORDER = "{\"orderId\":1,\"status\":\"FILLED\",\"fills\":[{\"tradeId\":5}]}";

    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final List<String> heard = new ArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicLong cqlEventSeq = new AtomicLong(10);
    private volatile int status = 200;
    private volatile String body = ORDER;
    private volatile boolean isSilent;
    private HttpServer server;
    private URI url;
    private HttpTransport transport;

    @BeforeEach
    void start() throws IOException
    {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
        server.setExecutor(executor);
        server.createContext("/api/v3/order", this::handle);
        server.createContext("/status", (exchange) -> reply(exchange, 200, "{\"ready\":true,\"tail\":{\"node\":1," +
            "\"eventSeq\":12},\"journal\":{\"eventSeq\":12},\"kafka\":{\"eventSeq\":11,\"state\":\"RUNNING\"}," +
            "\"cql\":{\"eventSeq\":" + cqlEventSeq + "},\"ackedEventSeq\":3}"));
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        open(TimeUnit.SECONDS.toNanos(30));
    }

    private void open(final long answerTimeoutNs)
    {
        final List<ApiKey> keys = List.of(new ApiKey("k0", "s0"), new ApiKey("k1", "s1"));
        transport = new HttpTransport(url, keys, 2, answerTimeoutNs);
        transport.begin("run", new Recorder());
    }

    @AfterEach
    void stop()
    {
        transport.close();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(final HttpExchange exchange) throws IOException
    {
        final String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("X-MBX-APIKEY") + " " +
            (text.isEmpty() ? exchange.getRequestURI().getQuery() : text));
        if (!isSilent)
        {
            reply(exchange, status, body);
        }
    }

    private static void reply(final HttpExchange exchange, final int status, final String body) throws IOException
    {
        final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody())
        {
            out.write(bytes);
        }
    }

    private static Flight flight(final OrderKind kind, final int accountIndex)
    {
        final Flight flight = new Flight();
        flight.kind = kind;
        flight.sequence = 42;
        flight.accountIndex = accountIndex;
        flight.side = Side.BUY;
        flight.price = LoadInstrument.MIDDLE_PRICE;
        return flight;
    }

    private void await(final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean())
        {
            assertTrue(System.nanoTime() - deadlineNs < 0, "not in time: " + heard);
            if (0 == transport.poll())
            {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    @Test
    void shouldPlaceAndCancelWithTheAccountsKey()
    {
        assertTrue(transport.send(flight(OrderKind.TAKER, 1)));
        await(() -> 3 == heard.size());
        assertEquals(List.of("accepted", "trade", "answered null"), heard);
        assertTrue(transport.send(flight(OrderKind.CANCEL, 0)));
        await(() -> heard.size() > 5);

        final String placed = requests.remove();
        assertTrue(placed.matches("POST k1 symbol=LOADBLOADQ&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0\\.000100" +
            "&price=50000\\.00&newClientOrderId=run-42&timestamp=\\d{13}&signature=[0-9a-f]{64}"), placed);
        final String cancelled = requests.remove();
        assertTrue(cancelled.matches("DELETE k0 symbol=LOADBLOADQ&origClientOrderId=run-42&timestamp=\\d{13}" +
            "&signature=[0-9a-f]{64}"), cancelled);
    }

    @Test
    void shouldTakeNoMoreThanItHasConnections()
    {
        transport.close();
        open(TimeUnit.MILLISECONDS.toNanos(200));
        isSilent = true;
        assertTrue(transport.send(flight(OrderKind.TAKER, 0)));
        assertTrue(transport.send(flight(OrderKind.TAKER, 0)));
        assertFalse(transport.send(flight(OrderKind.TAKER, 0)));
        await(() -> 2 == heard.size());

        assertEquals(List.of("unknown", "unknown"), heard);
        assertTrue(transport.send(flight(OrderKind.TAKER, 0)), "the connections are free again");
    }

    @Test
    void shouldTellRefusals()
    {
        status = 400;
        body = "{\"code\":-2010,\"msg\":\"m\",\"reject\":\"INSUFFICIENT_BALANCE\"}";
        transport.send(flight(OrderKind.TAKER, 0));
        await(() -> 1 == heard.size());

        assertEquals("answered INSUFFICIENT_BALANCE", heard.get(0));
    }

    @Test
    void shouldTellErrors()
    {
        status = 500;
        body = "{\"code\":-1000,\"msg\":\"m\"}";
        transport.send(flight(OrderKind.TAKER, 0));
        await(() -> 1 == heard.size());
        body = "oops";
        transport.send(flight(OrderKind.TAKER, 0));
        await(() -> 2 == heard.size());

        assertEquals("error status 500, code -1000", heard.get(0));
        assertTrue(heard.get(1).startsWith("error "), heard.get(1));
    }

    @Test
    void shouldNotSendToAServerThatIsGone()
    {
        server.stop(0);

        assertFalse(transport.send(flight(OrderKind.TAKER, 0)));
    }

    @Test
    void shouldLookAtTheBridgeAsOftenAsAsked() throws IOException
    {
        final RowTracker rows = new RowTracker();
        try (BridgeProbe probe = new BridgeProbe(url, 2_000_000, SystemNanoClock.INSTANCE))
        {
            probe.start(TimeUnit.SECONDS.toNanos(10));
            assertEquals(new BridgeStatus(12, 11, 10), probe.sight().bridge());
            probe.tracker(rows);
            rows.onOrder(11, System.nanoTime());
            assertEquals(-1, probe.awaitCaughtUp(11, TimeUnit.MILLISECONDS.toNanos(300)));
            assertEquals(1, rows.missing());
            cqlEventSeq.set(11);

            assertTrue(probe.awaitCaughtUp(11, TimeUnit.SECONDS.toNanos(10)) > 0);
            await(() -> 0 == rows.missing());
            assertEquals(-1, probe.awaitCaughtUp(FlightListener.NO_EVENT_SEQ, 100_000_000), "tail is at 12");
            // Below the 40 ms that a delayed acknowledgement would cost each look, on a busy machine too.
            assertTrue(probe.intervalAtPercentile(25) < 35_000_000, "ns: " + probe.intervalAtPercentile(25));
        }
        assertEquals(1, rows.rows().getTotalCount());
    }

    @Test
    void shouldFailWithoutABridge()
    {
        server.stop(0);
        try (BridgeProbe probe = new BridgeProbe(url, 2_000_000, SystemNanoClock.INSTANCE))
        {
            assertThrows(IOException.class, () -> probe.start(TimeUnit.MILLISECONDS.toNanos(200)));
        }
    }

    private final class Recorder implements FlightListener
    {
        @Override
        public void onAccepted(final Flight flight)
        {
            heard.add("accepted");
        }

        @Override
        public void onTrade(final Flight flight)
        {
            heard.add("trade");
        }

        @Override
        public void onAnswered(final Flight flight, final long eventSeq, final String rejectCode)
        {
            heard.add("answered " + rejectCode);
        }

        @Override
        public void onUnknown(final Flight flight)
        {
            heard.add("unknown");
        }

        @Override
        public void onError(final Flight flight, final String message)
        {
            heard.add("error " + message);
        }
    }
}
