package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.types.Side;
import io.lockstep.core.ubs.BalanceLeg;

/**
 * One fill, settled. Mutable, reused; valid until the next event. Orders show their state after the fill.
 */
public final class Trade
{
    final BalanceLeg buyerQuote = new BalanceLeg();
    final BalanceLeg buyerBase = new BalanceLeg();
    final BalanceLeg sellerBase = new BalanceLeg();
    final BalanceLeg sellerQuote = new BalanceLeg();
    final BalanceLeg revenueBase = new BalanceLeg();
    final BalanceLeg revenueQuote = new BalanceLeg();
    long tradeId;
    long priceTicks;
    long lots;
    long quoteAmount;
    long baseAmount;
    long buyerFee;
    long sellerFee;
    long buyerRefund;
    long buyerAccountSeq;
    long sellerAccountSeq;
    Order buyer;
    Order seller;
    Side takerSide;

    /**
     * @return id assigned by the core.
     */
    public long tradeId()
    {
        return tradeId;
    }

    /**
     * @return the maker's price.
     */
    public long priceTicks()
    {
        return priceTicks;
    }

    /**
     * @return quantity.
     */
    public long lots()
    {
        return lots;
    }

    /**
     * @return price × quantity in minor units of the quote asset.
     */
    public long quoteAmount()
    {
        return quoteAmount;
    }

    /**
     * @return quantity in minor units of the base asset.
     */
    public long baseAmount()
    {
        return baseAmount;
    }

    /**
     * @return of the base asset; negative is a rebate.
     */
    public long buyerFee()
    {
        return buyerFee;
    }

    /**
     * @return of the quote asset; negative is a rebate.
     */
    public long sellerFee()
    {
        return sellerFee;
    }

    /**
     * @return released from the buyer's hold: reserved at its limit, not needed at this price.
     */
    public long buyerRefund()
    {
        return buyerRefund;
    }

    /**
     * @return the buyer's report sequence.
     */
    public long buyerAccountSeq()
    {
        return buyerAccountSeq;
    }

    /**
     * @return the seller's report sequence.
     */
    public long sellerAccountSeq()
    {
        return sellerAccountSeq;
    }

    /**
     * @return the buy order.
     */
    public Order buyer()
    {
        return buyer;
    }

    /**
     * @return the sell order.
     */
    public Order seller()
    {
        return seller;
    }

    /**
     * @return side of the incoming order.
     */
    public Side takerSide()
    {
        return takerSide;
    }

    /**
     * @return the buyer's quote balance after it.
     */
    public BalanceLeg buyerQuote()
    {
        return buyerQuote;
    }

    /**
     * @return the buyer's base balance after it.
     */
    public BalanceLeg buyerBase()
    {
        return buyerBase;
    }

    /**
     * @return the seller's base balance after it.
     */
    public BalanceLeg sellerBase()
    {
        return sellerBase;
    }

    /**
     * @return the seller's quote balance after it.
     */
    public BalanceLeg sellerQuote()
    {
        return sellerQuote;
    }

    /**
     * @return revenue's base balance after it; no leg when the buyer paid no fee.
     */
    public BalanceLeg revenueBase()
    {
        return revenueBase;
    }

    /**
     * @return revenue's quote balance after it; no leg when the seller paid no fee.
     */
    public BalanceLeg revenueQuote()
    {
        return revenueQuote;
    }
}
