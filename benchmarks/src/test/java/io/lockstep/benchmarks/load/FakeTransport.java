package io.lockstep.benchmarks.load;

import org.agrona.concurrent.NanoClock;

import java.util.ArrayDeque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** An exchange that answers after a fixed time, and does what a test wants in between. */
final class FakeTransport implements OrderTransport
{
    private record Waiting(Flight flight, long answerNs)
    {
    }

    private final NanoClock clock;
    private final long latencyNs;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private FlightListener listener;
    private long eventSeq;
    /** Is the exchange standing still at this time? Then it neither takes commands nor answers. */
    LongPredicate stalled = (nowNs) -> false;
    /** Is an order with this sequence lost? */
    LongPredicate lost = (sequence) -> false;
    /** How commands are answered. */
    BiConsumer<FlightListener, Flight> answer = this::accept;
    /** Looks at what is sent. */
    Consumer<Flight> sending = (flight) ->
    {
    };
    /** Commands taken. */
    long sent;

    FakeTransport(final NanoClock clock, final long latencyNs)
    {
        this.clock = clock;
        this.latencyNs = latencyNs;
    }

    private void accept(final FlightListener target, final Flight flight)
    {
        target.onAccepted(flight);
        if (OrderKind.TAKER == flight.kind)
        {
            target.onTrade(flight);
        }
        target.onAnswered(flight, ++eventSeq, null);
    }

    @Override
    public void begin(final String runId, final FlightListener newListener)
    {
        listener = newListener;
    }

    @Override
    public boolean send(final Flight flight)
    {
        if (stalled.test(clock.nanoTime()))
        {
            return false;
        }
        sent++;
        sending.accept(flight);
        if (OrderKind.CANCEL == flight.kind || !lost.test(flight.sequence))
        {
            waiting.add(new Waiting(flight, clock.nanoTime() + latencyNs));
        }
        return true;
    }

    @Override
    public int poll()
    {
        int count = 0;
        while (!waiting.isEmpty() && clock.nanoTime() - waiting.peek().answerNs() >= 0 &&
            !stalled.test(clock.nanoTime()))
        {
            answer.accept(listener, waiting.remove().flight());
            count++;
        }
        return count;
    }

    @Override
    public long resendCount()
    {
        return 0;
    }

    @Override
    public void close()
    {
        // Nothing is open.
    }
}
