package io.lockstep.core;

import io.lockstep.core.types.RequestId;

/**
 * A command to cancel an order, or a question about one: by order id, or by the client's id when the order id is
 * NULL_VALUE. Filled by the adapter, reused.
 */
public final class CancelOrder
{
    /** Owner. */
    public long accountId;
    /** Instrument of the order. */
    public int instrumentId;
    /** Id assigned by the core, or NULL_VALUE. */
    public long orderId;
    /** The client's id of the order; empty when the order id is given. */
    public final RequestId clientOrderId = new RequestId();
}
