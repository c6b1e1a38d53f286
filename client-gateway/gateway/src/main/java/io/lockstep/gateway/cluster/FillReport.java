package io.lockstep.gateway.cluster;

/**
 * A fill that a command brought about. Immutable.
 *
 * @param tradeId    of the fill.
 * @param price      mantissa of the instrument.
 * @param quantity   mantissa of the instrument.
 * @param fee        minor units of the fee asset; negative is a rebate.
 * @param feeAssetId that the fee was taken from; not positive when there was none.
 */
public record FillReport(long tradeId, long price, long quantity, long fee, int feeAssetId)
{
}
