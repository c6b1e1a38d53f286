package io.lockstep.gateway.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Assets and instruments at one moment. Immutable: a change makes another, so any thread may read it.
 */
public final class ReferenceData
{
    /** Nothing created yet. */
    public static final ReferenceData EMPTY = new ReferenceData(Collections.emptyMap(), Collections.emptyMap());

    private final Map<Integer, Asset> assets;
    private final Map<Integer, Instrument> instruments;
    private final Map<String, Asset> assetsByCode = new LinkedHashMap<>();
    private final Map<String, Instrument> instrumentsBySymbol = new LinkedHashMap<>();

    private ReferenceData(final Map<Integer, Asset> assets, final Map<Integer, Instrument> instruments)
    {
        this.assets = assets;
        this.instruments = instruments;
        assets.values().forEach((asset) -> assetsByCode.put(asset.code(), asset));
        // A compact form that two symbols share belongs to the older; the full form always names its own.
        instruments.values().forEach(
            (instrument) -> instrumentsBySymbol.putIfAbsent(instrument.compactSymbol(), instrument));
        instruments.values().forEach((instrument) -> instrumentsBySymbol.put(instrument.symbol(), instrument));
    }

    /**
     * This with one more asset.
     *
     * @param asset to add.
     * @return another.
     */
    public ReferenceData with(final Asset asset)
    {
        final Map<Integer, Asset> more = new TreeMap<>(assets);
        more.put(asset.assetId(), asset);
        return new ReferenceData(more, instruments);
    }

    /**
     * This with one more instrument.
     *
     * @param instrument to add.
     * @return another.
     */
    public ReferenceData with(final Instrument instrument)
    {
        final Map<Integer, Instrument> more = new TreeMap<>(instruments);
        more.put(instrument.instrumentId(), instrument);
        return new ReferenceData(assets, more);
    }

    /**
     * Find an asset.
     *
     * @param assetId of it.
     * @return the asset, or null.
     */
    public Asset asset(final int assetId)
    {
        return assets.get(assetId);
    }

    /**
     * Find an asset.
     *
     * @param code of it.
     * @return the asset, or null.
     */
    public Asset asset(final String code)
    {
        return assetsByCode.get(code);
    }

    /**
     * Find an instrument.
     *
     * @param instrumentId of it.
     * @return the instrument, or null.
     */
    public Instrument instrument(final int instrumentId)
    {
        return instruments.get(instrumentId);
    }

    /**
     * Find an instrument.
     *
     * @param symbol as created (BTC_USDT) or compact (BTCUSDT).
     * @return the instrument, or null.
     */
    public Instrument instrument(final String symbol)
    {
        final Instrument exact = instrumentsBySymbol.get(symbol);
        return null != exact ? exact : instrumentsBySymbol.get(Instrument.compact(symbol));
    }

    /**
     * All assets.
     *
     * @return them by id.
     */
    public Collection<Asset> assets()
    {
        return Collections.unmodifiableCollection(assets.values());
    }

    /**
     * All instruments.
     *
     * @return them by id.
     */
    public Collection<Instrument> instruments()
    {
        return new ArrayList<>(instruments.values());
    }
}
