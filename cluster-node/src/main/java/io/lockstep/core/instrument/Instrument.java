package io.lockstep.core.instrument;

import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.Quantities;

/**
 * A tradable pair and its rules, with everything a fill needs worked out beforehand. Inside the core prices are
 * counted in ticks and quantities in lots; so the quote amount of a fill is ticks × lots × {@link
 * #quotePerTickLot()}, always a whole number.
 */
public final class Instrument
{
    private final InstrumentDefinition definition;
    private final long quotePerTickLot;
    private final long basePerLot;
    private final long minPriceTicks;
    private final long maxPriceTicks;
    private final long minQuantityLots;
    private final long maxQuantityLots;
    private InstrumentStatus status;
    private long anchorPriceTicks;
    private boolean hasTraded;
    private long lowestBandTicks;
    private long highestBandTicks;

    Instrument(final InstrumentDefinition definition, final long quotePerTickLot, final long basePerLot)
    {
        this.definition = definition;
        this.quotePerTickLot = quotePerTickLot;
        this.basePerLot = basePerLot;
        this.minPriceTicks = definition.minPrice() / definition.tickSize();
        this.maxPriceTicks = definition.maxPrice() / definition.tickSize();
        this.minQuantityLots = definition.minQuantity() / definition.lotSize();
        this.maxQuantityLots = definition.maxQuantity() / definition.lotSize();
        this.status = definition.status();
        if (Quantities.NULL_VALUE == definition.referencePrice())
        {
            lowestBandTicks = minPriceTicks;
            highestBandTicks = maxPriceTicks;
        }
        else
        {
            anchorBand(definition.referencePrice() / definition.tickSize());
        }
    }

    /**
     * @return what its creator said.
     */
    public InstrumentDefinition definition()
    {
        return definition;
    }

    /**
     * @return id, from 1.
     */
    public int instrumentId()
    {
        return definition.instrumentId();
    }

    /**
     * @return asset that is traded.
     */
    public int baseAssetId()
    {
        return definition.baseAssetId();
    }

    /**
     * @return asset that prices are in.
     */
    public int quoteAssetId()
    {
        return definition.quoteAssetId();
    }

    /**
     * @return what it allows now.
     */
    public InstrumentStatus status()
    {
        return status;
    }

    /**
     * @param status that it has from now on.
     */
    public void status(final InstrumentStatus status)
    {
        this.status = status;
    }

    /**
     * @return minor quote units of one lot at a price of one tick.
     */
    public long quotePerTickLot()
    {
        return quotePerTickLot;
    }

    /**
     * @return minor base units of one lot.
     */
    public long basePerLot()
    {
        return basePerLot;
    }

    /**
     * @return lowest price of an order.
     */
    public long minPriceTicks()
    {
        return minPriceTicks;
    }

    /**
     * @return highest price of an order.
     */
    public long maxPriceTicks()
    {
        return maxPriceTicks;
    }

    /**
     * @return smallest order.
     */
    public long minQuantityLots()
    {
        return minQuantityLots;
    }

    /**
     * @return largest order.
     */
    public long maxQuantityLots()
    {
        return maxQuantityLots;
    }

    /**
     * @return lowest price the band allows now.
     */
    public long lowestBandTicks()
    {
        return lowestBandTicks;
    }

    /**
     * @return highest price the band allows now.
     */
    public long highestBandTicks()
    {
        return highestBandTicks;
    }

    /**
     * @return price of the last trade, NULL_VALUE before the first.
     */
    public long lastTradePriceTicks()
    {
        return hasTraded ? anchorPriceTicks : Quantities.NULL_VALUE;
    }

    /**
     * @param priceTicks of a trade: the band moves with it.
     */
    public void onTrade(final long priceTicks)
    {
        if (priceTicks != anchorPriceTicks || !hasTraded)
        {
            hasTraded = true;
            anchorBand(priceTicks);
        }
    }

    private void anchorBand(final long priceTicks)
    {
        anchorPriceTicks = priceTicks;
        if (0 == definition.priceBandBps())
        {
            lowestBandTicks = minPriceTicks;
            highestBandTicks = maxPriceTicks;
        }
        else
        {
            final long distanceTicks =
                Quantities.shareRoundedDown(priceTicks, definition.priceBandBps() * (Quantities.PPM / 10_000));
            lowestBandTicks = Math.max(minPriceTicks, priceTicks - distanceTicks);
            highestBandTicks = Math.min(maxPriceTicks, priceTicks + distanceTicks);
        }
    }

    /**
     * @param priceTicks price.
     * @return its mantissa on the wire.
     */
    public long price(final long priceTicks)
    {
        return priceTicks * definition.tickSize();
    }

    /**
     * @param quantityLots quantity.
     * @return its mantissa on the wire.
     */
    public long quantity(final long quantityLots)
    {
        return quantityLots * definition.lotSize();
    }
}
