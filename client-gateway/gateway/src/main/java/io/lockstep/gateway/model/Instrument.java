package io.lockstep.gateway.model;

import io.lockstep.sbe.common.InstrumentStatus;

/**
 * An instrument. Immutable. Prices and quantities are mantissas of its scales; notionals are minor units of the quote
 * asset.
 *
 * @param instrumentId  from 1.
 * @param symbol        as created, such as BTC_USDT.
 * @param base          asset that is bought and sold.
 * @param quote         asset that it is paid with.
 * @param priceScale    decimals of a price.
 * @param quantityScale decimals of a quantity.
 * @param tickSize      prices are multiples of it.
 * @param minPrice      lowest price.
 * @param maxPrice      highest price.
 * @param lotSize       quantities are multiples of it.
 * @param minQuantity   smallest quantity.
 * @param maxQuantity   largest quantity.
 * @param minNotional   smallest total.
 * @param maxNotional   largest total.
 * @param maxOpenOrders of one account.
 * @param makerFeePpm   millionths; negative is a rebate.
 * @param takerFeePpm   millionths.
 * @param priceBandBps  hundredths of a percent around the last price; 0 for none.
 * @param status        whether it trades.
 */
public record Instrument(
    int instrumentId,
    String symbol,
    Asset base,
    Asset quote,
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
    int maxOpenOrders,
    int makerFeePpm,
    int takerFeePpm,
    int priceBandBps,
    InstrumentStatus status)
{
    /**
     * The symbol as the dialect writes it, such as BTCUSDT.
     *
     * @return the symbol without its underscore.
     */
    public String compactSymbol()
    {
        return compact(symbol);
    }

    static String compact(final String symbol)
    {
        return symbol.replace("_", "");
    }
}
