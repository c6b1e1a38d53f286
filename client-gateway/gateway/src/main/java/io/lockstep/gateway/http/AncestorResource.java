package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.RejectTable;
import io.lockstep.gateway.cluster.ClusterCommand.CancelOrder;
import io.lockstep.gateway.cluster.ClusterCommand.NewOrder;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.AccountView;
import io.lockstep.gateway.model.Asset;
import io.lockstep.gateway.model.BalanceView;
import io.lockstep.gateway.model.Instrument;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.model.ReadModel;
import io.lockstep.gateway.model.ReferenceData;
import io.lockstep.gateway.security.Permission;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The ancestor's routes and bodies for orders, balances and history, signed now. {@code user_id} may still be sent; the
 * account is the key's, and another is refused before a handler sees it.
 */
final class AncestorResource extends Resource
{
    private static final int DEFAULT_ROWS = 100;
    private static final int MAX_ROWS = 1_000;

    private final ClientOrderIds clientOrderIds;

    AncestorResource(final ClusterPort port, final ClientOrderIds clientOrderIds)
    {
        super(port);
        this.clientOrderIds = clientOrderIds;
    }

    void addTo(final Router router)
    {
        router.ancestor("POST", "/api/orders", Permission.TRADE, this::place);
        router.ancestor("POST", "/api/v1/order/create", Permission.TRADE, this::place);
        router.ancestor("POST", "/api/v1/order/cancel", Permission.TRADE, this::cancel);
        router.ancestor("GET", "/api/user/balance", Permission.READ, this::balance);
        router.ancestor("GET", "/api/v1/user/balance", Permission.READ, this::balance);
        router.ancestor("GET", "/api/user/trade_history", Permission.READ, this::trades);
        router.ancestor("GET", "/api/v1/order/trades", Permission.READ, this::trades);
        router.ancestor("GET", "/api/user/order_history", Permission.READ, this::history);
        router.ancestor("GET", "/api/v1/order/history", Permission.READ, this::history);
        router.ancestor("GET", "/api/v1/order/active", Permission.READ, this::active);
    }

    private void place(final HttpCall call)
    {
        final Params params = call.params();
        final Instrument instrument = mandatoryInstrument(call);
        final Side side = isFirst(params, "side", "Buy", "Sell") ? Side.BUY : Side.SELL;
        final boolean isLimit = isFirst(params, "order_type", "Limit", "Market");
        // The ancestor wanted a price on every order. On a market order it is checked and has no other effect.
        final long price = isLimit ?
            params.mandatoryDecimal("price", instrument.priceScale()) :
            params.optionalDecimal("price", instrument.priceScale(), OrderState.NONE);
        final long quantity = params.mandatoryDecimal("quantity", instrument.quantityScale());
        final String cid = params.optionalRequestId("cid");
        params.requireAllRead();
        final NewOrder order = new NewOrder(
            call.accountId(), instrument.instrumentId(), side, isLimit ? OrderType.LIMIT : OrderType.MARKET,
            isLimit ? TimeInForce.GTC : TimeInForce.IOC, null, isLimit ? price : OrderState.NONE, quantity,
            OrderState.NONE, null == cid ? clientOrderIds.next() : cid);
        submit(call, order, RejectTable.Request.COMMAND, AncestorResource::orderStatus);
    }

    private void cancel(final HttpCall call)
    {
        final Params params = call.params();
        final long orderId = params.optionalLong("order_id", 1, (1L << 53) - 1, OrderState.NONE);
        final String cid = params.optionalRequestId("cid");
        if (OrderState.NONE == orderId && null == cid)
        {
            throw ApiErrors.mandatory("order_id");
        }
        params.requireAllRead();
        // The ancestor's request names no symbol; the model knows where the order is.
        readThen(call, (model) ->
        {
            final AccountView account = accountOf(model, call);
            final OrderState order = OrderState.NONE == orderId ? account.order(cid) : account.order(orderId);
            if (null == order)
            {
                throw ApiErrors.cancelRejected();
            }
            submit(
                call, new CancelOrder(call.accountId(), order.instrumentId(), order.orderId(), null),
                RejectTable.Request.CANCEL, AncestorResource::orderStatus);
        });
    }

    private void balance(final HttpCall call)
    {
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final JsonText json = new JsonText().beginArray();
            for (final BalanceView balance : accountOf(model, call).balances())
            {
                final Asset asset = model.referenceData().asset(balance.assetId());
                json.beginObject()
                    .field("asset", asset.code())
                    .field("avail", balance.available(), asset.scale())
                    .field("frozen", balance.held(), asset.scale())
                    .endObject();
            }
            return json.endArray();
        });
    }

    private void trades(final HttpCall call)
    {
        list(call, (query) ->
        {
            final JsonText json = new JsonText().beginArray();
            final ReferenceData data = query.model().referenceData();
            query.account().trades(0, query.limit(), (fill) -> query.wants(fill.instrumentId())).forEach((fill) ->
                OrderJson.ancestorTrade(json, fill, data.instrument(fill.instrumentId()), data));
            return json.endArray();
        });
    }

    private void history(final HttpCall call)
    {
        list(call, (query) -> orders(query, (order) -> true));
    }

    private void active(final HttpCall call)
    {
        list(call, (query) -> orders(query, (order) -> query.account().isOpen(order.orderId())));
    }

    private record ListQuery(ReadModel model, AccountView account, Instrument instrument, int limit)
    {
        boolean wants(final int instrumentId)
        {
            return null == instrument || instrument.instrumentId() == instrumentId;
        }
    }

    private void list(final HttpCall call, final Function<ListQuery, JsonText> renderer)
    {
        final Instrument instrument = optionalInstrument(call);
        final int limit = (int)call.params().optionalLong("limit", 1, MAX_ROWS, DEFAULT_ROWS);
        call.params().requireAllRead();
        read(call, (model) -> renderer.apply(new ListQuery(model, accountOf(model, call), instrument, limit)));
    }

    private static JsonText orders(final ListQuery query, final Predicate<OrderState> filter)
    {
        final JsonText json = new JsonText().beginArray();
        query.account().orders(0, query.limit(), filter.and((order) -> query.wants(order.instrumentId())))
            .forEach((order) -> OrderJson.ancestorOrder(
                json, order, query.model().referenceData().instrument(order.instrumentId())));
        return json.endArray();
    }

    private static JsonText orderStatus(final Outcome outcome)
    {
        return new JsonText().beginObject()
            .field("status", 0)
            .field("msg", "ok")
            .name("data").beginObject()
            .field("order_id", outcome.order().orderId())
            .field("order_status", OrderJson.ancestorStatus(outcome.order()))
            .field("cid", outcome.order().clientOrderId())
            .endObject()
            .endObject();
    }

    private static boolean isFirst(final Params params, final String name, final String first, final String second)
    {
        final String given = params.mandatory(name);
        if (!first.equalsIgnoreCase(given) && !second.equalsIgnoreCase(given))
        {
            throw ApiErrors.invalid(name, "must be " + first + " or " + second);
        }
        return first.equalsIgnoreCase(given);
    }
}
