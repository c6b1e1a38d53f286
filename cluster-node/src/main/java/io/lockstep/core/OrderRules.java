package io.lockstep.core;

import io.lockstep.core.book.OrderBook;
import io.lockstep.core.book.PriceLevel;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.order.OpenOrderCounts;
import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.UBSCore;

import static io.lockstep.core.types.Quantities.NULL_VALUE;

/**
 * Whether an order may be accepted, checked in one fixed order (docs/protocol/rejects.md), and its numbers in the
 * core's units. Changes nothing.
 */
final class OrderRules
{
    private final UBSCore ubs;
    private final OpenOrderCounts openOrderCounts;
    private final FillPlanner planner = new FillPlanner();

    OrderRules(final UBSCore ubs, final OpenOrderCounts openOrderCounts)
    {
        this.ubs = ubs;
        this.openOrderCounts = openOrderCounts;
    }

    /**
     * @param command    with known enums.
     * @param account    owner.
     * @param instrument traded.
     * @param book       of the instrument.
     * @param terms      set for an order that may be accepted.
     * @return NONE, or the first rule that is broken.
     */
    RejectCode check(
        final PlaceOrder command,
        final Account account,
        final Instrument instrument,
        final OrderBook book,
        final OrderTerms terms)
    {
        if (!isOpenFor(instrument.status(), command.orderType))
        {
            return RejectCode.INSTRUMENT_NOT_TRADING;
        }
        RejectCode code = checkShape(command);
        if (RejectCode.NONE == code)
        {
            code = checkPrice(command, instrument, terms);
        }
        if (RejectCode.NONE == code)
        {
            code = checkQuantity(command, instrument, terms);
        }
        if (RejectCode.NONE == code && openOrderCounts.count(account.accountIndex(), instrument.instrumentId()) >=
            instrument.definition().maxOpenOrders())
        {
            code = RejectCode.TOO_MANY_OPEN_ORDERS;
        }
        if (RejectCode.NONE == code)
        {
            code = checkBook(command, account, instrument, book, terms);
        }
        if (RejectCode.NONE == code &&
            ubs.available(ubs.balance(account, terms.payAssetId)) < terms.holdAmount)
        {
            code = RejectCode.INSUFFICIENT_BALANCE;
        }
        return code;
    }

    private static boolean isOpenFor(final InstrumentStatus status, final OrderType orderType)
    {
        return InstrumentStatus.TRADING == status ||
            (InstrumentStatus.POST_ONLY == status && OrderType.LIMIT_MAKER == orderType);
    }

    /** Which fields go with which type. */
    private static RejectCode checkShape(final PlaceOrder command)
    {
        switch (command.orderType)
        {
            case LIMIT:
            case LIMIT_MAKER:
            case MARKET:
                break;

            default:
                return RejectCode.UNSUPPORTED_ORDER_TYPE;
        }

        final boolean isMarket = OrderType.MARKET == command.orderType;
        final boolean hasPrice = NULL_VALUE != command.price;
        final boolean hasQuantity = NULL_VALUE != command.quantity;
        final boolean hasQuoteQuantity = NULL_VALUE != command.quoteQuantity;
        final boolean hasForeignFields = NULL_VALUE != command.stopPrice || NULL_VALUE != command.displayQuantity ||
            NULL_VALUE != command.expireTimeNs;
        final boolean isTimeInForceAllowed = isMarket ?
            TimeInForce.IOC == command.timeInForce || TimeInForce.GTC == command.timeInForce :
            TimeInForce.GTC == command.timeInForce ||
                (OrderType.LIMIT == command.orderType && TimeInForce.GTD != command.timeInForce);
        return hasForeignFields || !isTimeInForceAllowed || hasPrice == isMarket ||
            (isMarket ? hasQuantity == hasQuoteQuantity : !hasQuantity || hasQuoteQuantity) ||
            SelfTradePrevention.DECREMENT == command.selfTradePrevention ?
            RejectCode.INVALID_COMBINATION : RejectCode.NONE;
    }

    private static RejectCode checkPrice(
        final PlaceOrder command, final Instrument instrument, final OrderTerms terms)
    {
        if (OrderType.MARKET == command.orderType)
        {
            terms.priceTicks = NULL_VALUE;
            terms.limitTicks =
                Side.BUY == command.side ? instrument.highestBandTicks() : instrument.lowestBandTicks();
            return RejectCode.NONE;
        }
        if (command.price < instrument.definition().minPrice() || command.price > instrument.definition().maxPrice())
        {
            return RejectCode.INVALID_PRICE;
        }
        final long tickSize = instrument.definition().tickSize();
        final long priceTicks = command.price / tickSize;
        if (priceTicks * tickSize != command.price)
        {
            return RejectCode.PRICE_NOT_ON_TICK;
        }
        if (priceTicks < instrument.lowestBandTicks() || priceTicks > instrument.highestBandTicks())
        {
            return RejectCode.PRICE_OUTSIDE_BAND;
        }
        terms.priceTicks = priceTicks;
        terms.limitTicks = priceTicks;
        return RejectCode.NONE;
    }

    private static RejectCode checkQuantity(
        final PlaceOrder command, final Instrument instrument, final OrderTerms terms)
    {
        terms.quoteQuantity = command.quoteQuantity;
        terms.lots = NULL_VALUE;
        if (NULL_VALUE != command.quoteQuantity && command.quoteQuantity <= 0)
        {
            return RejectCode.INVALID_QUANTITY;
        }
        if (NULL_VALUE != command.quantity)
        {
            if (command.quantity < instrument.definition().minQuantity() ||
                command.quantity > instrument.definition().maxQuantity())
            {
                return RejectCode.INVALID_QUANTITY;
            }
            final long lotSize = instrument.definition().lotSize();
            final long lots = command.quantity / lotSize;
            if (lots * lotSize != command.quantity)
            {
                return RejectCode.QUANTITY_NOT_ON_LOT;
            }
            terms.lots = lots;
        }
        return RejectCode.NONE;
    }

    /** What depends on the book: crossing, liquidity, notional and the hold. */
    private RejectCode checkBook(
        final PlaceOrder command,
        final Account account,
        final Instrument instrument,
        final OrderBook book,
        final OrderTerms terms)
    {
        final boolean isBuy = Side.BUY == command.side;
        terms.payAssetId = isBuy ? instrument.quoteAssetId() : instrument.baseAssetId();
        terms.receiveAssetId = isBuy ? instrument.baseAssetId() : instrument.quoteAssetId();
        terms.selfTradePrevention = command.selfTradePrevention;
        final boolean isMarket = OrderType.MARKET == command.orderType;
        if (isMarket)
        {
            plan(account, instrument, book, command.side, terms);
            if (0 == planner.lots())
            {
                return RejectCode.NO_LIQUIDITY;
            }
        }

        final long notional = !isMarket ?
            Quantities.multiply(terms.priceTicks, terms.lots, instrument.quotePerTickLot()) :
            NULL_VALUE == terms.lots ? terms.quoteQuantity : planner.quoteAmount();
        if (notional < 0)
        {
            return RejectCode.AMOUNT_OVERFLOW;
        }
        if (notional < instrument.definition().minNotional())
        {
            return RejectCode.BELOW_MIN_NOTIONAL;
        }
        if (notional > instrument.definition().maxNotional())
        {
            return RejectCode.ABOVE_MAX_NOTIONAL;
        }

        if (isBuy)
        {
            terms.holdAmount = notional;
        }
        else
        {
            final long soldLots = NULL_VALUE == terms.lots ? planner.lots() : terms.lots;
            terms.holdAmount = Quantities.multiply(soldLots, instrument.basePerLot());
            if (terms.holdAmount < 0)
            {
                return RejectCode.AMOUNT_OVERFLOW;
            }
        }

        final PriceLevel best = book.opposite(command.side).best();
        return OrderType.LIMIT_MAKER == command.orderType && null != best &&
            book.opposite(command.side).crosses(terms.limitTicks, best.priceTicks()) ?
            RejectCode.WOULD_TAKE_LIQUIDITY : RejectCode.NONE;
    }

    /**
     * @return whether all of a FOK order would be filled now.
     */
    boolean isFillable(
        final Account account,
        final Instrument instrument,
        final OrderBook book,
        final Side side,
        final OrderTerms terms)
    {
        plan(account, instrument, book, side, terms);
        return planner.lots() == terms.lots;
    }

    private void plan(
        final Account account,
        final Instrument instrument,
        final OrderBook book,
        final Side side,
        final OrderTerms terms)
    {
        final boolean hasOwnOrders =
            openOrderCounts.count(account.accountIndex(), instrument.instrumentId()) > 0;
        planner.plan(
            book.opposite(side), terms, account.accountIndex(), hasOwnOrders, instrument.quotePerTickLot());
    }
}
