package io.lockstep.core.order;

import org.agrona.collections.Long2LongCounterMap;

/**
 * How many open orders an account has in an instrument. A pair without any takes no room.
 */
public final class OpenOrderCounts
{
    private final Long2LongCounterMap counts = new Long2LongCounterMap(0);

    /**
     * @param accountIndex owner's place among accounts.
     * @param instrumentId instrument.
     * @return number of open orders.
     */
    public long count(final int accountIndex, final int instrumentId)
    {
        return counts.get(key(accountIndex, instrumentId));
    }

    /**
     * @param accountIndex owner's place among accounts.
     * @param instrumentId instrument.
     */
    public void onOpened(final int accountIndex, final int instrumentId)
    {
        counts.incrementAndGet(key(accountIndex, instrumentId));
    }

    /**
     * @param accountIndex owner's place among accounts.
     * @param instrumentId instrument.
     */
    public void onClosed(final int accountIndex, final int instrumentId)
    {
        counts.decrementAndGet(key(accountIndex, instrumentId));
    }

    private static long key(final int accountIndex, final int instrumentId)
    {
        return (long)accountIndex << 32 | instrumentId;
    }
}
