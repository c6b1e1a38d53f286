package io.lockstep.core.book;

import io.lockstep.core.types.Side;

/**
 * One side of a book: levels by price, orders by time within them.
 */
public final class BookSide
{
    private final PriceIndex index = new PriceIndex();
    private final boolean isBid;
    private PriceLevel lowest;
    private PriceLevel highest;
    private PriceLevel freeLevels;
    private int levelCount;

    BookSide(final Side side)
    {
        isBid = Side.BUY == side;
    }

    /**
     * @return the level that trades first, or null.
     */
    public PriceLevel best()
    {
        return isBid ? highest : lowest;
    }

    /**
     * @param level of this side.
     * @return the level that trades after it, or null.
     */
    public PriceLevel worse(final PriceLevel level)
    {
        return isBid ? level.lower : level.higher;
    }

    /**
     * @return the level with the lowest price, or null; the others by {@link PriceLevel#higher()}.
     */
    public PriceLevel lowest()
    {
        return lowest;
    }

    /**
     * @return number of levels.
     */
    public int levelCount()
    {
        return levelCount;
    }

    /**
     * @param takerLimitTicks the worst price an order on the other side accepts.
     * @param priceTicks      a price here.
     * @return whether they trade.
     */
    public boolean crosses(final long takerLimitTicks, final long priceTicks)
    {
        return isBid ? priceTicks >= takerLimitTicks : priceTicks <= takerLimitTicks;
    }

    void add(final Order order)
    {
        final long priceTicks = order.priceTicks();
        final PriceLevel best = best();
        PriceLevel level = null != best && best.priceTicks == priceTicks ? best : index.find(priceTicks);
        if (null == level)
        {
            level = addLevel(priceTicks);
        }
        level.append(order);
    }

    void remove(final Order order)
    {
        final PriceLevel level = order.level;
        level.volumeLots -= order.leavesLots();
        level.unlink(order);
        if (0 == level.orderCount)
        {
            removeLevel(level);
        }
    }

    private PriceLevel addLevel(final long priceTicks)
    {
        PriceLevel level = freeLevels;
        if (null == level)
        {
            level = new PriceLevel();
        }
        else
        {
            freeLevels = level.higher;
        }
        level.reset(priceTicks);

        final PriceLevel lower =
            null != highest && highest.priceTicks < priceTicks ? highest :
            null != lowest && lowest.priceTicks > priceTicks ? null : index.lower(priceTicks);
        final PriceLevel higher = null == lower ? lowest : lower.higher;
        index.insert(level);
        level.lower = lower;
        level.higher = higher;
        if (null == lower)
        {
            lowest = level;
        }
        else
        {
            lower.higher = level;
        }
        if (null == higher)
        {
            highest = level;
        }
        else
        {
            higher.lower = level;
        }
        levelCount++;
        return level;
    }

    private void removeLevel(final PriceLevel level)
    {
        index.remove(level.priceTicks);
        if (null == level.lower)
        {
            lowest = level.higher;
        }
        else
        {
            level.lower.higher = level.higher;
        }
        if (null == level.higher)
        {
            highest = level.lower;
        }
        else
        {
            level.higher.lower = level.lower;
        }
        levelCount--;
        level.lower = null;
        level.higher = freeLevels;
        freeLevels = level;
    }
}
