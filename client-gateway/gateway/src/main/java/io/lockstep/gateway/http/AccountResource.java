package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.AccountView;
import io.lockstep.gateway.model.Asset;
import io.lockstep.gateway.model.BalanceView;
import io.lockstep.gateway.model.Instrument;
import io.lockstep.gateway.security.Permission;
import io.lockstep.sbe.common.AccountStatus;

/** Balances and trades of the key's own account, in the dialect. */
final class AccountResource extends Resource
{
    private static final int DEFAULT_TRADES = 500;
    private static final int MAX_TRADES = 1_000;

    AccountResource(final ClusterPort port)
    {
        super(port);
    }

    void addTo(final Router router)
    {
        router.signed("GET", "/api/v3/account", Permission.READ, this::account);
        router.signed("GET", "/api/v3/myTrades", Permission.READ, this::trades);
    }

    private void account(final HttpCall call)
    {
        final boolean omitZero = call.params().optionalBoolean("omitZeroBalances");
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final AccountView account = accountOf(model, call);
            final boolean isActive = AccountStatus.ACTIVE == account.status();
            final JsonText json = new JsonText().beginObject()
                .field("uid", account.accountId())
                .field("accountType", "SPOT")
                .field("canTrade", isActive)
                .field("canWithdraw", isActive)
                .field("canDeposit", true)
                .field("updateTime", OrderJson.millis(account.updateTimeNs()))
                .beginArray("permissions").value("SPOT").endArray()
                .beginArray("balances");
            for (final Asset asset : model.referenceData().assets())
            {
                final BalanceView balance = account.balance(asset.assetId());
                if (!omitZero || 0 != balance.available() || 0 != balance.held())
                {
                    json.beginObject()
                        .field("asset", asset.code())
                        .field("free", balance.available(), asset.scale())
                        .field("locked", balance.held(), asset.scale())
                        .endObject();
                }
            }
            return json.endArray().endObject();
        });
    }

    private void trades(final HttpCall call)
    {
        final Instrument instrument = mandatoryInstrument(call);
        final long orderId = call.params().optionalId("orderId", 0);
        final long startMs = call.params().optionalId("startTime", 0);
        final long endMs = call.params().optionalId("endTime", Long.MAX_VALUE);
        final long fromId = call.params().optionalId("fromId", 0);
        final int limit = (int)call.params().optionalLong("limit", 1, MAX_TRADES, DEFAULT_TRADES);
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final JsonText json = new JsonText().beginArray();
            accountOf(model, call).trades(fromId, limit, (fill) ->
            {
                final long timeMs = OrderJson.millis(fill.trade().timeNs());
                return fill.instrumentId() == instrument.instrumentId() &&
                    (0 == orderId || fill.orderId() == orderId) && timeMs >= startMs && timeMs <= endMs;
            }).forEach((fill) -> OrderJson.trade(json, fill, instrument, model.referenceData()));
            return json.endArray();
        });
    }
}
