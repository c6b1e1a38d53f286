package io.lockstep.settlement.cql;

import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.event.AssetCreatedDecoder;
import io.lockstep.sbe.event.EventHeaderDecoder;
import io.lockstep.sbe.event.InstrumentCreatedDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.event.EventView;
import io.lockstep.settlement.event.LedgerLeg;
import io.lockstep.settlement.event.LedgerLegs;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Events to rows. A pure function of the events, so that writing them again writes the same. Of the mutable tables only
 * the last state in a batch is written. Single-threaded.
 */
public final class RowMapper
{
    /** Rows of a partition. */
    public static final long ROWS_PER_BUCKET = 100_000;
    /**
     * Timestamps of mutable rows start here: below any wall clock, so that a store which refuses the future takes them.
     */
    public static final long MUTABLE_BASE_MICROS = 1_000_000_000_000_000L;

    private static final int DAY_OF_MONTH_BASE = 100;

    private final EventView view = new EventView();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, Row> orders = new HashMap<>();
    private final Map<BalanceKey, LedgerLeg> balances = new HashMap<>();
    private long eventSeq;
    private long immutableMicros;
    private Instant time;

    private record BalanceKey(long accountId, int assetId)
    {
    }

    /**
     * @param batch events in order.
     * @return their rows, without the progress; good until the next call.
     */
    public List<Row> map(final List<SettlementEvent> batch)
    {
        rows.clear();
        orders.clear();
        balances.clear();
        for (final SettlementEvent event : batch)
        {
            map(event);
        }
        balances.values().forEach(this::addBalance);
        rows.addAll(orders.values());
        return rows;
    }

    /**
     * @param position that all rows are written up to.
     * @param now      for people who look.
     * @return the row that says so.
     */
    public static Row progress(final SinkPosition position, final Instant now)
    {
        return Row.of(Table.SETTLEMENT_PROGRESS, MUTABLE_BASE_MICROS + position.eventSeq())
            .set("id", CqlSink.MAIN)
            .set("chain_id", Long.toUnsignedString(position.chainId()))
            .set("event_seq", position.eventSeq())
            .set("position", position.checkpoint().position())
            .set("chain_hash", Long.toUnsignedString(position.checkpoint().chainHash()))
            .set("updated_at", now);
    }

    private void map(final SettlementEvent event)
    {
        view.wrap(event.buffer(), 0);
        final EventHeaderDecoder header = view.header();
        eventSeq = header.eventSeq();
        immutableMicros = TimeUnit.NANOSECONDS.toMicros(header.clusterTimeNs());
        time = Instant.ofEpochSecond(0, header.clusterTimeNs());
        rows.add(row(Table.EVENTS_RAW)
            .set("bucket", eventSeq / ROWS_PER_BUCKET)
            .set("event_seq", eventSeq)
            .set("position", event.position())
            .set("template_id", view.templateId())
            .set("event", ByteBuffer.wrap(event.bytes())));
        switch (view.templateId())
        {
            case AssetCreatedDecoder.TEMPLATE_ID -> asset(view.asset());
            case InstrumentCreatedDecoder.TEMPLATE_ID -> instrument(view.instrument());
            case OrderAcceptedDecoder.TEMPLATE_ID -> accepted(view.accepted());
            case OrderClosedDecoder.TEMPLATE_ID -> closed(view.closed());
            case TradeDecoder.TEMPLATE_ID -> trade(event, view.trade());
            default ->
            {
                // The raw event, and its legs if it has any, are all there is to store.
            }
        }
        LedgerLegs.forEach(view, this::leg);
    }

    private Row row(final Table table)
    {
        return Row.of(table, immutableMicros);
    }

    private void leg(final LedgerLeg leg)
    {
        rows.add(row(Table.BALANCE_LEDGER)
            .set("user_id", leg.accountId())
            .set("asset_id", leg.assetId())
            .set("bucket", leg.version() / ROWS_PER_BUCKET)
            .set("version", leg.version())
            .set("event_seq", leg.eventSeq())
            .set("leg", leg.leg())
            .set("event_type", leg.type().word())
            .set("ref_id", leg.refId())
            .set("delta_avail", leg.availableDelta())
            .set("delta_frozen", leg.heldDelta())
            .set("avail", leg.available())
            .set("frozen", leg.held())
            .set("created_at", time));
        balances.put(new BalanceKey(leg.accountId(), leg.assetId()), leg);
    }

    private void addBalance(final LedgerLeg leg)
    {
        rows.add(Row.of(Table.BALANCES, MUTABLE_BASE_MICROS + leg.eventSeq())
            .set("user_id", leg.accountId())
            .set("asset_id", leg.assetId())
            .set("avail", leg.available())
            .set("frozen", leg.held())
            .set("version", leg.version())
            .set("event_seq", leg.eventSeq())
            .set("updated_at", Instant.ofEpochSecond(0, leg.clusterTimeNs())));
    }

    private void asset(final AssetCreatedDecoder asset)
    {
        rows.add(row(Table.ASSETS)
            .set("asset_id", asset.assetId())
            .set("code", asset.code())
            .set("scale", asset.scale())
            .set("event_seq", eventSeq));
    }

    private void instrument(final InstrumentCreatedDecoder instrument)
    {
        rows.add(row(Table.INSTRUMENTS)
            .set("instrument_id", instrument.instrumentId())
            .set("symbol", instrument.symbol())
            .set("base_asset_id", instrument.baseAssetId())
            .set("quote_asset_id", instrument.quoteAssetId())
            .set("price_scale", (int)instrument.priceScale())
            .set("quantity_scale", (int)instrument.quantityScale())
            .set("tick_size", instrument.tickSize())
            .set("lot_size", instrument.lotSize())
            .set("min_quantity", instrument.minQuantity())
            .set("max_quantity", instrument.maxQuantity())
            .set("maker_fee_ppm", instrument.makerFeePpm())
            .set("taker_fee_ppm", instrument.takerFeePpm())
            .set("event_seq", eventSeq));
    }

    private Row history(final long accountId, final long accountSeq, final long orderId, final String type)
    {
        final Row row = row(Table.ORDER_HISTORY)
            .set("user_id", accountId)
            .set("bucket", accountSeq / ROWS_PER_BUCKET)
            .set("account_seq", accountSeq)
            .set("order_id", orderId)
            .set("event_seq", eventSeq)
            .set("event_type", type)
            .set("created_at", time);
        rows.add(row);
        return row;
    }

    /**
     * A row of the orders table with the given event's timestamp; what an earlier event of the batch set stays, as it
     * would if both had been written.
     */
    private Row order(final long orderId)
    {
        final Row fresh = Row.of(Table.ORDERS, MUTABLE_BASE_MICROS + eventSeq);
        final Row before = orders.put(orderId, fresh);
        if (null != before)
        {
            System.arraycopy(before.values(), 0, fresh.values(), 0, fresh.values().length);
        }
        return fresh.set("order_id", orderId).set("event_seq", eventSeq).set("updated_at", time);
    }

    private static Object optional(final long value, final long nullValue)
    {
        return nullValue == value ? null : value;
    }

    private void accepted(final OrderAcceptedDecoder order)
    {
        final Row history = history(order.accountId(), order.accountSeq(), order.orderId(), "ACCEPTED");
        final Row current = order(order.orderId());
        final String clientOrderId = order.clientOrderId();
        final String status = switch (order.orderType())
        {
            case STOP_LOSS, STOP_LOSS_LIMIT, TAKE_PROFIT, TAKE_PROFIT_LIMIT -> OrderStatus.PENDING_TRIGGER.name();
            default -> OrderStatus.NEW.name();
        };
        for (final Row row : List.of(history, current))
        {
            row.set("client_order_id", clientOrderId.isEmpty() ? null : clientOrderId)
                .set("instrument_id", order.instrumentId())
                .set("side", order.side().name())
                .set("order_type", order.orderType().name())
                .set("time_in_force", order.timeInForce().name())
                .set("price", optional(order.price(), OrderAcceptedDecoder.priceNullValue()))
                .set("quantity", optional(order.quantity(), OrderAcceptedDecoder.quantityNullValue()))
                .set("quote_quantity", optional(order.quoteQuantity(), OrderAcceptedDecoder.quoteQuantityNullValue()))
                .set("status", status)
                .set("cum_quantity", 0L)
                .set("cum_quote_amount", 0L);
        }
        current.set("user_id", order.accountId())
            .set("hold_asset_id", order.holdAssetId())
            .set("hold_amount", order.holdAmount())
            .set("created_at", time);
    }

    private void closed(final OrderClosedDecoder order)
    {
        final Row history = history(order.accountId(), order.accountSeq(), order.orderId(), "CLOSED")
            .set("instrument_id", order.instrumentId())
            .set("side", order.side().name());
        final Row current = order(order.orderId());
        for (final Row row : List.of(history, current))
        {
            row.set("status", order.orderStatus().name())
                .set("close_reason", order.closeReason().name())
                .set("cum_quantity", order.cumQuantity())
                .set("cum_quote_amount", order.cumQuoteAmount())
                .set("leaves_quantity", order.leavesQuantity());
        }
    }

    private void trade(final SettlementEvent event, final TradeDecoder trade)
    {
        settledTrade(event, trade);
        side(trade, Side.BUY);
        side(trade, Side.SELL);
    }

    private void settledTrade(final SettlementEvent event, final TradeDecoder trade)
    {
        rows.add(row(Table.SETTLED_TRADES)
            .set("trade_id", trade.tradeId())
            .set("output_sequence", eventSeq)
            .set("match_seq", trade.tradeId())
            .set("instrument_id", trade.instrumentId())
            .set("buy_order_id", trade.buyerOrderId())
            .set("sell_order_id", trade.sellerOrderId())
            .set("buyer_user_id", trade.buyerAccountId())
            .set("seller_user_id", trade.sellerAccountId())
            .set("taker_side", trade.takerSide().name())
            .set("price", trade.price())
            .set("quantity", trade.quantity())
            .set("base_amount", trade.baseAmount())
            .set("quote_amount", trade.quoteAmount())
            .set("base_asset_id", trade.baseAssetId())
            .set("quote_asset_id", trade.quoteAssetId())
            .set("buyer_fee", trade.buyerFee())
            .set("seller_fee", trade.sellerFee())
            .set("buyer_refund", trade.buyerRefund())
            // A seller holds what it sells, to the unit: there is nothing to give back with a fill.
            .set("seller_refund", 0L)
            .set("buyer_base_version", trade.buyerBase().version())
            .set("buyer_quote_version", trade.buyerQuote().version())
            .set("seller_base_version", trade.sellerBase().version())
            .set("seller_quote_version", trade.sellerQuote().version())
            .set("buyer_base_balance_after", trade.buyerBase().available())
            .set("buyer_quote_balance_after", trade.buyerQuote().available())
            .set("seller_base_balance_after", trade.sellerBase().available())
            .set("seller_quote_balance_after", trade.sellerQuote().available())
            .set("settled_at", time)
            .set("trade_date", date(time))
            .set("chain_hash", Long.toUnsignedString(event.chainHash())));
    }

    /**
     * @param time of a trade.
     * @return its day in UTC as yyyymmdd.
     */
    public static int date(final Instant time)
    {
        final java.time.LocalDate day = time.atOffset(ZoneOffset.UTC).toLocalDate();
        return (day.getYear() * DAY_OF_MONTH_BASE + day.getMonthValue()) * DAY_OF_MONTH_BASE + day.getDayOfMonth();
    }

    private void side(final TradeDecoder trade, final Side side)
    {
        final boolean buyer = Side.BUY == side;
        final long accountId = buyer ? trade.buyerAccountId() : trade.sellerAccountId();
        final long accountSeq = buyer ? trade.buyerAccountSeq() : trade.sellerAccountSeq();
        final long orderId = buyer ? trade.buyerOrderId() : trade.sellerOrderId();
        final long leaves = buyer ? trade.buyerLeavesQuantity() : trade.sellerLeavesQuantity();
        rows.add(row(Table.USER_TRADES)
            .set("user_id", accountId)
            .set("bucket", accountSeq / ROWS_PER_BUCKET)
            .set("account_seq", accountSeq)
            .set("trade_id", trade.tradeId())
            .set("output_sequence", eventSeq)
            .set("instrument_id", trade.instrumentId())
            .set("role", buyer ? 0 : 1)
            .set("is_maker", trade.takerSide() != side)
            .set("order_id", orderId)
            .set("counterparty_user_id", buyer ? trade.sellerAccountId() : trade.buyerAccountId())
            .set("counterparty_order_id", buyer ? trade.sellerOrderId() : trade.buyerOrderId())
            .set("price", trade.price())
            .set("quantity", trade.quantity())
            .set("quote_amount", trade.quoteAmount())
            .set("fee", buyer ? trade.buyerFee() : trade.sellerFee())
            .set("fee_asset_id", buyer ? trade.baseAssetId() : trade.quoteAssetId())
            .set("settled_at", time));
        final Row history = history(accountId, accountSeq, orderId, "TRADE")
            .set("instrument_id", trade.instrumentId())
            .set("side", side.name())
            .set("trade_id", trade.tradeId())
            .set("last_price", trade.price())
            .set("last_quantity", trade.quantity());
        for (final Row row : List.of(history, order(orderId)))
        {
            row.set("status", (0 == leaves ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED).name())
                .set("cum_quantity", buyer ? trade.buyerCumQuantity() : trade.sellerCumQuantity())
                .set("cum_quote_amount", buyer ? trade.buyerCumQuoteAmount() : trade.sellerCumQuoteAmount())
                .set("leaves_quantity", leaves);
        }
    }
}
