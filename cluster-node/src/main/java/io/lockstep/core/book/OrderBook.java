package io.lockstep.core.book;

import io.lockstep.core.types.Side;

/**
 * The resting orders of one instrument, in price-time priority. Knows nothing of money, owners or rules.
 */
public final class OrderBook
{
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);

    /**
     * @param side of the resting orders.
     * @return that side.
     */
    public BookSide side(final Side side)
    {
        return Side.BUY == side ? bids : asks;
    }

    /**
     * @param takerSide of an incoming order.
     * @return the side that it trades with.
     */
    public BookSide opposite(final Side takerSide)
    {
        return Side.BUY == takerSide ? asks : bids;
    }

    /**
     * Rest an order behind all others at its price.
     *
     * @param order with a price and something left.
     */
    public void add(final Order order)
    {
        side(order.side()).add(order);
    }

    /**
     * Take a resting order out, in constant time; its level goes with the last order.
     *
     * @param order that rests here.
     */
    public void remove(final Order order)
    {
        side(order.side()).remove(order);
    }

    /**
     * Fill a resting order; when nothing is left it leaves the book.
     *
     * @param order that rests here.
     * @param lots  1 to what it leaves.
     */
    public void fill(final Order order, final long lots)
    {
        final long leavesLots = order.leavesLots() - lots;
        order.level.volumeLots -= lots;
        order.leavesLots(leavesLots);
        if (0 == leavesLots)
        {
            remove(order);
        }
    }
}
