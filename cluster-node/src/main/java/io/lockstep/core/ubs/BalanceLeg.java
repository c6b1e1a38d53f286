package io.lockstep.core.ubs;

/**
 * One balance as it stood right after one change of it. Mutable, reused; valid until the next command.
 */
public final class BalanceLeg
{
    private long available;
    private long held;
    private long version;

    BalanceLeg set(final long available, final long held, final long version)
    {
        this.available = available;
        this.held = held;
        this.version = version;
        return this;
    }

    /**
     * All zero: no leg.
     *
     * @return this.
     */
    public BalanceLeg clear()
    {
        return set(0, 0, 0);
    }

    /**
     * @return what may be traded or withdrawn, minor units.
     */
    public long available()
    {
        return available;
    }

    /**
     * @return what open orders and pending withdrawals reserve, minor units.
     */
    public long held()
    {
        return held;
    }

    /**
     * @return number of changes so far; 0 when there is no leg.
     */
    public long version()
    {
        return version;
    }
}
