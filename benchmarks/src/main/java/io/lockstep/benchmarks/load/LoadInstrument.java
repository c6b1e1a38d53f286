package io.lockstep.benchmarks.load;

import io.lockstep.client.InstrumentRequest;

/**
 * What the load trades: assets and an instrument of its own, so that it knows their scales and leaves the books that
 * people use alone. Eight decimals each, tick 0.01, lot 0.000001, maker 10 and taker 20 basis points, as the pair of
 * the demo.
 */
final class LoadInstrument
{
    /** What is bought and sold. */
    static final int BASE_ASSET_ID = 4001;
    /** What prices are in. */
    static final int QUOTE_ASSET_ID = 4002;
    /** The pair. */
    static final int INSTRUMENT_ID = 4001;
    /** Code of the base asset. */
    static final String BASE_CODE = "LOADB";
    /** Code of the quote asset. */
    static final String QUOTE_CODE = "LOADQ";
    /** Symbol of the pair. */
    static final String SYMBOL = "LOADB_LOADQ";
    /** The symbol in the HTTP dialect. */
    static final String HTTP_SYMBOL = "LOADBLOADQ";
    /** Decimals of both assets. */
    static final int ASSET_SCALE = 8;
    /** Decimals of a price. */
    static final int PRICE_SCALE = 2;
    /** Decimals of a quantity. */
    static final int QUANTITY_SCALE = 6;
    /** 50,000.00: where pairs meet. */
    static final long MIDDLE_PRICE = 5_000_000;
    /** 40,000.00: buys that rest are below. */
    static final long REST_BUY_PRICE = 4_000_000;
    /** 60,000.00: sells that rest are above. */
    static final long REST_SELL_PRICE = 6_000_000;
    /** Levels on each side that resting orders are spread over. */
    static final int REST_LEVELS = 100;
    /** 0.000100 of the base asset. */
    static final long QUANTITY = 100;
    /** Highest price. */
    static final long MAX_PRICE = 100_000_000;
    /** Largest order. */
    static final long MAX_QUANTITY = 1_000_000_000_000L;
    /** Largest notional, minor units of the quote asset. */
    static final long MAX_NOTIONAL = 1_000_000_000_000_000_000L;
    /** Open orders of an account: a taker that is late must not stop its seller. */
    static final int MAX_OPEN_ORDERS = 100_000;
    /** Ten basis points. */
    static final int MAKER_FEE_PPM = 1_000;
    /** Twenty basis points. */
    static final int TAKER_FEE_PPM = 2_000;
    /** What one sell holds, minor units of the base asset. */
    static final long BASE_AMOUNT = QUANTITY * 100;
    /** What one buy in the middle holds, minor units of the quote asset. */
    static final long QUOTE_AMOUNT = MIDDLE_PRICE * QUANTITY;

    private static final int SPARE_ORDERS = 1_000;

    private LoadInstrument()
    {
    }

    /**
     * @return the pair, as a command to create it.
     */
    static InstrumentRequest request()
    {
        return new InstrumentRequest()
            .instrumentId(INSTRUMENT_ID)
            .symbol(SYMBOL)
            .baseAssetId(BASE_ASSET_ID)
            .quoteAssetId(QUOTE_ASSET_ID)
            .priceScale(PRICE_SCALE)
            .quantityScale(QUANTITY_SCALE)
            .tickSize(1)
            .minPrice(1)
            .maxPrice(MAX_PRICE)
            .lotSize(1)
            .minQuantity(1)
            .maxQuantity(MAX_QUANTITY)
            .minNotional(0)
            .maxNotional(MAX_NOTIONAL)
            .maxOpenOrders(MAX_OPEN_ORDERS)
            .makerFeePpm(MAKER_FEE_PPM)
            .takerFeePpm(TAKER_FEE_PPM)
            .priceBandBps(0);
    }

    /**
     * @param accountIndex even: sells; odd: buys.
     * @return what it pays with.
     */
    static int fundedAssetId(final int accountIndex)
    {
        return 0 == (accountIndex & 1) ? BASE_ASSET_ID : QUOTE_ASSET_ID;
    }

    /**
     * @param accountIndex even: sells; odd: buys.
     * @param orders       of the whole run.
     * @param accounts     that share them.
     * @return what an account needs for its part, every one of its orders filled, and some more; minor units.
     */
    static long fundsFor(final int accountIndex, final long orders, final int accounts)
    {
        final long ordersPerAccount = 2 * orders / accounts + SPARE_ORDERS;
        return Math.multiplyExact(ordersPerAccount, 0 == (accountIndex & 1) ? BASE_AMOUNT : QUOTE_AMOUNT);
    }
}
