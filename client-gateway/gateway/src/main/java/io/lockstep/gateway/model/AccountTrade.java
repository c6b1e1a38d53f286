package io.lockstep.gateway.model;

/**
 * One account's side of a fill. Immutable.
 *
 * @param trade        the fill.
 * @param instrumentId where.
 * @param orderId      of this side.
 * @param fee          minor units of the fee asset; negative is a rebate.
 * @param feeAssetId   that the fee was taken from.
 * @param isBuyer      which side.
 * @param isMaker      whether this side was in the book.
 */
public record AccountTrade(
    TradeView trade, int instrumentId, long orderId, long fee, int feeAssetId, boolean isBuyer, boolean isMaker)
{
}
