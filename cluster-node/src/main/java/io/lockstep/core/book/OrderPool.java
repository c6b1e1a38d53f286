package io.lockstep.core.book;

/**
 * Orders that are not in use, last in first out, so that the next order gets memory that is still in the cache.
 */
public final class OrderPool
{
    private Order free;

    /**
     * @return an order whose fields are to be set; allocates only when none is free.
     */
    public Order take()
    {
        final Order order = free;
        if (null == order)
        {
            return new Order();
        }
        free = order.next;
        order.next = null;
        return order;
    }

    /**
     * @param order that nothing refers to any more.
     */
    public void give(final Order order)
    {
        order.next = free;
        free = order;
    }
}
