package io.lockstep.benchmarks.jmh;

import io.lockstep.core.book.Order;
import io.lockstep.core.book.OrderBook;
import io.lockstep.core.book.OrderPool;
import io.lockstep.core.book.PriceLevel;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

import static io.lockstep.core.types.Quantities.NULL_VALUE;

/**
 * The book alone, no money, no rules: rest and take out again, rest and be filled, over books of several depths.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OrderBookBenchmark
{
    private static final long MIDDLE_TICKS = 1_000_000;
    private static final int ORDERS_PER_LEVEL = 4;
    private static final int LOTS = 100;
    /** A multiplier that visits every level before it repeats one, in no order that a cache could foresee. */
    private static final int LEVEL_STRIDE = 7_919;

    /** Price levels on each side. */
    @Param({"10", "1000"})
    public int levels;

    private final OrderBook book = new OrderBook();
    private final OrderPool pool = new OrderPool();
    private final RequestId clientOrderId = new RequestId();
    private long nextOrderId = 1;

    /**
     * Fill the book.
     */
    @Setup
    public void setUp()
    {
        for (int i = 0; i < levels * ORDERS_PER_LEVEL; i++)
        {
            book.add(order(Side.BUY, MIDDLE_TICKS - 1 - i % levels));
            book.add(order(Side.SELL, MIDDLE_TICKS + 1 + i % levels));
        }
    }

    /**
     * Rest behind others somewhere in the book, and leave again.
     *
     * @return what the level holds afterwards.
     */
    @Benchmark
    public long restAndCancel()
    {
        final long away = 1 + (nextOrderId * LEVEL_STRIDE) % levels;
        final Order order = order(Side.BUY, MIDDLE_TICKS - away);
        book.add(order);
        book.remove(order);
        pool.give(order);
        return book.side(Side.BUY).best().volumeLots();
    }

    /**
     * Open a level of its own at the top of the book, and be filled there by whoever comes next.
     *
     * @return the price of the fill.
     */
    @Benchmark
    public long restAndMatch()
    {
        book.add(order(Side.SELL, MIDDLE_TICKS));
        final PriceLevel best = book.opposite(Side.BUY).best();
        if (!book.opposite(Side.BUY).crosses(MIDDLE_TICKS, best.priceTicks()))
        {
            throw new IllegalStateException("the book does not cross");
        }
        final Order maker = best.first();
        book.fill(maker, LOTS);
        pool.give(maker);
        return maker.priceTicks();
    }

    private Order order(final Side side, final long priceTicks)
    {
        final long orderId = nextOrderId++;
        return pool.take()
            .identify(orderId, 1001, 0, null, clientOrderId, 0, orderId)
            .describe(
                side, OrderType.LIMIT, TimeInForce.GTC, SelfTradePrevention.EXPIRE_TAKER, priceTicks, priceTicks, LOTS,
                NULL_VALUE);
    }
}
