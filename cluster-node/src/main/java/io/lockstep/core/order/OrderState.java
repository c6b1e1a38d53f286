package io.lockstep.core.order;

import io.lockstep.core.book.Order;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;

/**
 * An order as it stands, open or ended: what a status report says. Mutable, reused; a copy, so reading it changes
 * nothing.
 */
public final class OrderState
{
    private final RequestId clientOrderId = new RequestId();
    private long orderId;
    private long accountId;
    private long priceTicks;
    private long quantityLots;
    private long quoteQuantity;
    private long leavesLots;
    private long cumLots;
    private long cumQuoteAmount;
    private long createTimeNs;
    private long fingerprint;
    private int instrumentId;
    private Side side;
    private OrderType orderType;
    private TimeInForce timeInForce;
    private OrderStatus status;
    private CloseReason closeReason;

    void set(
        final long orderId,
        final long accountId,
        final int instrumentId,
        final int sideCode,
        final int orderTypeCode,
        final int timeInForceCode,
        final int statusCode,
        final int closeReasonCode)
    {
        this.orderId = orderId;
        this.accountId = accountId;
        this.instrumentId = instrumentId;
        this.side = Side.of(sideCode);
        this.orderType = OrderType.of(orderTypeCode);
        this.timeInForce = TimeInForce.of(timeInForceCode);
        this.status = OrderStatus.of(statusCode);
        this.closeReason = CloseReason.of(closeReasonCode);
    }

    void setAmounts(
        final long priceTicks,
        final long quantityLots,
        final long quoteQuantity,
        final long leavesLots,
        final long cumLots,
        final long cumQuoteAmount,
        final long createTimeNs)
    {
        this.priceTicks = priceTicks;
        this.quantityLots = quantityLots;
        this.quoteQuantity = quoteQuantity;
        this.leavesLots = leavesLots;
        this.cumLots = cumLots;
        this.cumQuoteAmount = cumQuoteAmount;
        this.createTimeNs = createTimeNs;
    }

    void fingerprint(final long fingerprint)
    {
        this.fingerprint = fingerprint;
    }

    void set(final Order order)
    {
        orderId = order.orderId();
        accountId = order.accountId();
        instrumentId = order.instrument().instrumentId();
        side = order.side();
        orderType = order.orderType();
        timeInForce = order.timeInForce();
        status = order.openStatus();
        closeReason = CloseReason.NONE;
        fingerprint = order.fingerprint();
        clientOrderId.set(order.clientOrderId());
        setAmounts(
            order.priceTicks(), order.quantityLots(), order.quoteQuantity(), order.leavesLots(), order.cumLots(),
            order.cumQuoteAmount(), order.createTimeNs());
    }

    /**
     * @return id assigned by the core.
     */
    public long orderId()
    {
        return orderId;
    }

    /**
     * @return owner.
     */
    public long accountId()
    {
        return accountId;
    }

    /**
     * @return traded instrument.
     */
    public int instrumentId()
    {
        return instrumentId;
    }

    /**
     * @return the client's id.
     */
    public RequestId clientOrderId()
    {
        return clientOrderId;
    }

    /**
     * @return limit price, NULL_VALUE for a market order.
     */
    public long priceTicks()
    {
        return priceTicks;
    }

    /**
     * @return ordered, NULL_VALUE for an order by quote quantity.
     */
    public long quantityLots()
    {
        return quantityLots;
    }

    /**
     * @return quote amount to spend or receive, NULL_VALUE for none.
     */
    public long quoteQuantity()
    {
        return quoteQuantity;
    }

    /**
     * @return still open; 0 for an order that has ended.
     */
    public long leavesLots()
    {
        return leavesLots;
    }

    /**
     * @return filled.
     */
    public long cumLots()
    {
        return cumLots;
    }

    /**
     * @return paid or received before fees.
     */
    public long cumQuoteAmount()
    {
        return cumQuoteAmount;
    }

    /**
     * @return cluster time of its acceptance.
     */
    public long createTimeNs()
    {
        return createTimeNs;
    }

    /**
     * @return hash of the business fields of the command that placed it.
     */
    public long fingerprint()
    {
        return fingerprint;
    }

    /**
     * @return bought or sold.
     */
    public Side side()
    {
        return side;
    }

    /**
     * @return type.
     */
    public OrderType orderType()
    {
        return orderType;
    }

    /**
     * @return how long it stays active.
     */
    public TimeInForce timeInForce()
    {
        return timeInForce;
    }

    /**
     * @return state.
     */
    public OrderStatus status()
    {
        return status;
    }

    /**
     * @return why it ended, NONE while it is open or when it was filled.
     */
    public CloseReason closeReason()
    {
        return closeReason;
    }
}
