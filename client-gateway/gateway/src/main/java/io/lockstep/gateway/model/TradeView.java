package io.lockstep.gateway.model;

/**
 * A fill as everybody may see it. Immutable.
 *
 * @param tradeId      of the fill.
 * @param price        mantissa of the instrument.
 * @param quantity     mantissa of the instrument.
 * @param quoteAmount  minor units of the quote asset.
 * @param timeNs       nanoseconds since the epoch.
 * @param buyerIsMaker whether the buyer's order was in the book.
 */
public record TradeView(
    long tradeId, long price, long quantity, long quoteAmount, long timeNs, boolean buyerIsMaker)
{
}
