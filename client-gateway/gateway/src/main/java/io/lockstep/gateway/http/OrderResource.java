package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.RejectTable;
import io.lockstep.gateway.cluster.ClusterCommand.CancelOrder;
import io.lockstep.gateway.cluster.ClusterCommand.NewOrder;
import io.lockstep.gateway.cluster.ClusterCommand.QueryOrder;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.cluster.FillReport;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.AccountView;
import io.lockstep.gateway.model.Instrument;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.model.ReadModel;
import io.lockstep.gateway.model.ReferenceData;
import io.lockstep.gateway.security.Permission;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;

import java.util.List;
import java.util.Map;

/** Orders in the dialect: place, cancel, look at. */
final class OrderResource extends Resource
{
    private static final Map<String, Side> SIDES = Map.of("BUY", Side.BUY, "SELL", Side.SELL);
    private static final Map<String, OrderType> TYPES = Map.of(
        "LIMIT", OrderType.LIMIT, "MARKET", OrderType.MARKET, "LIMIT_MAKER", OrderType.LIMIT_MAKER);
    private static final Map<String, TimeInForce> TIMES = Map.of(
        "GTC", TimeInForce.GTC, "IOC", TimeInForce.IOC, "FOK", TimeInForce.FOK);
    private static final Map<String, SelfTradePrevention> SELF_TRADE_MODES = Map.of(
        "NONE", SelfTradePrevention.NONE,
        "EXPIRE_TAKER", SelfTradePrevention.EXPIRE_TAKER,
        "EXPIRE_MAKER", SelfTradePrevention.EXPIRE_MAKER,
        "EXPIRE_BOTH", SelfTradePrevention.EXPIRE_BOTH,
        "DECREMENT", SelfTradePrevention.DECREMENT);
    private static final int DEFAULT_ORDERS = 500;
    private static final int MAX_ORDERS = 1_000;

    private final ClientOrderIds clientOrderIds;

    OrderResource(final ClusterPort port, final ClientOrderIds clientOrderIds)
    {
        super(port);
        this.clientOrderIds = clientOrderIds;
    }

    void addTo(final Router router)
    {
        router.signed("POST", "/api/v3/order", Permission.TRADE, this::place);
        router.signed("DELETE", "/api/v3/order", Permission.TRADE, this::cancel);
        router.signed("GET", "/api/v3/order", Permission.READ, this::query);
        router.signed("GET", "/api/v3/openOrders", Permission.READ, this::openOrders);
        router.signed("GET", "/api/v3/allOrders", Permission.READ, this::allOrders);
    }

    private void place(final HttpCall call)
    {
        final Params params = call.params();
        final Instrument instrument = mandatoryInstrument(call);
        final Side side = choice("side", params.mandatory("side"), SIDES, -1117, "Invalid side.");
        final OrderType type = choice("type", params.mandatory("type"), TYPES, -1116, "Invalid orderType.");
        final OrderJson.Detail detail = detailOf(params, type);
        final NewOrder order = OrderType.MARKET == type ?
            market(call, instrument, side) : limit(call, instrument, side, type);
        params.requireAllRead();
        submitThen(call, order, RejectTable.Request.COMMAND, (outcome) ->
        {
            if (OrderJson.Detail.FULL == detail && outcome.fills().isEmpty() && 0 != outcome.order().cumQuantity())
            {
                // The answer to a repeat tells the order but not its fills; the model has them.
                readThen(call, (model) -> call.reply(OrderJson.placed(
                    outcome, fillsOf(model, call, outcome.order().orderId()), instrument, detail, referenceData())));
            }
            else
            {
                call.reply(OrderJson.placed(outcome, outcome.fills(), instrument, detail, referenceData()));
            }
        });
    }

    private static List<FillReport> fillsOf(final ReadModel model, final HttpCall call, final long orderId)
    {
        return accountOf(model, call).trades(0, MAX_ORDERS, (trade) -> trade.orderId() == orderId).stream()
            .map((trade) -> new FillReport(
                trade.trade().tradeId(), trade.trade().price(), trade.trade().quantity(), trade.fee(),
                trade.feeAssetId()))
            .toList();
    }

    private NewOrder limit(final HttpCall call, final Instrument instrument, final Side side, final OrderType type)
    {
        final Params params = call.params();
        TimeInForce timeInForce = TimeInForce.GTC;
        if (OrderType.LIMIT == type)
        {
            timeInForce = choice(
                "timeInForce", params.mandatory("timeInForce"), TIMES, -1115, "Invalid timeInForce.");
        }
        else if (params.has("timeInForce"))
        {
            throw ApiErrors.notRequired("timeInForce", "a LIMIT_MAKER order always stands until it is cancelled");
        }
        if (params.has("quoteOrderQty"))
        {
            throw ApiErrors.notRequired("quoteOrderQty", "only a MARKET order takes it");
        }
        return new NewOrder(
            call.accountId(), instrument.instrumentId(), side, type, timeInForce, selfTradePrevention(params),
            params.mandatoryDecimal("price", instrument.priceScale()),
            params.mandatoryDecimal("quantity", instrument.quantityScale()),
            OrderState.NONE, clientOrderId(params, "newClientOrderId"));
    }

    private NewOrder market(final HttpCall call, final Instrument instrument, final Side side)
    {
        final Params params = call.params();
        for (final String name : new String[]{"price", "timeInForce"})
        {
            if (params.has(name))
            {
                throw ApiErrors.notRequired(name, "a MARKET order takes none");
            }
        }
        final boolean byQuote = params.has("quoteOrderQty");
        if (byQuote && params.has("quantity"))
        {
            throw ApiErrors.notRequired("quoteOrderQty", "send quantity or quoteOrderQty");
        }
        return new NewOrder(
            call.accountId(), instrument.instrumentId(), side, OrderType.MARKET, TimeInForce.IOC,
            selfTradePrevention(params), OrderState.NONE,
            byQuote ? OrderState.NONE : params.mandatoryDecimal("quantity", instrument.quantityScale()),
            byQuote ? params.mandatoryDecimal("quoteOrderQty", instrument.quote().scale()) : OrderState.NONE,
            clientOrderId(params, "newClientOrderId"));
    }

    private void cancel(final HttpCall call)
    {
        final Instrument instrument = mandatoryInstrument(call);
        final long orderId = orderId(call.params());
        final String origClientOrderId = call.params().optionalRequestId("origClientOrderId");
        final String cancelId = call.params().optionalRequestId("newClientOrderId");
        requireOne(orderId, origClientOrderId);
        call.params().requireAllRead();
        submit(
            call, new CancelOrder(call.accountId(), instrument.instrumentId(), orderId, origClientOrderId),
            RejectTable.Request.CANCEL, (outcome) -> OrderJson.cancelled(outcome, instrument, cancelId));
    }

    private void query(final HttpCall call)
    {
        final Instrument instrument = mandatoryInstrument(call);
        final long orderId = orderId(call.params());
        final String origClientOrderId = call.params().optionalRequestId("origClientOrderId");
        requireOne(orderId, origClientOrderId);
        call.params().requireAllRead();
        readThen(call, (model) ->
        {
            final OrderState order = find(model, call, orderId, origClientOrderId);
            if (null != order && order.instrumentId() == instrument.instrumentId())
            {
                call.reply(queried(order, instrument));
            }
            else
            {
                // The cluster remembers more closed orders than the model keeps.
                submit(
                    call, new QueryOrder(call.accountId(), instrument.instrumentId(), orderId, origClientOrderId),
                    RejectTable.Request.QUERY, (outcome) -> queried(outcome.order(), instrument));
            }
        });
    }

    private void openOrders(final HttpCall call)
    {
        final Instrument instrument = optionalInstrument(call);
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final JsonText json = new JsonText().beginArray();
            final ReferenceData data = model.referenceData();
            accountOf(model, call).openOrders((order) -> matches(order, instrument)).forEach((order) ->
                OrderJson.queried(json, order, data.instrument(order.instrumentId())));
            return json.endArray();
        });
    }

    private void allOrders(final HttpCall call)
    {
        final Instrument instrument = mandatoryInstrument(call);
        final long fromOrderId = call.params().optionalId("orderId", 0);
        final long startMs = call.params().optionalId("startTime", 0);
        final long endMs = call.params().optionalId("endTime", Long.MAX_VALUE);
        final int limit = (int)call.params().optionalLong("limit", 1, MAX_ORDERS, DEFAULT_ORDERS);
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final JsonText json = new JsonText().beginArray();
            accountOf(model, call).orders(fromOrderId, limit, (order) -> matches(order, instrument) &&
                OrderJson.millis(order.createTimeNs()) >= startMs && OrderJson.millis(order.createTimeNs()) <= endMs)
                .forEach((order) -> OrderJson.queried(json, order, instrument));
            return json.endArray();
        });
    }

    private String clientOrderId(final Params params, final String name)
    {
        final String given = params.optionalRequestId(name);
        return null == given ? clientOrderIds.next() : given;
    }

    private static OrderJson.Detail detailOf(final Params params, final OrderType type)
    {
        final String given = params.optional("newOrderRespType");
        if (null == given)
        {
            return OrderType.LIMIT_MAKER == type ? OrderJson.Detail.ACK : OrderJson.Detail.FULL;
        }
        for (final OrderJson.Detail detail : OrderJson.Detail.values())
        {
            if (detail.name().equals(given))
            {
                return detail;
            }
        }
        throw ApiErrors.invalid("newOrderRespType", "must be ACK, RESULT or FULL");
    }

    private static SelfTradePrevention selfTradePrevention(final Params params)
    {
        final String given = params.optional("selfTradePreventionMode");
        return null == given ? null : choice(
            "selfTradePreventionMode", given, SELF_TRADE_MODES, -1130,
            "Data sent for parameter 'selfTradePreventionMode' is not valid.");
    }

    private static JsonText queried(final OrderState order, final Instrument instrument)
    {
        final JsonText json = new JsonText();
        OrderJson.queried(json, order, instrument);
        return json;
    }

    private static OrderState find(
        final ReadModel model, final HttpCall call, final long orderId, final String clientOrderId)
    {
        final AccountView account = accountOf(model, call);
        return OrderState.NONE == orderId ? account.order(clientOrderId) : account.order(orderId);
    }

    private static boolean matches(final OrderState order, final Instrument instrument)
    {
        return null == instrument || order.instrumentId() == instrument.instrumentId();
    }

    private static long orderId(final Params params)
    {
        return params.optionalLong("orderId", 1, (1L << 53) - 1, OrderState.NONE);
    }

    private static void requireOne(final long orderId, final String origClientOrderId)
    {
        if (OrderState.NONE == orderId && null == origClientOrderId)
        {
            throw ApiErrors.badRequest(
                -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!",
                "orderId or origClientOrderId: required");
        }
    }

    private static <T> T choice(
        final String name,
        final String given,
        final Map<String, T> choices,
        final int code,
        final String message)
    {
        final T choice = choices.get(given);
        if (null == choice)
        {
            throw ApiErrors.badRequest(
                code, message, name + ": must be one of " + new java.util.TreeSet<>(choices.keySet()));
        }
        return choice;
    }
}
