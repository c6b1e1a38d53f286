package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.FillReport;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.json.Decimals;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.AccountTrade;
import io.lockstep.gateway.model.Asset;
import io.lockstep.gateway.model.Instrument;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.model.ReferenceData;
import io.lockstep.gateway.model.TradeView;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** How orders and fills are written, in the dialect and as the ancestor did. Stateless. */
final class OrderJson
{
    /** How much of a new order the client wants to be told. */
    enum Detail
    {
        ACK, RESULT, FULL
    }

    private OrderJson()
    {
    }

    static JsonText placed(
        final Outcome outcome,
        final List<FillReport> fills,
        final Instrument instrument,
        final Detail detail,
        final ReferenceData data)
    {
        final OrderState order = outcome.order();
        final JsonText json = new JsonText().beginObject();
        identity(json, order, instrument, order.clientOrderId());
        json.field("transactTime", millis(outcome.clusterTimeNs()));
        if (Detail.ACK != detail)
        {
            state(json, order, instrument);
            json.field("workingTime", millis(order.createTimeNs()));
        }
        if (Detail.FULL == detail)
        {
            json.beginArray("fills");
            for (final FillReport fill : fills)
            {
                json.beginObject()
                    .field("price", fill.price(), instrument.priceScale())
                    .field("qty", fill.quantity(), instrument.quantityScale());
                final Asset feeAsset = feeAsset(data, fill.feeAssetId(), order.side(), instrument);
                json.field("commission", OrderState.NONE == fill.fee() ? 0 : fill.fee(), feeAsset.scale())
                    .field("commissionAsset", feeAsset.code())
                    .field("tradeId", fill.tradeId())
                    .endObject();
            }
            json.endArray();
        }
        return json.endObject();
    }

    static JsonText cancelled(final Outcome outcome, final Instrument instrument, final String cancelId)
    {
        final OrderState order = outcome.order();
        final JsonText json = new JsonText().beginObject().field("origClientOrderId", order.clientOrderId());
        identity(json, order, instrument, null == cancelId ? order.clientOrderId() : cancelId);
        json.field("transactTime", millis(outcome.clusterTimeNs()));
        state(json, order, instrument);
        return json.endObject();
    }

    static void queried(final JsonText json, final OrderState order, final Instrument instrument)
    {
        json.beginObject();
        identity(json, order, instrument, order.clientOrderId());
        state(json, order, instrument);
        json.field("stopPrice", 0, instrument.priceScale())
            .field("icebergQty", 0, instrument.quantityScale())
            .field("time", millis(order.createTimeNs()))
            .field("updateTime", millis(order.updateTimeNs()))
            .field("isWorking", OrderStatus.PENDING_TRIGGER != order.status())
            .field("workingTime", millis(order.createTimeNs()))
            .endObject();
    }

    static void trade(
        final JsonText json, final AccountTrade fill, final Instrument instrument, final ReferenceData data)
    {
        final TradeView trade = fill.trade();
        final Asset feeAsset = feeAsset(data, fill.feeAssetId(), fill.isBuyer() ? Side.BUY : Side.SELL, instrument);
        json.beginObject()
            .field("symbol", instrument.compactSymbol())
            .field("id", trade.tradeId())
            .field("orderId", fill.orderId())
            .field("orderListId", -1)
            .field("price", trade.price(), instrument.priceScale())
            .field("qty", trade.quantity(), instrument.quantityScale())
            .field("quoteQty", trade.quoteAmount(), instrument.quote().scale())
            .field("commission", fill.fee(), feeAsset.scale())
            .field("commissionAsset", feeAsset.code())
            .field("time", millis(trade.timeNs()))
            .field("isBuyer", fill.isBuyer())
            .field("isMaker", fill.isMaker())
            .field("isBestMatch", true)
            .endObject();
    }

    static void ancestorOrder(final JsonText json, final OrderState order, final Instrument instrument)
    {
        json.beginObject()
            .field("order_id", order.orderId())
            .field("cid", order.clientOrderId())
            .field("symbol", instrument.symbol())
            .field("side", Side.BUY == order.side() ? "Buy" : "Sell")
            .field("order_type", OrderState.NONE == order.price() ? "Market" : "Limit")
            .field("price", OrderState.NONE == order.price() ? null :
                Decimals.toText(order.price(), instrument.priceScale()))
            .field("quantity", quantityOf(order), instrument.quantityScale())
            .field("filled_quantity", order.cumQuantity(), instrument.quantityScale())
            .field("filled_quote_amount", order.cumQuoteAmount(), instrument.quote().scale())
            .field("status", status(order))
            .field("order_status", ancestorStatus(order))
            .field("created_at", millis(order.createTimeNs()))
            .field("updated_at", millis(order.updateTimeNs()))
            .endObject();
    }

    static void ancestorTrade(
        final JsonText json, final AccountTrade fill, final Instrument instrument, final ReferenceData data)
    {
        final TradeView trade = fill.trade();
        final Asset feeAsset = feeAsset(data, fill.feeAssetId(), fill.isBuyer() ? Side.BUY : Side.SELL, instrument);
        json.beginObject()
            .field("trade_id", trade.tradeId())
            .field("order_id", fill.orderId())
            .field("symbol", instrument.symbol())
            .field("role", fill.isBuyer() ? "BUYER" : "SELLER")
            .field("price", trade.price(), instrument.priceScale())
            .field("quantity", trade.quantity(), instrument.quantityScale())
            .field("quote_amount", trade.quoteAmount(), instrument.quote().scale())
            .field("fee", fill.fee(), feeAsset.scale())
            .field("fee_asset", feeAsset.code())
            .field("is_maker", fill.isMaker())
            .field("settled_at", millis(trade.timeNs()))
            .endObject();
    }

    /** The ancestor's words for a status. */
    static String ancestorStatus(final OrderState order)
    {
        return switch (order.status())
        {
            case PARTIALLY_FILLED -> "PartiallyFilled";
            case FILLED -> "Filled";
            case CANCELED -> "Cancelled";
            case EXPIRED -> "Expired";
            default -> "Accepted";
        };
    }

    static long millis(final long timeNs)
    {
        return TimeUnit.NANOSECONDS.toMillis(timeNs);
    }

    private static void identity(
        final JsonText json, final OrderState order, final Instrument instrument, final String clientOrderId)
    {
        json.field("symbol", instrument.compactSymbol())
            .field("orderId", order.orderId())
            .field("orderListId", -1)
            .field("clientOrderId", clientOrderId);
    }

    private static void state(final JsonText json, final OrderState order, final Instrument instrument)
    {
        json.field("price", OrderState.NONE == order.price() ? 0 : order.price(), instrument.priceScale())
            .field("origQty", quantityOf(order), instrument.quantityScale())
            .field("executedQty", order.cumQuantity(), instrument.quantityScale())
            .field(
                "origQuoteOrderQty", OrderState.NONE == order.quoteQuantity() ? 0 : order.quoteQuantity(),
                instrument.quote().scale())
            .field("cummulativeQuoteQty", order.cumQuoteAmount(), instrument.quote().scale())
            .field("status", status(order))
            .field("timeInForce", order.timeInForce().name())
            .field("type", order.orderType().name())
            .field("side", order.side().name());
        final SelfTradePrevention mode = order.selfTradePrevention();
        if (null != mode && SelfTradePrevention.NULL_VAL != mode)
        {
            json.field("selfTradePreventionMode", mode.name());
        }
    }

    private static long quantityOf(final OrderState order)
    {
        return OrderState.NONE == order.quantity() ? order.cumQuantity() : order.quantity();
    }

    private static String status(final OrderState order)
    {
        return switch (order.status())
        {
            case PARTIALLY_FILLED -> "PARTIALLY_FILLED";
            case FILLED -> "FILLED";
            case CANCELED -> "CANCELED";
            case EXPIRED -> CloseReason.SELF_TRADE == order.closeReason() ? "EXPIRED_IN_MATCH" : "EXPIRED";
            default -> "NEW";
        };
    }

    /** A fee is taken from what is received; a report without a fee names no asset. */
    private static Asset feeAsset(
        final ReferenceData data, final int assetId, final Side side, final Instrument instrument)
    {
        final Asset asset = data.asset(assetId);
        if (null != asset)
        {
            return asset;
        }
        return Side.BUY == side ? instrument.base() : instrument.quote();
    }
}
