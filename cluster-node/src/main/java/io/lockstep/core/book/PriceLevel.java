package io.lockstep.core.book;

/**
 * All resting orders at one price, first come first. Levels of a side form a list by rising price. Pooled.
 */
public final class PriceLevel
{
    PriceLevel lower;
    PriceLevel higher;
    long priceTicks;
    long volumeLots;
    int orderCount;
    Order first;
    Order last;

    PriceLevel()
    {
    }

    PriceLevel reset(final long priceTicks)
    {
        this.priceTicks = priceTicks;
        volumeLots = 0;
        orderCount = 0;
        first = null;
        last = null;
        lower = null;
        higher = null;
        return this;
    }

    void append(final Order order)
    {
        order.level = this;
        order.next = null;
        order.previous = last;
        if (null == last)
        {
            first = order;
        }
        else
        {
            last.next = order;
        }
        last = order;
        volumeLots += order.leavesLots();
        orderCount++;
    }

    void unlink(final Order order)
    {
        if (null == order.previous)
        {
            first = order.next;
        }
        else
        {
            order.previous.next = order.next;
        }
        if (null == order.next)
        {
            last = order.previous;
        }
        else
        {
            order.next.previous = order.previous;
        }
        order.previous = null;
        order.next = null;
        order.level = null;
        orderCount--;
    }

    /**
     * @return its price.
     */
    public long priceTicks()
    {
        return priceTicks;
    }

    /**
     * @return the next level by rising price, or null.
     */
    public PriceLevel higher()
    {
        return higher;
    }

    /**
     * @return sum of what its orders leave open.
     */
    public long volumeLots()
    {
        return volumeLots;
    }

    /**
     * @return number of its orders.
     */
    public int orderCount()
    {
        return orderCount;
    }

    /**
     * @return the order that trades first.
     */
    public Order first()
    {
        return first;
    }
}
