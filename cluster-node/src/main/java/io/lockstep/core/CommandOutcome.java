package io.lockstep.core;

import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RejectCode;

/**
 * What became of a command: the part of the answer that events do not carry. Mutable, reused; valid until the next
 * command.
 */
public final class CommandOutcome
{
    private final OrderState orderState = new OrderState();
    private RejectCode code;
    private boolean isDuplicate;
    private boolean hasOrderState;
    private long available;
    private long held;

    CommandOutcome reset()
    {
        code = RejectCode.NONE;
        isDuplicate = false;
        hasOrderState = false;
        available = Quantities.NULL_VALUE;
        held = Quantities.NULL_VALUE;
        return this;
    }

    CommandOutcome reject(final RejectCode code)
    {
        this.code = code;
        return this;
    }

    CommandOutcome duplicate()
    {
        isDuplicate = true;
        return this;
    }

    CommandOutcome withOrderState()
    {
        hasOrderState = true;
        return this;
    }

    CommandOutcome withBalance(final long available, final long held)
    {
        this.available = available;
        this.held = held;
        return this;
    }

    /**
     * @return NONE when it was applied, now or before.
     */
    public RejectCode code()
    {
        return code;
    }

    /**
     * @return whether it had been applied before and this is the first answer again.
     */
    public boolean isDuplicate()
    {
        return isDuplicate;
    }

    /**
     * @return whether {@link #orderState} is part of the answer.
     */
    public boolean hasOrderState()
    {
        return hasOrderState;
    }

    /**
     * @return the order asked for, placed before, or already ended.
     */
    public OrderState orderState()
    {
        return orderState;
    }

    /**
     * @return after a money command, what is available; otherwise NULL_VALUE.
     */
    public long available()
    {
        return available;
    }

    /**
     * @return after a money command, what is held; otherwise NULL_VALUE.
     */
    public long held()
    {
        return held;
    }
}
