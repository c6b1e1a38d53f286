package io.lockstep.client;

import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;

/**
 * A new order's fields: mutable, to be filled, sent by {@link ExchangeClient#newOrder(OrderRequest)} and used again.
 * Not thread-safe. Nothing is kept of it after the call.
 * <p>
 * Prices and quantities are mantissas in the instrument's scales, amounts are minor units of the quote asset.
 * {@link #NULL_VALUE} means not given. The exchange, not this class, judges prices, quantities and combinations.
 */
public final class OrderRequest
{
    /** An optional number that is not given. */
    public static final long NULL_VALUE = NewOrderEncoder.priceNullValue();

    long accountId;
    int instrumentId;
    Side side;
    OrderType orderType;
    TimeInForce timeInForce;
    SelfTradePrevention selfTradePrevention;
    long price;
    long quantity;
    long quoteQuantity;
    long stopPrice;
    long displayQuantity;
    long expireTimeNs;
    CharSequence clientOrderId;

    /** An empty request; see {@link #reset()}. */
    public OrderRequest()
    {
        reset();
    }

    /**
     * Forget everything: LIMIT, GTC and the default self-trade prevention, all else not given.
     *
     * @return this.
     */
    public OrderRequest reset()
    {
        accountId = 0;
        instrumentId = 0;
        side = null;
        orderType = OrderType.LIMIT;
        timeInForce = TimeInForce.GTC;
        selfTradePrevention = SelfTradePrevention.NULL_VAL;
        price = NULL_VALUE;
        quantity = NULL_VALUE;
        quoteQuantity = NULL_VALUE;
        stopPrice = NULL_VALUE;
        displayQuantity = NULL_VALUE;
        expireTimeNs = NULL_VALUE;
        clientOrderId = null;
        return this;
    }

    /**
     * Whose order it is: 1 to 2^53 - 1.
     *
     * @param accountId to set.
     * @return this.
     */
    public OrderRequest accountId(final long accountId)
    {
        this.accountId = accountId;
        return this;
    }

    /**
     * What is traded: from 1.
     *
     * @param instrumentId to set.
     * @return this.
     */
    public OrderRequest instrumentId(final int instrumentId)
    {
        this.instrumentId = instrumentId;
        return this;
    }

    /**
     * BUY or SELL.
     *
     * @param side to set.
     * @return this.
     */
    public OrderRequest side(final Side side)
    {
        this.side = side;
        return this;
    }

    /**
     * How it trades; LIMIT when not set.
     *
     * @param orderType to set.
     * @return this.
     */
    public OrderRequest orderType(final OrderType orderType)
    {
        this.orderType = orderType;
        return this;
    }

    /**
     * How long it stands; GTC when not set.
     *
     * @param timeInForce to set.
     * @return this.
     */
    public OrderRequest timeInForce(final TimeInForce timeInForce)
    {
        this.timeInForce = timeInForce;
        return this;
    }

    /**
     * What happens when the account would trade with itself; NULL_VAL is the exchange's default, EXPIRE_TAKER.
     *
     * @param selfTradePrevention to set.
     * @return this.
     */
    public OrderRequest selfTradePrevention(final SelfTradePrevention selfTradePrevention)
    {
        this.selfTradePrevention = selfTradePrevention;
        return this;
    }

    /**
     * Limit price, mantissa; not given for MARKET.
     *
     * @param price to set.
     * @return this.
     */
    public OrderRequest price(final long price)
    {
        this.price = price;
        return this;
    }

    /**
     * Base quantity, mantissa; not given for a MARKET order by quote quantity.
     *
     * @param quantity to set.
     * @return this.
     */
    public OrderRequest quantity(final long quantity)
    {
        this.quantity = quantity;
        return this;
    }

    /**
     * MARKET only: quote amount to spend or to receive; with a quantity, a cap on the total.
     *
     * @param quoteQuantity to set.
     * @return this.
     */
    public OrderRequest quoteQuantity(final long quoteQuantity)
    {
        this.quoteQuantity = quoteQuantity;
        return this;
    }

    /**
     * Trigger price of a stop order, mantissa.
     *
     * @param stopPrice to set.
     * @return this.
     */
    public OrderRequest stopPrice(final long stopPrice)
    {
        this.stopPrice = stopPrice;
        return this;
    }

    /**
     * Visible part of an iceberg order, mantissa.
     *
     * @param displayQuantity to set.
     * @return this.
     */
    public OrderRequest displayQuantity(final long displayQuantity)
    {
        this.displayQuantity = displayQuantity;
        return this;
    }

    /**
     * GTD only: when it expires, nanoseconds since the epoch.
     *
     * @param expireTimeNs to set.
     * @return this.
     */
    public OrderRequest expireTimeNs(final long expireTimeNs)
    {
        this.expireTimeNs = expireTimeNs;
        return this;
    }

    /**
     * The client's id of it: 1 to 36 of A-Z a-z 0-9 - _ . : / and unique per account. It makes sending it again safe.
     *
     * @param clientOrderId to set.
     * @return this.
     */
    public OrderRequest clientOrderId(final CharSequence clientOrderId)
    {
        this.clientOrderId = clientOrderId;
        return this;
    }
}
