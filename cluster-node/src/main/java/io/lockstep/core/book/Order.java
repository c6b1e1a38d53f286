package io.lockstep.core.book;

import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;

/**
 * A client's order while it lives. Pooled: an order that has ended is used again for another.
 * <p>
 * Prices are in ticks, quantities in lots, amounts in minor units. The order carries handles of the balances it pays
 * from and into, opaque to the book, so that a fill needs no look-up.
 */
public final class Order
{
    Order previous;
    Order next;
    PriceLevel level;

    private final RequestId clientOrderId = new RequestId();
    private Instrument instrument;
    private long orderId;
    private long accountId;
    private long priceTicks;
    private long limitTicks;
    private long quantityLots;
    private long quoteQuantity;
    private long leavesLots;
    private long cumLots;
    private long cumQuoteAmount;
    private long heldAmount;
    private long createTimeNs;
    private long fingerprint;
    private int accountIndex;
    private int payHandle;
    private int receiveHandle;
    private int registrySlot;
    private Side side;
    private OrderType orderType;
    private TimeInForce timeInForce;
    private SelfTradePrevention selfTradePrevention;

    /**
     * Who and what.
     *
     * @param orderId       assigned by the core.
     * @param accountId     owner.
     * @param accountIndex  owner's place among accounts.
     * @param instrument    traded.
     * @param clientOrderId copied.
     * @param fingerprint   of the business fields of the command.
     * @param createTimeNs  cluster time.
     * @return this.
     */
    public Order identify(
        final long orderId,
        final long accountId,
        final int accountIndex,
        final Instrument instrument,
        final RequestId clientOrderId,
        final long fingerprint,
        final long createTimeNs)
    {
        this.orderId = orderId;
        this.accountId = accountId;
        this.accountIndex = accountIndex;
        this.instrument = instrument;
        this.clientOrderId.set(clientOrderId);
        this.fingerprint = fingerprint;
        this.createTimeNs = createTimeNs;
        this.cumLots = 0;
        this.cumQuoteAmount = 0;
        return this;
    }

    /**
     * How it trades.
     *
     * @param side                bought or sold.
     * @param orderType           type.
     * @param timeInForce         how long.
     * @param selfTradePrevention mode.
     * @param priceTicks          limit price, NULL_VALUE for a market order.
     * @param limitTicks          the worst price it may trade at: the limit price, or the edge of the price band.
     * @param quantityLots        ordered, NULL_VALUE for an order by quote quantity.
     * @param quoteQuantity       quote amount to spend or receive, NULL_VALUE for none.
     * @return this.
     */
    public Order describe(
        final Side side,
        final OrderType orderType,
        final TimeInForce timeInForce,
        final SelfTradePrevention selfTradePrevention,
        final long priceTicks,
        final long limitTicks,
        final long quantityLots,
        final long quoteQuantity)
    {
        this.side = side;
        this.orderType = orderType;
        this.timeInForce = timeInForce;
        this.selfTradePrevention = selfTradePrevention;
        this.priceTicks = priceTicks;
        this.limitTicks = limitTicks;
        this.quantityLots = quantityLots;
        this.quoteQuantity = quoteQuantity;
        this.leavesLots = Quantities.NULL_VALUE == quantityLots ? 0 : quantityLots;
        return this;
    }

    /**
     * What it pays with.
     *
     * @param payHandle     balance that is held.
     * @param receiveHandle balance that is credited.
     * @param heldAmount    reserved now.
     * @return this.
     */
    public Order fund(final int payHandle, final int receiveHandle, final long heldAmount)
    {
        this.payHandle = payHandle;
        this.receiveHandle = receiveHandle;
        this.heldAmount = heldAmount;
        return this;
    }

    /**
     * Put fills back from a snapshot.
     *
     * @param leavesLots     still open.
     * @param cumLots        filled.
     * @param cumQuoteAmount paid or received.
     * @return this.
     */
    public Order restoreFills(final long leavesLots, final long cumLots, final long cumQuoteAmount)
    {
        this.leavesLots = leavesLots;
        this.cumLots = cumLots;
        this.cumQuoteAmount = cumQuoteAmount;
        return this;
    }

    /**
     * Account for a fill. The book's own totals are kept by {@link OrderBook#fill}.
     *
     * @param lots        filled.
     * @param quoteAmount paid or received.
     * @param spentHold   of the hold: paid and refunded.
     */
    public void onFill(final long lots, final long quoteAmount, final long spentHold)
    {
        cumLots += lots;
        cumQuoteAmount += quoteAmount;
        heldAmount -= spentHold;
    }

    /**
     * @param leavesLots still open; for an order by quote quantity, what the rest buys at the last price.
     */
    public void leavesLots(final long leavesLots)
    {
        this.leavesLots = leavesLots;
    }

    /**
     * The hold was given back.
     */
    public void onRelease()
    {
        heldAmount = 0;
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
     * @return owner's place among accounts.
     */
    public int accountIndex()
    {
        return accountIndex;
    }

    /**
     * @return traded instrument.
     */
    public Instrument instrument()
    {
        return instrument;
    }

    /**
     * @return the client's id; not to be changed.
     */
    public RequestId clientOrderId()
    {
        return clientOrderId;
    }

    /**
     * @return hash of the business fields of the command that placed it.
     */
    public long fingerprint()
    {
        return fingerprint;
    }

    /**
     * @return cluster time of its acceptance.
     */
    public long createTimeNs()
    {
        return createTimeNs;
    }

    /**
     * @return limit price, NULL_VALUE for a market order.
     */
    public long priceTicks()
    {
        return priceTicks;
    }

    /**
     * @return the worst price it may trade at.
     */
    public long limitTicks()
    {
        return limitTicks;
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
     * @return whether its size is a quote amount alone.
     */
    public boolean isByQuote()
    {
        return Quantities.NULL_VALUE == quantityLots;
    }

    /**
     * @return still open.
     */
    public long leavesLots()
    {
        return leavesLots;
    }

    /**
     * @return filled so far.
     */
    public long cumLots()
    {
        return cumLots;
    }

    /**
     * @return paid (a buy) or received before fees (a sell) so far.
     */
    public long cumQuoteAmount()
    {
        return cumQuoteAmount;
    }

    /**
     * @return of its hold, what is left.
     */
    public long heldAmount()
    {
        return heldAmount;
    }

    /**
     * @return balance that it pays from.
     */
    public int payHandle()
    {
        return payHandle;
    }

    /**
     * @return balance that it is paid into.
     */
    public int receiveHandle()
    {
        return receiveHandle;
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
     * @return mode.
     */
    public SelfTradePrevention selfTradePrevention()
    {
        return selfTradePrevention;
    }

    /**
     * @return NEW or PARTIALLY_FILLED, for an order that is open.
     */
    public OrderStatus openStatus()
    {
        return 0 == cumLots ? OrderStatus.NEW : OrderStatus.PARTIALLY_FILLED;
    }

    /**
     * @return the next in time at its price, or null.
     */
    public Order nextInLevel()
    {
        return next;
    }

    /**
     * @return place in the registry of open orders.
     */
    public int registrySlot()
    {
        return registrySlot;
    }

    /**
     * @param registrySlot place in the registry of open orders.
     */
    public void registrySlot(final int registrySlot)
    {
        this.registrySlot = registrySlot;
    }
}
