package io.lockstep.core.instrument;

import io.lockstep.core.types.Code16;
import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RejectCode;

import java.util.Arrays;

import static io.lockstep.core.types.Quantities.NULL_VALUE;

/**
 * Assets and instruments by id. Ids are small, so both are plain arrays; iteration is in id order by construction.
 */
public final class ReferenceData
{
    private Asset[] assets = new Asset[8];
    private Instrument[] instruments = new Instrument[8];

    /**
     * @param assetId any value.
     * @return the asset, or null.
     */
    public Asset asset(final int assetId)
    {
        return assetId > 0 && assetId < assets.length ? assets[assetId] : null;
    }

    /**
     * @param instrumentId any value.
     * @return the instrument, or null.
     */
    public Instrument instrument(final int instrumentId)
    {
        return instrumentId > 0 && instrumentId < instruments.length ? instruments[instrumentId] : null;
    }

    /**
     * @return one more than the highest asset id.
     */
    public int assetIdLimit()
    {
        return assets.length;
    }

    /**
     * @return one more than the highest instrument id.
     */
    public int instrumentIdLimit()
    {
        return instruments.length;
    }

    /**
     * @param asset that is to be created.
     * @return NONE, or why it cannot be.
     */
    public RejectCode checkAsset(final Asset asset)
    {
        final int assetId = asset.assetId();
        if (assetId < 1 || assetId > ExchangeLimits.MAX_ASSETS || asset.scale() < 0 ||
            asset.scale() > ExchangeLimits.MAX_SCALE || !asset.code().isValid())
        {
            return RejectCode.INVALID_REFERENCE_DATA;
        }
        if (null != asset(assetId))
        {
            return RejectCode.ALREADY_EXISTS;
        }
        for (final Asset other : assets)
        {
            if (null != other && other.code().equals(asset.code()))
            {
                return RejectCode.ALREADY_EXISTS;
            }
        }
        return RejectCode.NONE;
    }

    /**
     * @param asset that {@link #checkAsset} found good.
     */
    public void add(final Asset asset)
    {
        if (asset.assetId() >= assets.length)
        {
            assets = Arrays.copyOf(assets, Math.max(asset.assetId() + 1, assets.length * 2));
        }
        assets[asset.assetId()] = asset;
    }

    /**
     * @param definition of an instrument that is to be created.
     * @return NONE, or why it cannot be.
     */
    public RejectCode checkInstrument(final InstrumentDefinition definition)
    {
        final int instrumentId = definition.instrumentId();
        if (instrumentId < 1 || instrumentId > ExchangeLimits.MAX_INSTRUMENTS || !definition.symbol().isValid() ||
            null == definition.status())
        {
            return RejectCode.INVALID_REFERENCE_DATA;
        }
        if (null == asset(definition.baseAssetId()) || null == asset(definition.quoteAssetId()))
        {
            return RejectCode.UNKNOWN_ASSET;
        }
        if (null != instrument(instrumentId) || isSymbolTaken(definition.symbol()))
        {
            return RejectCode.ALREADY_EXISTS;
        }
        return isConsistent(definition) && quotePerTickLot(definition) > 0 && basePerLot(definition) > 0 ?
            RejectCode.NONE : RejectCode.INVALID_REFERENCE_DATA;
    }

    /**
     * @param definition that {@link #checkInstrument} found good.
     * @return the new instrument.
     */
    public Instrument add(final InstrumentDefinition definition)
    {
        final int instrumentId = definition.instrumentId();
        if (instrumentId >= instruments.length)
        {
            instruments = Arrays.copyOf(instruments, Math.max(instrumentId + 1, instruments.length * 2));
        }
        final Instrument instrument =
            new Instrument(definition, quotePerTickLot(definition), basePerLot(definition));
        instruments[instrumentId] = instrument;
        return instrument;
    }

    private boolean isSymbolTaken(final Code16 symbol)
    {
        for (final Instrument other : instruments)
        {
            if (null != other && other.definition().symbol().equals(symbol))
            {
                return true;
            }
        }
        return false;
    }

    private static boolean isConsistent(final InstrumentDefinition d)
    {
        return d.baseAssetId() != d.quoteAssetId() &&
            d.priceScale() >= 0 && d.priceScale() <= ExchangeLimits.MAX_SCALE &&
            d.quantityScale() >= 0 && d.quantityScale() <= ExchangeLimits.MAX_SCALE &&
            areSteps(d.tickSize(), d.minPrice(), d.maxPrice()) &&
            areSteps(d.lotSize(), d.minQuantity(), d.maxQuantity()) &&
            d.minNotional() >= 0 && d.maxNotional() >= Math.max(1, d.minNotional()) &&
            (NULL_VALUE == d.referencePrice() ||
                (d.referencePrice() >= d.minPrice() && d.referencePrice() <= d.maxPrice() &&
                    d.referencePrice() % d.tickSize() == 0)) &&
            d.maxOpenOrders() >= 1 &&
            d.maxOpenOrders() <= ExchangeLimits.MAX_OPEN_ORDERS_PER_ACCOUNT_AND_INSTRUMENT &&
            Math.abs((long)d.makerFeePpm()) <= ExchangeLimits.MAX_FEE_PPM &&
            d.takerFeePpm() >= 0 && d.takerFeePpm() <= ExchangeLimits.MAX_FEE_PPM &&
            d.makerFeePpm() + d.takerFeePpm() >= 0 &&
            d.priceBandBps() >= 0 && d.priceBandBps() <= ExchangeLimits.MAX_PRICE_BAND_BPS;
    }

    private static boolean areSteps(final long step, final long min, final long max)
    {
        return step > 0 && min > 0 && max >= min && min % step == 0 && max % step == 0;
    }

    /** tick × lot × 10^(quoteScale − priceScale − quantityScale), 0 when that is no whole positive long. */
    private long quotePerTickLot(final InstrumentDefinition d)
    {
        final long product = Quantities.multiply(d.tickSize(), d.lotSize());
        if (product < 0)
        {
            return 0;
        }
        return scaled(product, asset(d.quoteAssetId()).scale() - d.priceScale() - d.quantityScale());
    }

    private long basePerLot(final InstrumentDefinition d)
    {
        return scaled(d.lotSize(), asset(d.baseAssetId()).scale() - d.quantityScale());
    }

    private static long scaled(final long value, final int exponent)
    {
        long scaled = value;
        for (int i = exponent; i > 0 && scaled > 0; i--)
        {
            scaled = Quantities.multiply(scaled, 10);
        }
        for (int i = exponent; i < 0; i++)
        {
            if (scaled % 10 != 0)
            {
                return 0;
            }
            scaled /= 10;
        }
        return Math.max(0, scaled);
    }
}
