package io.lockstep.core;

import io.lockstep.core.book.BookSide;
import io.lockstep.core.book.Order;
import io.lockstep.core.book.OrderBook;
import io.lockstep.core.book.OrderPool;
import io.lockstep.core.book.PriceLevel;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.order.OpenOrderCounts;
import io.lockstep.core.order.OrderRegistry;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.Invariants;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.TimeInForce;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;
import io.lockstep.core.ubs.UBSCore;

import java.util.Arrays;

/**
 * Trades an accepted order against its book by price and time, at the makers' prices, and ends orders. An order that
 * it is given is funded and registered; afterwards it either rests or has ended.
 */
final class MatchingEngine
{
    private final UBSCore ubs;
    private final OrderRegistry registry;
    private final OpenOrderCounts openOrderCounts;
    private final ExchangeEvents events;
    private final Settlement settlement;
    private final OrderPool pool = new OrderPool();
    private final BalanceLeg leg = new BalanceLeg();
    private OrderBook[] books = new OrderBook[8];
    private Account revenue;
    private long nextTradeId = 1;

    MatchingEngine(
        final UBSCore ubs,
        final OrderRegistry registry,
        final OpenOrderCounts openOrderCounts,
        final ExchangeEvents events)
    {
        this.ubs = ubs;
        this.registry = registry;
        this.openOrderCounts = openOrderCounts;
        this.events = events;
        this.settlement = new Settlement(ubs);
    }

    void revenue(final Account revenue)
    {
        this.revenue = revenue;
    }

    long nextTradeId()
    {
        return nextTradeId;
    }

    void nextTradeId(final long nextTradeId)
    {
        this.nextTradeId = nextTradeId;
    }

    void open(final Instrument instrument)
    {
        final int instrumentId = instrument.instrumentId();
        if (instrumentId >= books.length)
        {
            books = Arrays.copyOf(books, Math.max(instrumentId + 1, books.length * 2));
        }
        books[instrumentId] = new OrderBook();
        ubs.openBalance(revenue, instrument.baseAssetId());
        ubs.openBalance(revenue, instrument.quoteAssetId());
    }

    OrderBook book(final int instrumentId)
    {
        return books[instrumentId];
    }

    Order takeOrder()
    {
        return pool.take();
    }

    void discard(final Order order)
    {
        pool.give(order);
    }

    /** Trade, then rest or end. */
    void execute(final Order taker)
    {
        final OrderBook book = books[taker.instrument().instrumentId()];
        final CloseReason stop = match(taker, book);
        if (0 == taker.leavesLots() && taker.cumLots() > 0)
        {
            if (0 == taker.heldAmount())
            {
                forget(taker, OrderStatus.FILLED, CloseReason.NONE);
            }
            else
            {
                close(taker, OrderStatus.FILLED, CloseReason.BUDGET_SPENT);
            }
        }
        else if (CloseReason.BUDGET_SPENT == stop)
        {
            close(taker, OrderStatus.FILLED, stop);
        }
        else if (CloseReason.NONE != stop)
        {
            close(taker, OrderStatus.EXPIRED, stop);
        }
        else if (rests(taker))
        {
            book.add(taker);
        }
        else
        {
            close(taker, OrderStatus.EXPIRED, remainderReason(taker, book));
        }
    }

    private static boolean rests(final Order order)
    {
        return OrderType.MARKET != order.orderType() &&
            (TimeInForce.GTC == order.timeInForce() || TimeInForce.GTD == order.timeInForce());
    }

    private static CloseReason remainderReason(final Order taker, final OrderBook book)
    {
        if (OrderType.MARKET != taker.orderType())
        {
            return CloseReason.IOC_REMAINDER;
        }
        return null == book.opposite(taker.side()).best() ? CloseReason.NO_LIQUIDITY : CloseReason.PRICE_BAND;
    }

    /** NONE when it is filled or there is nothing more to trade with, else why it must end. */
    private CloseReason match(final Order taker, final OrderBook book)
    {
        final BookSide opposite = book.opposite(taker.side());
        while (taker.leavesLots() > 0 || taker.isByQuote())
        {
            final PriceLevel level = opposite.best();
            if (null == level || !opposite.crosses(taker.limitTicks(), level.priceTicks()))
            {
                return CloseReason.NONE;
            }

            final Order maker = level.first();
            if (maker.accountIndex() == taker.accountIndex() &&
                SelfTradePrevention.NONE != taker.selfTradePrevention())
            {
                if (SelfTradePrevention.EXPIRE_TAKER != taker.selfTradePrevention())
                {
                    expireMaker(maker, book);
                }
                if (SelfTradePrevention.EXPIRE_MAKER != taker.selfTradePrevention())
                {
                    return CloseReason.SELF_TRADE;
                }
                continue;
            }

            final long wantedLots = taker.isByQuote() ? affordableLots(taker, level.priceTicks()) : taker.leavesLots();
            if (0 == wantedLots)
            {
                return CloseReason.BUDGET_SPENT;
            }
            fill(taker, maker, Math.min(wantedLots, maker.leavesLots()), book);
            if (taker.isByQuote() && 0 == taker.leavesLots())
            {
                return CloseReason.NONE;
            }
        }
        return CloseReason.NONE;
    }

    private static long affordableLots(final Order taker, final long priceTicks)
    {
        return (taker.quoteQuantity() - taker.cumQuoteAmount()) /
            (priceTicks * taker.instrument().quotePerTickLot());
    }

    private void fill(final Order taker, final Order maker, final long lots, final OrderBook book)
    {
        final long priceTicks = maker.priceTicks();
        final Trade trade = settlement.settle(nextTradeId++, taker, maker, lots, revenue);
        book.fill(maker, lots);
        taker.leavesLots(taker.isByQuote() ? affordableLots(taker, priceTicks) : taker.leavesLots() - lots);
        maker.instrument().onTrade(priceTicks);
        events.onTrade(trade);
        if (0 == maker.leavesLots())
        {
            Invariants.require(0 == maker.heldAmount(), "a filled maker holds nothing");
            forget(maker, OrderStatus.FILLED, CloseReason.NONE);
        }
    }

    private void expireMaker(final Order maker, final OrderBook book)
    {
        book.remove(maker);
        close(maker, OrderStatus.EXPIRED, CloseReason.SELF_TRADE);
    }

    /** Take a resting order out and give its hold back. */
    void cancel(final Order order, final CloseReason reason)
    {
        books[order.instrument().instrumentId()].remove(order);
        close(order, OrderStatus.CANCELED, reason);
    }

    /** End an order that is in no book: give back what is left of its hold, tell, remember. */
    void close(final Order order, final OrderStatus status, final CloseReason reason)
    {
        final long releasedAmount = order.heldAmount();
        if (releasedAmount > 0)
        {
            ubs.release(order.payHandle(), releasedAmount, leg);
            order.onRelease();
        }
        else
        {
            leg.clear();
        }
        final long accountSeq = ubs.accountAt(order.accountIndex()).nextAccountSeq();
        events.onOrderClosed(
            order, accountSeq, status, reason, ubs.assetId(order.payHandle()), releasedAmount, leg);
        forget(order, status, reason);
    }

    private void forget(final Order order, final OrderStatus status, final CloseReason reason)
    {
        registry.close(order, status, reason);
        openOrderCounts.onClosed(order.accountIndex(), order.instrument().instrumentId());
        pool.give(order);
    }

    /** A resting order out of a snapshot. */
    void restore(final Order order)
    {
        Invariants.require(order.leavesLots() > 0 && order.heldAmount() > 0, "restored order is sound");
        registry.add(order);
        openOrderCounts.onOpened(order.accountIndex(), order.instrument().instrumentId());
        books[order.instrument().instrumentId()].add(order);
    }
}
