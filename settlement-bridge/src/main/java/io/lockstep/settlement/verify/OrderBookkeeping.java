package io.lockstep.settlement.verify;

import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import io.lockstep.settlement.event.EventView;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Orders as the events tell: what each reserves, has filled and has left, and how it ended. Single-threaded.
 */
final class OrderBookkeeping
{
    private static final long NONE = 0;

    private final Ledger ledger;
    private final Check fills = new Check("fills within orders");
    private final Check reports = new Check("account sequences");
    private final Long2ObjectHashMap<OrderState> orders = new Long2ObjectHashMap<>();
    private final Long2LongHashMap accountSeqs = new Long2LongHashMap(NONE);
    private final Long2LongHashMap history = new Long2LongHashMap(NONE);
    private long historyRows;

    /** One order. */
    static final class OrderState
    {
        final long accountId;
        final int holdAssetId;
        final long quantity;
        long reserved;
        long cumQuantity;
        long cumQuoteAmount;
        long leavesQuantity;
        OrderStatus status;
        int rows;

        OrderState(final OrderAcceptedDecoder order)
        {
            accountId = order.accountId();
            holdAssetId = order.holdAssetId();
            quantity = order.quantity();
            reserved = order.holdAmount();
            final OrderType type = order.orderType();
            status = OrderType.STOP_LOSS == type || OrderType.STOP_LOSS_LIMIT == type ||
                OrderType.TAKE_PROFIT == type || OrderType.TAKE_PROFIT_LIMIT == type ?
                OrderStatus.PENDING_TRIGGER : OrderStatus.NEW;
        }
    }

    OrderBookkeeping(final Ledger ledger)
    {
        this.ledger = ledger;
    }

    void accepted(final EventView event, final OrderAcceptedDecoder order)
    {
        final OrderState state = new OrderState(order);
        final long orderId = order.orderId();
        fills.require(null == orders.put(orderId, state), () -> "order " + orderId + " was accepted twice");
        ledger.reserve(state.accountId, state.holdAssetId, order.holdAmount());
        if (0 != order.holdAmount())
        {
            ledger.leg(0, state.accountId, state.holdAssetId, -order.holdAmount(), order.holdAmount(),
                order.balance(), "lock", Long.toString(orderId));
        }
        report(event, 0, state, orderId, order.accountSeq());
    }

    void closed(final EventView event, final OrderClosedDecoder order)
    {
        final long orderId = order.orderId();
        final OrderState state = orders.get(orderId);
        if (null == state)
        {
            fills.fail("order " + orderId + " was closed but never accepted");
            return;
        }
        fills.require(state.cumQuantity == order.cumQuantity() && state.cumQuoteAmount == order.cumQuoteAmount(),
            () -> "order " + orderId + " closed with " + order.cumQuantity() + " filled, fills add up to " +
            state.cumQuantity);
        release(state, order.releasedAmount());
        fills.require(0 == state.reserved,
            () -> "order " + orderId + " closed and still reserves " + state.reserved);
        if (0 != order.releasedAmount())
        {
            ledger.leg(0, state.accountId, state.holdAssetId, order.releasedAmount(), -order.releasedAmount(),
                order.balance(), "unlock", Long.toString(orderId));
        }
        state.status = order.orderStatus();
        state.leavesQuantity = order.leavesQuantity();
        report(event, 0, state, orderId, order.accountSeq());
    }

    void filled(final EventView event, final TradeDecoder trade, final long paid)
    {
        // An account that trades with itself gets two reports, in the order that the core chose.
        final boolean sellerFirst = trade.buyerAccountId() == trade.sellerAccountId() &&
            trade.sellerAccountSeq() < trade.buyerAccountSeq();
        if (sellerFirst)
        {
            sellerFilled(event, trade);
        }
        fill(event, 0, trade, trade.buyerOrderId(), trade.buyerAccountSeq(), paid,
            new long[]{trade.buyerCumQuantity(), trade.buyerCumQuoteAmount(), trade.buyerLeavesQuantity()});
        if (!sellerFirst)
        {
            sellerFilled(event, trade);
        }
    }

    private void sellerFilled(final EventView event, final TradeDecoder trade)
    {
        fill(event, 1, trade, trade.sellerOrderId(), trade.sellerAccountSeq(), trade.baseAmount(),
            new long[]{trade.sellerCumQuantity(), trade.sellerCumQuoteAmount(), trade.sellerLeavesQuantity()});
    }

    private void fill(
        final EventView event,
        final int side,
        final TradeDecoder trade,
        final long orderId,
        final long accountSeq,
        final long paid,
        final long[] after)
    {
        final OrderState state = orders.get(orderId);
        if (null == state)
        {
            fills.fail("trade " + trade.tradeId() + " fills order " + orderId + " that was never accepted");
            return;
        }
        state.cumQuantity += trade.quantity();
        state.cumQuoteAmount += trade.quoteAmount();
        state.leavesQuantity = after[2];
        fills.require(state.cumQuantity == after[0] && state.cumQuoteAmount == after[1],
            () -> "trade " + trade.tradeId() + " says order " + orderId + " has filled " + after[0] +
            ", fills add up to " + state.cumQuantity);
        if (OrderAcceptedDecoder.quantityNullValue() != state.quantity)
        {
            fills.require(after[2] >= 0 && state.cumQuantity + after[2] <= state.quantity,
                () -> "trade " + trade.tradeId() + " fills order " + orderId + " beyond its quantity");
        }
        state.status = 0 == after[2] ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        release(state, paid);
        report(event, side, state, orderId, accountSeq);
    }

    private void release(final OrderState state, final long amount)
    {
        state.reserved -= amount;
        ledger.reserve(state.accountId, state.holdAssetId, -amount);
    }

    private void report(
        final EventView event, final int side, final OrderState state, final long orderId, final long accountSeq)
    {
        final long before = accountSeqs.get(state.accountId);
        reports.require(accountSeq == before + 1, () -> "event " + event.header().eventSeq() + " account " +
            state.accountId + " has report " + accountSeq + " after " + before);
        accountSeqs.put(state.accountId, accountSeq);
        history.put(historyKey(event.header().eventSeq(), side), LegFacts.digest(state.accountId, accountSeq, orderId,
            state.status.value(), state.cumQuantity, state.cumQuoteAmount) | 1);
        historyRows++;
    }

    static long historyKey(final long eventSeq, final long side)
    {
        return eventSeq * 2 + side;
    }

    /**
     * @param row   of order_history.
     * @param check to report to.
     */
    void history(final Fields row, final Check check)
    {
        final long side = "TRADE".equals(row.text("event_type")) && "SELL".equals(row.text("side")) ? 1 : 0;
        final long key = historyKey(row.number("event_seq"), side);
        final long expected = history.remove(key);
        final long actual = LegFacts.digest(row.number("user_id"), row.number("account_seq"), row.number("order_id"),
            status(row.text("status")), row.number("cum_quantity"), row.number("cum_quote_amount")) | 1;
        check.require(actual == expected, () -> "event " + row.number("event_seq") + " order " +
            row.number("order_id") + (NONE == expected ? " is not in the stream or was seen before" : " differs"));
    }

    private static long status(final String name)
    {
        for (final OrderStatus status : OrderStatus.values())
        {
            if (status.name().equals(name))
            {
                return status.value();
            }
        }
        return -1;
    }

    /**
     * @return rows of order_history that were not seen yet.
     */
    int historyLeft()
    {
        return history.size();
    }

    Long2ObjectHashMap<OrderState> orders()
    {
        return orders;
    }

    Check fills()
    {
        fills.note(orders.size() + " orders");
        return fills;
    }

    Check reports()
    {
        reports.note(historyRows + " reports");
        return reports;
    }
}
