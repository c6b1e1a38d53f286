package io.lockstep.core;

import io.lockstep.core.types.RequestId;

/**
 * A deposit or a withdrawal. Filled by the adapter, reused.
 */
public final class MoneyCommand
{
    /** Owner of the balance. */
    public long accountId;
    /** Asset. */
    public int assetId;
    /** Minor units, positive. */
    public long amount;
    /** When the client made the request, its clock. */
    public long requestTimeNs;
    /** Unique per account over deposits and withdrawals. */
    public final RequestId transferId = new RequestId();
}
