package io.lockstep.gateway.model;

/**
 * A balance at one moment, minor units of its asset. Immutable.
 *
 * @param assetId   of the asset.
 * @param available to trade with and to withdraw.
 * @param held      by open orders.
 * @param version   rises by 1 with each change.
 */
public record BalanceView(int assetId, long available, long held, long version)
{
}
