package io.lockstep.gateway.model;

import io.lockstep.sbe.common.Side;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Price levels and last trades of one instrument. Mutable; only the read model's thread touches it.
 */
public final class BookView
{
    /** Receives price levels, best first. */
    public interface LevelVisitor
    {
        /**
         * One level.
         *
         * @param price    mantissa of the instrument.
         * @param quantity of all its orders, mantissa of the instrument.
         */
        void onLevel(long price, long quantity);
    }

    private final TreeMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final Deque<TradeView> trades = new ArrayDeque<>();
    private final int maxTrades;
    private long lastUpdateId;

    BookView(final int maxTrades)
    {
        this.maxTrades = maxTrades;
    }

    /**
     * The event that changed the levels last.
     *
     * @return its eventSeq, or 0.
     */
    public long lastUpdateId()
    {
        return lastUpdateId;
    }

    /**
     * Visit levels, best first.
     *
     * @param side    of the book.
     * @param limit   levels at most.
     * @param visitor to call.
     */
    public void levels(final Side side, final int limit, final LevelVisitor visitor)
    {
        int left = limit;
        for (final Map.Entry<Long, Long> level : (Side.BUY == side ? bids : asks).entrySet())
        {
            if (0 == left--)
            {
                break;
            }
            visitor.onLevel(level.getKey(), level.getValue());
        }
    }

    /**
     * The last trades.
     *
     * @param limit trades at most.
     * @return them, oldest first.
     */
    public List<TradeView> trades(final int limit)
    {
        final List<TradeView> latest = new ArrayList<>(Math.min(limit, trades.size()));
        final Iterator<TradeView> newestFirst = trades.descendingIterator();
        while (newestFirst.hasNext() && latest.size() < limit)
        {
            latest.add(newestFirst.next());
        }
        Collections.reverse(latest);
        return latest;
    }

    void change(final Side side, final long price, final long quantityDelta, final long eventSeq)
    {
        if (0 != quantityDelta)
        {
            (Side.BUY == side ? bids : asks).merge(
                price, quantityDelta, (before, delta) -> before + delta == 0 ? null : Long.valueOf(before + delta));
            lastUpdateId = eventSeq;
        }
    }

    void add(final TradeView trade)
    {
        if (trades.size() == maxTrades)
        {
            trades.removeFirst();
        }
        trades.addLast(trade);
    }
}
