package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.RejectTable;
import io.lockstep.gateway.cluster.ClusterCommand.Transfer;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.Asset;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.security.Permission;

/** Money in and out, for a cashier's key, which may name any account. The request id makes repeating it safe. */
final class TransferResource extends Resource
{
    TransferResource(final ClusterPort port)
    {
        super(port);
    }

    void addTo(final Router router)
    {
        for (final String prefix : new String[]{"/api/v1/", "/api/v1/user/"})
        {
            router.ancestor("POST", prefix + "transfer_in", Permission.CASHIER, (call) -> transfer(call, true));
            router.ancestor("POST", prefix + "transfer_out", Permission.CASHIER, (call) -> transfer(call, false));
        }
    }

    private void transfer(final HttpCall call, final boolean isDeposit)
    {
        final Params params = call.params();
        params.mandatory("request_id");
        final String requestId = params.optionalRequestId("request_id");
        final long accountId = params.mandatoryLong("user_id", 1, (1L << 53) - 1);
        final Asset asset = mandatoryAsset(call, "asset");
        final long amount = params.mandatoryDecimal("amount", asset.scale());
        if (0 == amount)
        {
            throw ApiErrors.invalid("amount", "must be more than 0");
        }
        params.requireAllRead();
        submit(
            call, new Transfer(isDeposit, accountId, asset.assetId(), amount, requestId), RejectTable.Request.COMMAND,
            (outcome) ->
            {
                final JsonText json = new JsonText().beginObject()
                    .field("success", true)
                    .field("message", "ok")
                    .field("request_id", requestId)
                    .field("user_id", accountId)
                    .field("asset", asset.code())
                    .field("amount", amount, asset.scale())
                    .field("duplicate", outcome.isDuplicate())
                    .field("event_seq", outcome.eventSeq());
                if (OrderState.NONE != outcome.available())
                {
                    json.field("avail", outcome.available(), asset.scale())
                        .field("frozen", outcome.held(), asset.scale());
                }
                return json.endObject();
            });
    }
}
