package io.lockstep.settlement.kafka;

import io.lockstep.settlement.event.Decimals;
import io.lockstep.settlement.event.LedgerLeg;
import io.lockstep.settlement.event.ReferenceData;

import java.nio.charset.StandardCharsets;

/**
 * A balance leg as the JSON of {@code balance.events}. Amounts are strings, because they exceed what a JSON number can
 * hold in most readers: once as decimals of the asset, once raw in minor units. Single-threaded.
 */
public final class BalanceEventJson
{
    private final StringBuilder out = new StringBuilder(512);

    /**
     * @param leg   to write. None of its strings needs escaping: ids and codes are checked by the core.
     * @param asset of the leg.
     * @return UTF-8 JSON.
     */
    public byte[] encode(final LedgerLeg leg, final ReferenceData.Asset asset)
    {
        out.setLength(0);
        out.append("{\"event_seq\":").append(leg.eventSeq())
            .append(",\"leg\":").append(leg.leg())
            .append(",\"user_id\":").append(leg.accountId())
            .append(",\"asset_id\":").append(leg.assetId())
            .append(",\"asset\":\"").append(asset.code())
            .append("\",\"version\":").append(leg.version())
            .append(",\"event_type\":\"").append(leg.type().word())
            .append("\",\"ref_id\":\"").append(leg.refId()).append('"');
        amount("delta_avail", leg.availableDelta(), asset.scale());
        amount("delta_frozen", leg.heldDelta(), asset.scale());
        amount("avail", leg.available(), asset.scale());
        amount("frozen", leg.held(), asset.scale());
        out.append(",\"time_ns\":\"").append(leg.clusterTimeNs()).append("\"}");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void amount(final String name, final long value, final int scale)
    {
        out.append(",\"").append(name).append("\":\"");
        Decimals.append(out, value, scale);
        out.append("\",\"").append(name).append("_raw\":\"").append(value).append('"');
    }
}
