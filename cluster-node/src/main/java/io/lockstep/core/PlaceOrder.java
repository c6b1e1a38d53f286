package io.lockstep.core;

import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;

/**
 * A command to place an order, as decoded and not yet checked. The adapter fills one instance again and again; fields
 * are plain because nothing here has a rule of its own. Prices, quantities and amounts are wire mantissas, NULL_VALUE
 * where not given; an enum is null where the wire's code is unknown.
 */
public final class PlaceOrder
{
    /** Owner. */
    public long accountId;
    /** Instrument to trade. */
    public int instrumentId;
    /** Bought or sold. */
    public Side side;
    /** Type. */
    public OrderType orderType;
    /** How long. */
    public TimeInForce timeInForce;
    /** Mode. */
    public SelfTradePrevention selfTradePrevention;
    /** Limit price mantissa. */
    public long price;
    /** Base quantity mantissa. */
    public long quantity;
    /** Quote amount. */
    public long quoteQuantity;
    /** Trigger price mantissa. */
    public long stopPrice;
    /** Shown part of an iceberg, mantissa. */
    public long displayQuantity;
    /** When a GTD order expires. */
    public long expireTimeNs;
    /** The client's id. */
    public final RequestId clientOrderId = new RequestId();
}
