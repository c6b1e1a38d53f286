package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rig itself: if it lies, every figure does. */
class LoadRunTest
{
    private static final long STEP_NS = 10_000;
    private static final long LATENCY_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long RATE = 1_000;

    private final FakeClock clock = new FakeClock(STEP_NS);
    private final FakeTransport transport = new FakeTransport(clock, LATENCY_NS);
    private final List<Long> rows = new ArrayList<>();
    private final long startNs = clock.nanoTime();

    private LoadResult run()
    {
        return run(new LoadPlan(
            "t", RATE, SECOND_NS, 4 * SECOND_NS, 10, 20, TimeUnit.MILLISECONDS.toNanos(50), SECOND_NS));
    }

    private LoadResult run(final LoadPlan plan)
    {
        return new LoadRun(
            plan, startNs, transport, clock, clock, (eventSeq, intendedNs) -> rows.add(intendedNs)).run();
    }

    @Test
    void shouldSendWhatIsDueAndTimeItsAnswers()
    {
        final LoadResult result = run();

        assertEquals(List.of(), result.voidReasons());
        assertEquals(4_000, result.sent);
        assertEquals(1_000, result.warmUpSent);
        assertEquals(4_000, result.accepted);
        assertEquals(4_000 * 4 / 10, result.trades);
        assertEquals(4_000 / 5, result.cancelsSent);
        assertEquals(4_000 / 5, result.cancelled);
        assertEquals(5_000 + 1_000, transport.sent);
        assertEquals(RATE, result.achievedRatePerSecond(), 1.0);
        assertEquals(4_000, result.ack.getTotalCount());
        assertTrue(result.ack.getMinValue() >= LATENCY_NS * 0.99, "min " + result.ack.getMinValue());
        assertTrue(result.ack.getMaxValue() <= LATENCY_NS + 4 * STEP_NS, "max " + result.ack.getMaxValue());
    }

    @Test
    void shouldShowAStallInTheLatencyOfAllThatWasDueInIt()
    {
        final long stallNs = SECOND_NS / 2;
        final long from = startNs + 2 * SECOND_NS;
        transport.stalled = (nowNs) -> nowNs >= from && nowNs < from + stallNs;

        final LoadResult result = run();

        // A half of a second of 1,000 a second: 500 of 4,000 orders were late, by between nothing and all of it. A
        // client that waits for answers before it sends on would have recorded one.
        assertEquals(List.of(), result.voidReasons());
        assertEquals(500, result.ack.getTotalCount() - result.ack.getCountBetweenValues(0, 2 * LATENCY_NS), 5);
        assertEquals(stallNs, result.ack.getMaxValue(), stallNs * 0.01);
        assertEquals(stallNs - 40 * SECOND_NS / RATE, result.ack.getValueAtPercentile(99), stallNs * 0.02);
        assertEquals(stallNs, result.trade.getMaxValue(), stallNs * 0.02);
        assertEquals(stallNs, result.cancel.getMaxValue(), stallNs * 0.02);
        assertEquals(100, result.cancel.getTotalCount() - result.cancel.getCountBetweenValues(0, 2 * LATENCY_NS), 5);
        assertEquals(stallNs, result.sendDelay.getMaxValue(), stallNs * 0.01);
        assertTrue(result.backPressured > 0);
    }

    @Test
    void shouldNotMeasureTheWarmUp()
    {
        transport.stalled = (nowNs) -> nowNs < startNs + SECOND_NS / 2;

        final LoadResult result = run();

        assertEquals(List.of(), result.voidReasons());
        assertTrue(result.ack.getMaxValue() < 2 * LATENCY_NS, "max " + result.ack.getMaxValue());
    }

    @Test
    void shouldBeVoidWhenOneOrderIsNotAnswered()
    {
        transport.lost = (sequence) -> 3_333 == sequence;

        final LoadResult result = run();

        assertEquals(1, result.unanswered);
        assertEquals(List.of("1 never answered"), result.voidReasons());
    }

    @Test
    void shouldBeVoidWhenAnOrderOfTheWarmUpIsNotAnswered()
    {
        transport.lost = (sequence) -> 1 == sequence;

        assertEquals(List.of("1 never answered"), run().voidReasons());
    }

    @Test
    void shouldBeVoidWhenTheExchangeStopsTakingOrders()
    {
        transport.stalled = (nowNs) -> nowNs > startNs + 4 * SECOND_NS;

        final LoadResult result = run();

        assertTrue(result.unsent >= 990, "unsent " + result.unsent);
        assertTrue(result.voidReasons().get(0).endsWith("never sent"), result.voidReasons().toString());
        assertTrue(result.voidReasons().contains("less than 99 % of the rate was sent"));
    }

    @Test
    void shouldBeVoidWhenTheRateIsNotReached()
    {
        // One order at a time and each takes 2 ms: 500 a second, all of them answered in the end.
        final FakeTransport slow = new FakeTransport(clock, 2_000_000);
        final OrderTransport oneByOne = new OneByOne(slow);
        final LoadResult result = new LoadRun(
            new LoadPlan("t", RATE, 0, 2 * SECOND_NS, 10, 0, 0, 10 * SECOND_NS), startNs, oneByOne, clock, clock,
            RowSink.NONE).run();

        assertEquals(2_000, result.accepted);
        assertEquals(List.of("less than 99 % of the rate was sent"), result.voidReasons());
        assertEquals(500, result.achievedRatePerSecond(), 15);
        assertEquals(2 * SECOND_NS, result.ack.getMaxValue(), SECOND_NS * 0.1);
    }

    @Test
    void shouldBeVoidWhenAnOutcomeIsUnknown()
    {
        transport.answer = (listener, flight) -> listener.onUnknown(flight);

        final LoadResult result = run();

        assertEquals(5_000, result.unknown, "orders, and no cancels of what nobody knows");
        assertTrue(result.voidReasons().contains("5000 with unknown outcome"));
        assertTrue(result.voidReasons().contains("no order was accepted"));
    }

    @Test
    void shouldBeVoidOnErrorsAndKeepTheFirstFew()
    {
        transport.answer = (listener, flight) -> listener.onError(flight, "broken");

        final LoadResult result = run();

        assertEquals(5_000, result.errors);
        assertEquals(5, result.errorMessages.size());
        assertEquals("MAKER 0: broken", result.errorMessages.get(0));
        assertTrue(result.voidReasons().contains("5000 failed"));
    }

    @Test
    void shouldCountRefusalsByCodeAndNotTimeThem()
    {
        transport.answer = (listener, flight) ->
        {
            if (OrderKind.CANCEL == flight.kind)
            {
                listener.onAnswered(flight, 9, "UNKNOWN_ORDER");
            }
            else if (0 == flight.sequence % 2)
            {
                listener.onAnswered(flight, 9, "BUSY");
            }
            else
            {
                listener.onAccepted(flight);
                listener.onAnswered(flight, 9, null);
            }
        };

        final LoadResult result = run();

        assertEquals(List.of(), result.voidReasons());
        assertEquals(Map.of("BUSY", 2_000L), result.rejects);
        assertEquals(2_000, result.rejected());
        assertEquals(Map.of("UNKNOWN_ORDER", 400L), result.cancelRejects, "what was refused is not cancelled");
        assertEquals(2_000, result.accepted);
        assertEquals(2_000, result.ack.getTotalCount());
        assertEquals(2_000, rows.size());
    }

    @Test
    void shouldCancelOnlyWhatIsKnownToRestAndCountFromWhenTheCancelWasDue()
    {
        final long latencyNs = TimeUnit.MILLISECONDS.toNanos(80);
        final FakeTransport slow = new FakeTransport(clock, latencyNs);
        final Set<Long> resting = new HashSet<>();
        slow.answer = (listener, flight) ->
        {
            if (OrderKind.CANCEL == flight.kind)
            {
                assertTrue(resting.remove(flight.sequence), "cancel of what does not rest");
            }
            else if (OrderKind.REST == flight.kind && 0 == flight.sequence % 3)
            {
                listener.onAnswered(flight, 1, "BUSY");
                return;
            }
            else
            {
                resting.add(flight.sequence);
            }
            listener.onAccepted(flight);
            listener.onAnswered(flight, 1, null);
        };
        slow.sending = (flight) ->
            assertTrue(OrderKind.CANCEL != flight.kind || resting.contains(flight.sequence), "not known to rest");
        final LoadResult result = new LoadRun(
            new LoadPlan("t", RATE, 0, 3 * SECOND_NS, 10, 20, TimeUnit.MILLISECONDS.toNanos(50), SECOND_NS),
            startNs, slow, clock, clock, RowSink.NONE).run();

        assertEquals(List.of(), result.voidReasons());
        assertEquals(600 - result.rejected(), result.cancelled);
        assertTrue(result.rejected() > 150, "rejected " + result.rejected());
        // Due 50 ms after the order, sent when the order was answered at 80, answered at 160.
        assertEquals(110_000_000, result.cancel.getMaxValue(), 2_000_000);
        assertEquals(110_000_000, result.cancel.getMinValue(), 2_000_000);
    }

    @Test
    void shouldTellOfRowsOfMeasuredOrdersFromWhenTheyWereDue()
    {
        run();

        final Pace pace = new Pace(startNs, RATE);
        assertEquals(4_000, rows.size());
        assertEquals(pace.intendedNs(1_000), rows.get(0));
        assertEquals(pace.intendedNs(4_999), rows.get(3_999));
    }

    @Test
    void shouldPrintOneLineAResult()
    {
        final LoadResult result = run();
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ResultLines lines = new ResultLines();
        result.addTo(lines);
        lines.print(new PrintStream(out, true, StandardCharsets.UTF_8));

        final Map<String, String> values = new TreeMap<>();
        for (final String line : out.toString(StandardCharsets.UTF_8).split(System.lineSeparator()))
        {
            assertTrue(line.matches("[a-z0-9_.A-Z]+=\\S*"), line);
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        assertEquals("1000", values.get("target_rate_per_s"));
        assertEquals("1000.0", values.get("achieved_rate_per_s"));
        assertEquals("4000", values.get("sent"));
        assertEquals("4000", values.get("accepted"));
        assertEquals("0", values.get("rejected"));
        assertEquals("1600", values.get("trades"));
        assertEquals("0", values.get("unknown"));
        assertEquals("0", values.get("errors"));
        assertEquals("0", values.get("unanswered"));
        for (final String name : new String[]{"ack", "trade", "cancel"})
        {
            for (final String percentile : new String[]{"p50", "p99", "p99.9", "max"})
            {
                final double micros = Double.parseDouble(values.get(name + "_" + percentile + "_us"));
                assertEquals(LATENCY_NS / 1e3, micros, 4 * STEP_NS / 1e3, name + percentile);
            }
        }
    }

    /** A transport with room for one command. */
    private static final class OneByOne implements OrderTransport, FlightListener
    {
        private final OrderTransport transport;
        private FlightListener listener;
        private boolean isBusy;

        private OneByOne(final OrderTransport transport)
        {
            this.transport = transport;
        }

        @Override
        public void begin(final String runId, final FlightListener newListener)
        {
            listener = newListener;
            transport.begin(runId, this);
        }

        @Override
        public boolean send(final Flight flight)
        {
            if (isBusy)
            {
                return false;
            }
            isBusy = transport.send(flight);
            return isBusy;
        }

        @Override
        public int poll()
        {
            return transport.poll();
        }

        @Override
        public long resendCount()
        {
            return 0;
        }

        @Override
        public void close()
        {
            transport.close();
        }

        @Override
        public void onAccepted(final Flight flight)
        {
            listener.onAccepted(flight);
        }

        @Override
        public void onTrade(final Flight flight)
        {
            listener.onTrade(flight);
        }

        @Override
        public void onAnswered(final Flight flight, final long eventSeq, final String rejectCode)
        {
            isBusy = false;
            listener.onAnswered(flight, eventSeq, rejectCode);
        }

        @Override
        public void onUnknown(final Flight flight)
        {
            isBusy = false;
            listener.onUnknown(flight);
        }

        @Override
        public void onError(final Flight flight, final String message)
        {
            isBusy = false;
            listener.onError(flight, message);
        }
    }
}
