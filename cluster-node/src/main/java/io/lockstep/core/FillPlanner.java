package io.lockstep.core;

import io.lockstep.core.book.BookSide;
import io.lockstep.core.book.Order;
import io.lockstep.core.book.PriceLevel;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.SelfTradePrevention;

/**
 * Works out what an incoming order would trade, without trading: what to hold for a market order, and whether a FOK
 * fills. Walks the book by the very rules the {@link MatchingEngine} trades by, the owner's own orders included.
 */
final class FillPlanner
{
    private long lots;
    private long quoteAmount;

    /**
     * @return lots that would be filled.
     */
    long lots()
    {
        return lots;
    }

    /**
     * @return quote amount of those fills.
     */
    long quoteAmount()
    {
        return quoteAmount;
    }

    /**
     * @param opposite      side that would be traded with.
     * @param terms         of the incoming order.
     * @param accountIndex  owner's place among accounts.
     * @param hasOwnOrders  whether the owner has open orders in this book.
     * @param unit          quote amount of one lot at one tick.
     */
    void plan(
        final BookSide opposite,
        final OrderTerms terms,
        final int accountIndex,
        final boolean hasOwnOrders,
        final long unit)
    {
        lots = 0;
        quoteAmount = 0;
        final boolean isOrderByOrder = hasOwnOrders && SelfTradePrevention.NONE != terms.selfTradePrevention;
        for (PriceLevel level = opposite.best();
            null != level && opposite.crosses(terms.limitTicks, level.priceTicks());
            level = opposite.worse(level))
        {
            final boolean goesOn = isOrderByOrder ?
                planByOrder(level, terms, accountIndex, unit) :
                take(level.priceTicks(), level.volumeLots(), terms, unit);
            if (!goesOn)
            {
                return;
            }
        }
    }

    private boolean planByOrder(
        final PriceLevel level, final OrderTerms terms, final int accountIndex, final long unit)
    {
        for (Order maker = level.first(); null != maker; maker = maker.nextInLevel())
        {
            if (maker.accountIndex() == accountIndex)
            {
                if (SelfTradePrevention.EXPIRE_MAKER != terms.selfTradePrevention)
                {
                    return false;
                }
            }
            else if (!take(level.priceTicks(), maker.leavesLots(), terms, unit))
            {
                return false;
            }
        }
        return true;
    }

    /** Take what is wanted of what a price offers; false when nothing more is wanted or affordable. */
    private boolean take(final long priceTicks, final long offeredLots, final OrderTerms terms, final long unit)
    {
        final long lotPrice = Quantities.multiply(priceTicks, unit);
        final long wantedLots = Quantities.NULL_VALUE == terms.lots ?
            (lotPrice < 0 ? 0 : (terms.quoteQuantity - quoteAmount) / lotPrice) : terms.lots - lots;
        final long takenLots = Math.min(wantedLots, offeredLots);
        final long takenQuote = lotPrice < 0 ? Quantities.OVERFLOW : Quantities.multiply(takenLots, lotPrice);
        if (takenQuote < 0 || takenQuote > Long.MAX_VALUE - quoteAmount)
        {
            return false;
        }
        lots += takenLots;
        quoteAmount += takenQuote;
        return takenLots < wantedLots;
    }
}
