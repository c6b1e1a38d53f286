package io.lockstep.benchmarks.load;

import io.lockstep.sbe.common.Side;

/**
 * Decides what each order is: pairs of a sell and a buy that meet in the middle, and between them orders that rest
 * away from it. Even accounts sell and odd accounts buy, so that nobody can meet himself, in whatever order a
 * transport delivers. The same settings give the same orders. Single-threaded.
 */
final class OrderMix
{
    private static final int PERCENT = 100;

    private final int accounts;
    private final int restPercent;
    private long pairCount;
    private long restCount;
    private boolean isTakerNext;

    /**
     * @param accounts    even, at least 2.
     * @param restPercent of orders that rest and are cancelled, 0 to 100.
     */
    OrderMix(final int accounts, final int restPercent)
    {
        if (accounts < 2 || 0 != accounts % 2)
        {
            throw new IllegalArgumentException("accounts must be even and at least 2: " + accounts);
        }
        if (restPercent < 0 || restPercent > PERCENT)
        {
            throw new IllegalArgumentException("rest percent must be 0 to 100: " + restPercent);
        }
        this.accounts = accounts;
        this.restPercent = restPercent;
    }

    /**
     * Describe the next order.
     *
     * @param sequence of it; each from 0 once.
     * @param flight   to fill: kind, account, side, price.
     */
    void next(final long sequence, final Flight flight)
    {
        flight.sequence = sequence;
        // Evenly spread: of any hundred orders in a row exactly restPercent rest.
        final boolean rests = sequence * restPercent / PERCENT != (sequence + 1) * restPercent / PERCENT;
        if (rests)
        {
            final boolean isBuy = 0 == (restCount & 1);
            final long away = 1 + restCount / 2 % LoadInstrument.REST_LEVELS;
            flight.kind = OrderKind.REST;
            flight.side = isBuy ? Side.BUY : Side.SELL;
            flight.price = isBuy ? LoadInstrument.REST_BUY_PRICE - away : LoadInstrument.REST_SELL_PRICE + away;
            flight.accountIndex = account(restCount / 2, isBuy);
            restCount++;
        }
        else
        {
            flight.kind = isTakerNext ? OrderKind.TAKER : OrderKind.MAKER;
            flight.side = isTakerNext ? Side.BUY : Side.SELL;
            flight.price = LoadInstrument.MIDDLE_PRICE;
            flight.accountIndex = account(pairCount, isTakerNext);
            pairCount += isTakerNext ? 1 : 0;
            isTakerNext = !isTakerNext;
        }
    }

    private int account(final long count, final boolean isBuyer)
    {
        return (int)(count % (accounts / 2)) * 2 + (isBuyer ? 1 : 0);
    }
}
