package io.lockstep.settlement.event;

import io.lockstep.sbe.event.AssetCreatedDecoder;
import io.lockstep.sbe.event.InstrumentCreatedDecoder;

import java.util.HashMap;
import java.util.Map;

/**
 * Assets and instruments, as the stream announced them. Single-threaded; each sink learns its own from its own store.
 */
public final class ReferenceData
{
    /**
     * An asset.
     *
     * @param assetId from 1.
     * @param scale   decimals of its minor unit.
     * @param code    short name.
     */
    public record Asset(int assetId, int scale, String code)
    {
    }

    private final Map<Integer, Asset> assets = new HashMap<>();

    /**
     * Learn from an event; those that are not reference data are passed over.
     *
     * @param event any.
     * @return whether it was reference data.
     */
    public boolean learn(final EventView event)
    {
        if (AssetCreatedDecoder.TEMPLATE_ID == event.templateId())
        {
            final AssetCreatedDecoder asset = event.asset();
            put(new Asset(asset.assetId(), asset.scale(), asset.code()));
            return true;
        }
        return InstrumentCreatedDecoder.TEMPLATE_ID == event.templateId();
    }

    /**
     * @param asset to know.
     */
    public void put(final Asset asset)
    {
        assets.put(asset.assetId(), asset);
    }

    /**
     * @param assetId of an asset that the stream announced.
     * @return the asset.
     * @throws IllegalStateException when it was never announced.
     */
    public Asset asset(final int assetId)
    {
        final Asset asset = assets.get(assetId);
        if (null == asset)
        {
            throw new IllegalStateException("asset " + assetId + " was never announced");
        }
        return asset;
    }

    /**
     * Forget all.
     */
    public void clear()
    {
        assets.clear();
    }
}
