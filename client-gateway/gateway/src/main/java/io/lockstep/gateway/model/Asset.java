package io.lockstep.gateway.model;

/**
 * An asset. Immutable.
 *
 * @param assetId from 1.
 * @param code    for people, such as BTC.
 * @param scale   decimals of its minor unit.
 */
public record Asset(int assetId, String code, int scale)
{
}
