package io.lockstep.core.instrument;

import io.lockstep.core.types.Code16;
import io.lockstep.core.types.InstrumentStatus;

/**
 * An instrument as its creator describes it: prices and quantities are mantissas at the scales given, amounts are
 * minor units of the quote asset. Immutable, not yet checked.
 *
 * @param instrumentId   from 1.
 * @param symbol         unique among instruments.
 * @param baseAssetId    what is traded.
 * @param quoteAssetId   what prices are in.
 * @param priceScale     decimals of a price, 0 to 18.
 * @param quantityScale  decimals of a quantity, 0 to 18, at most the base asset's.
 * @param tickSize       smallest price step, positive.
 * @param minPrice       lowest price, a multiple of the tick.
 * @param maxPrice       highest price, a multiple of the tick.
 * @param lotSize        smallest quantity step, positive.
 * @param minQuantity    smallest order, a multiple of the lot.
 * @param maxQuantity    largest order, a multiple of the lot.
 * @param minNotional    smallest price × quantity, from 0.
 * @param maxNotional    largest price × quantity.
 * @param referencePrice anchors the price band until the first trade; NULL_VALUE for none.
 * @param maxOpenOrders  per account in this instrument, from 1.
 * @param makerFeePpm    millionths; negative is a rebate.
 * @param takerFeePpm    millionths, at least the rebate.
 * @param priceBandBps   hundredths of a percent around the anchor; 0 for no band.
 * @param status         that it starts in.
 */
public record InstrumentDefinition(
    int instrumentId,
    Code16 symbol,
    int baseAssetId,
    int quoteAssetId,
    int priceScale,
    int quantityScale,
    long tickSize,
    long minPrice,
    long maxPrice,
    long lotSize,
    long minQuantity,
    long maxQuantity,
    long minNotional,
    long maxNotional,
    long referencePrice,
    int maxOpenOrders,
    int makerFeePpm,
    int takerFeePpm,
    int priceBandBps,
    InstrumentStatus status)
{
}
