package io.lockstep.client;

import io.lockstep.sbe.common.InstrumentStatus;

/**
 * A new instrument's fields: mutable, to be filled and sent by
 * {@link ExchangeClient#createInstrument(InstrumentRequest)}. Not thread-safe. Nothing is kept of it after the call.
 * <p>
 * Prices and quantities are mantissas in the scales given here, notionals are minor units of the quote asset.
 */
public final class InstrumentRequest
{
    int instrumentId;
    CharSequence symbol;
    int baseAssetId;
    int quoteAssetId;
    int priceScale;
    int quantityScale;
    long tickSize;
    long minPrice;
    long maxPrice;
    long lotSize;
    long minQuantity;
    long maxQuantity;
    long minNotional;
    long maxNotional;
    long referencePrice;
    int maxOpenOrders;
    int makerFeePpm;
    int takerFeePpm;
    int priceBandBps;
    InstrumentStatus instrumentStatus;

    /** An empty request; see {@link #reset()}. */
    public InstrumentRequest()
    {
        reset();
    }

    /**
     * Forget everything: status TRADING, no reference price, all else 0 or not given.
     *
     * @return this.
     */
    public InstrumentRequest reset()
    {
        instrumentId = 0;
        symbol = null;
        baseAssetId = 0;
        quoteAssetId = 0;
        priceScale = 0;
        quantityScale = 0;
        tickSize = 0;
        minPrice = 0;
        maxPrice = 0;
        lotSize = 0;
        minQuantity = 0;
        maxQuantity = 0;
        minNotional = 0;
        maxNotional = 0;
        referencePrice = OrderRequest.NULL_VALUE;
        maxOpenOrders = 0;
        makerFeePpm = 0;
        takerFeePpm = 0;
        priceBandBps = 0;
        instrumentStatus = InstrumentStatus.TRADING;
        return this;
    }

    /**
     * Its id: from 1.
     *
     * @param instrumentId to set.
     * @return this.
     */
    public InstrumentRequest instrumentId(final int instrumentId)
    {
        this.instrumentId = instrumentId;
        return this;
    }

    /**
     * Its name: 1 to 16 of A-Z 0-9 _
     *
     * @param symbol to set.
     * @return this.
     */
    public InstrumentRequest symbol(final CharSequence symbol)
    {
        this.symbol = symbol;
        return this;
    }

    /**
     * What is bought and sold: from 1.
     *
     * @param baseAssetId to set.
     * @return this.
     */
    public InstrumentRequest baseAssetId(final int baseAssetId)
    {
        this.baseAssetId = baseAssetId;
        return this;
    }

    /**
     * What is paid with: from 1.
     *
     * @param quoteAssetId to set.
     * @return this.
     */
    public InstrumentRequest quoteAssetId(final int quoteAssetId)
    {
        this.quoteAssetId = quoteAssetId;
        return this;
    }

    /**
     * Decimals of a price mantissa: 0 to 18.
     *
     * @param priceScale to set.
     * @return this.
     */
    public InstrumentRequest priceScale(final int priceScale)
    {
        this.priceScale = priceScale;
        return this;
    }

    /**
     * Decimals of a quantity mantissa: 0 to 18.
     *
     * @param quantityScale to set.
     * @return this.
     */
    public InstrumentRequest quantityScale(final int quantityScale)
    {
        this.quantityScale = quantityScale;
        return this;
    }

    /**
     * Prices are multiples of it, mantissa.
     *
     * @param tickSize to set.
     * @return this.
     */
    public InstrumentRequest tickSize(final long tickSize)
    {
        this.tickSize = tickSize;
        return this;
    }

    /**
     * Lowest price, mantissa.
     *
     * @param minPrice to set.
     * @return this.
     */
    public InstrumentRequest minPrice(final long minPrice)
    {
        this.minPrice = minPrice;
        return this;
    }

    /**
     * Highest price, mantissa.
     *
     * @param maxPrice to set.
     * @return this.
     */
    public InstrumentRequest maxPrice(final long maxPrice)
    {
        this.maxPrice = maxPrice;
        return this;
    }

    /**
     * Quantities are multiples of it, mantissa.
     *
     * @param lotSize to set.
     * @return this.
     */
    public InstrumentRequest lotSize(final long lotSize)
    {
        this.lotSize = lotSize;
        return this;
    }

    /**
     * Smallest order, mantissa.
     *
     * @param minQuantity to set.
     * @return this.
     */
    public InstrumentRequest minQuantity(final long minQuantity)
    {
        this.minQuantity = minQuantity;
        return this;
    }

    /**
     * Largest order, mantissa.
     *
     * @param maxQuantity to set.
     * @return this.
     */
    public InstrumentRequest maxQuantity(final long maxQuantity)
    {
        this.maxQuantity = maxQuantity;
        return this;
    }

    /**
     * Smallest price times quantity, minor units of the quote asset.
     *
     * @param minNotional to set.
     * @return this.
     */
    public InstrumentRequest minNotional(final long minNotional)
    {
        this.minNotional = minNotional;
        return this;
    }

    /**
     * Largest price times quantity, minor units of the quote asset.
     *
     * @param maxNotional to set.
     * @return this.
     */
    public InstrumentRequest maxNotional(final long maxNotional)
    {
        this.maxNotional = maxNotional;
        return this;
    }

    /**
     * Anchors the price band until the first trade, mantissa; not given by default.
     *
     * @param referencePrice to set.
     * @return this.
     */
    public InstrumentRequest referencePrice(final long referencePrice)
    {
        this.referencePrice = referencePrice;
        return this;
    }

    /**
     * Open orders per account in this instrument.
     *
     * @param maxOpenOrders to set.
     * @return this.
     */
    public InstrumentRequest maxOpenOrders(final int maxOpenOrders)
    {
        this.maxOpenOrders = maxOpenOrders;
        return this;
    }

    /**
     * Maker's fee, millionths; negative is a rebate.
     *
     * @param makerFeePpm to set.
     * @return this.
     */
    public InstrumentRequest makerFeePpm(final int makerFeePpm)
    {
        this.makerFeePpm = makerFeePpm;
        return this;
    }

    /**
     * Taker's fee, millionths.
     *
     * @param takerFeePpm to set.
     * @return this.
     */
    public InstrumentRequest takerFeePpm(final int takerFeePpm)
    {
        this.takerFeePpm = takerFeePpm;
        return this;
    }

    /**
     * Width of the price band, basis points; 0 is none.
     *
     * @param priceBandBps to set.
     * @return this.
     */
    public InstrumentRequest priceBandBps(final int priceBandBps)
    {
        this.priceBandBps = priceBandBps;
        return this;
    }

    /**
     * State it starts in; TRADING when not set.
     *
     * @param instrumentStatus to set.
     * @return this.
     */
    public InstrumentRequest instrumentStatus(final InstrumentStatus instrumentStatus)
    {
        this.instrumentStatus = instrumentStatus;
        return this;
    }
}
