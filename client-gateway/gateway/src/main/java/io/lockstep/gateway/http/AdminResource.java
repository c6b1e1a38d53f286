package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.RejectTable;
import io.lockstep.gateway.cluster.ClusterCommand.CreateAccount;
import io.lockstep.gateway.cluster.ClusterCommand.CreateAsset;
import io.lockstep.gateway.cluster.ClusterCommand.CreateInstrument;
import io.lockstep.gateway.cluster.ClusterCommand.Genesis;
import io.lockstep.gateway.cluster.ClusterCommand.StateHash;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.Asset;
import io.lockstep.gateway.model.OrderState;
import io.lockstep.gateway.security.ApiKeyFile;
import io.lockstep.gateway.security.Permission;
import io.lockstep.sbe.common.InstrumentStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Reference data, accounts, keys and the state hash, for an administrator's key. */
final class AdminResource extends Resource
{
    private static final long MAX_ID = (1L << 53) - 1;
    private static final int MAX_SCALE = 18;
    private static final int PPM_PER_BPS = 100;
    private static final int MAX_FEE_PPM = 1_000_000;
    private static final int DEFAULT_MAX_OPEN_ORDERS = 200;

    private final ApiKeyFile keys;
    private final Executor fileExecutor;

    AdminResource(final ClusterPort port, final ApiKeyFile keys, final Executor fileExecutor)
    {
        super(port);
        this.keys = keys;
        this.fileExecutor = fileExecutor;
    }

    void addTo(final Router router)
    {
        router.signed("POST", "/api/v1/admin/assets", Permission.ADMIN, this::createAsset);
        router.signed("POST", "/api/v1/admin/instruments", Permission.ADMIN, this::createInstrument);
        router.signed("POST", "/api/v1/admin/accounts", Permission.ADMIN, this::createAccount);
        router.signed("POST", "/api/v1/admin/api-keys", Permission.ADMIN, this::createKey);
        router.signed("POST", "/api/v1/admin/genesis", Permission.ADMIN, this::genesis);
        router.signed("POST", "/api/v1/admin/state-hash", Permission.ADMIN, this::stateHash);
    }

    private void createAsset(final HttpCall call)
    {
        final Params params = call.params();
        final int assetId = (int)params.mandatoryLong("assetId", 1, Integer.MAX_VALUE);
        final String code = params.mandatory("code");
        final int scale = (int)params.mandatoryLong("scale", 0, MAX_SCALE);
        params.requireAllRead();
        submit(call, new CreateAsset(assetId, scale, code), RejectTable.Request.COMMAND, (outcome) ->
            applied(outcome).field("assetId", assetId).field("code", code).field("scale", scale).endObject());
    }

    private void createAccount(final HttpCall call)
    {
        final long accountId = call.params().mandatoryLong("accountId", 1, MAX_ID);
        final int feeGroupId = (int)call.params().optionalLong("feeGroupId", 0, Integer.MAX_VALUE, 0);
        call.params().requireAllRead();
        submit(call, new CreateAccount(accountId, feeGroupId), RejectTable.Request.COMMAND, (outcome) ->
            applied(outcome).field("accountId", accountId).field("feeGroupId", feeGroupId).endObject());
    }

    private void createInstrument(final HttpCall call)
    {
        final Params params = call.params();
        final int instrumentId = (int)params.mandatoryLong("instrumentId", 1, Integer.MAX_VALUE);
        final String symbol = params.mandatory("symbol");
        final Asset base = assetOf(call, "baseAssetId", "baseAsset");
        final Asset quote = assetOf(call, "quoteAssetId", "quoteAsset");
        final int priceScale = (int)params.mandatoryLong("priceScale", 0, MAX_SCALE);
        final int quantityScale = (int)params.mandatoryLong("quantityScale", 0, MAX_SCALE);
        final long tickSize = params.mandatoryDecimal("tickSize", priceScale);
        final long lotSize = params.mandatoryDecimal("lotSize", quantityScale);
        final CreateInstrument instrument = new CreateInstrument(
            instrumentId,
            symbol,
            base.assetId(),
            quote.assetId(),
            priceScale,
            quantityScale,
            tickSize,
            params.optionalDecimal("minPrice", priceScale, tickSize),
            params.mandatoryDecimal("maxPrice", priceScale),
            lotSize,
            params.optionalDecimal("minQuantity", quantityScale, lotSize),
            params.mandatoryDecimal("maxQuantity", quantityScale),
            params.mandatoryDecimal("minNotional", quote.scale()),
            params.mandatoryDecimal("maxNotional", quote.scale()),
            params.optionalDecimal("referencePrice", priceScale, OrderState.NONE),
            (int)params.optionalLong("maxOpenOrders", 1, Integer.MAX_VALUE, DEFAULT_MAX_OPEN_ORDERS),
            feePpm(params, "makerFee"),
            feePpm(params, "takerFee"),
            (int)params.optionalLong("priceBandBps", 0, Integer.MAX_VALUE, 0),
            statusOf(params));
        params.requireAllRead();
        submit(call, instrument, RejectTable.Request.COMMAND, (outcome) ->
            applied(outcome).field("instrumentId", instrumentId).field("symbol", symbol).endObject());
    }

    private void createKey(final HttpCall call)
    {
        final Params params = call.params();
        final long accountId = params.mandatoryLong("accountId", 0, MAX_ID);
        final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (final String name : params.mandatoryList("permissions"))
        {
            permissions.add(permissionOf(name));
        }
        params.requireAllRead();
        if (0 == accountId && (permissions.contains(Permission.READ) || permissions.contains(Permission.TRADE)))
        {
            throw ApiErrors.invalid("accountId", "READ and TRADE need an account");
        }
        try
        {
            fileExecutor.execute(() -> call.run(() -> call.reply(create(accountId, permissions))));
        }
        catch (final RejectedExecutionException ex)
        {
            throw ApiErrors.busy("too many keys are being written");
        }
    }

    private JsonText create(final long accountId, final Set<Permission> permissions)
    {
        try
        {
            final ApiKeyFile.NewKey created = keys.create(accountId, permissions);
            final JsonText json = new JsonText().beginObject()
                .field("apiKey", created.key())
                .field("secret", created.secret())
                .field("accountId", accountId)
                .beginArray("permissions");
            permissions.forEach((permission) -> json.value(permission.name()));
            return json.endArray().endObject();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("api keys file cannot be written", ex);
        }
    }

    private void genesis(final HttpCall call)
    {
        final String text = call.params().mandatory("chainId");
        call.params().requireAllRead();
        final long chainId;
        try
        {
            chainId = Long.parseUnsignedLong(text);
        }
        catch (final NumberFormatException ex)
        {
            throw ApiErrors.illegal("chainId", "^[0-9]{1,20}$");
        }
        if (0 == chainId)
        {
            throw ApiErrors.invalid("chainId", "must not be 0");
        }
        submit(call, new Genesis(chainId), RejectTable.Request.COMMAND, (outcome) ->
            applied(outcome).field("chainId", Long.toUnsignedString(chainId)).endObject());
    }

    private void stateHash(final HttpCall call)
    {
        call.params().requireAllRead();
        final Function<Outcome, JsonText> renderer = (outcome) -> applied(outcome)
            .field("stateHash", Long.toUnsignedString(outcome.stateHash()))
            .field("logPosition", outcome.logPosition())
            .endObject();
        submit(call, new StateHash(), RejectTable.Request.COMMAND, renderer);
    }

    private Asset assetOf(final HttpCall call, final String idName, final String codeName)
    {
        if (!call.params().has(idName))
        {
            if (!call.params().has(codeName))
            {
                throw ApiErrors.mandatory(idName);
            }
            return mandatoryAsset(call, codeName);
        }
        final int assetId = (int)call.params().mandatoryLong(idName, 1, Integer.MAX_VALUE);
        final Asset asset = referenceData().asset(assetId);
        if (null == asset)
        {
            requireReady();
            throw ApiErrors.invalid(idName, "no such asset");
        }
        return asset;
    }

    /** A fee in millionths or in hundredths of a percent; a rebate is negative. */
    private static int feePpm(final Params params, final String name)
    {
        final String ppm = params.optional(name + "Ppm");
        final String bps = params.optional(name + "Bps");
        if (null != ppm && null != bps)
        {
            throw ApiErrors.notRequired(name + "Bps", "send " + name + "Ppm or " + name + "Bps");
        }
        if (null == ppm && null == bps)
        {
            throw ApiErrors.mandatory(name + "Ppm");
        }
        final String sentName = name + (null != ppm ? "Ppm" : "Bps");
        final String text = null != ppm ? ppm : bps;
        if (!text.matches("-?[0-9]{1,7}"))
        {
            throw ApiErrors.illegal(sentName, "^-?[0-9]{1,7}$");
        }
        final long value = Long.parseLong(text) * (null != ppm ? 1 : PPM_PER_BPS);
        if (Math.abs(value) > MAX_FEE_PPM)
        {
            throw ApiErrors.invalid(sentName, "at most the whole amount");
        }
        return (int)value;
    }

    private static InstrumentStatus statusOf(final Params params)
    {
        final String name = params.optional("instrumentStatus");
        if (null == name)
        {
            return InstrumentStatus.TRADING;
        }
        for (final InstrumentStatus status : InstrumentStatus.values())
        {
            if (status.name().equals(name) && status.compareTo(InstrumentStatus.NON_REPRESENTABLE) < 0)
            {
                return status;
            }
        }
        throw ApiErrors.invalid(
            "instrumentStatus", "must be PRE_OPEN, TRADING, HALT, CANCEL_ONLY, POST_ONLY or DELISTED");
    }

    private static Permission permissionOf(final String name)
    {
        for (final Permission permission : Permission.values())
        {
            if (permission.name().equals(name))
            {
                return permission;
            }
        }
        throw ApiErrors.invalid("permissions", "must be of READ, TRADE, CASHIER, ADMIN");
    }

    private static JsonText applied(final Outcome outcome)
    {
        return new JsonText().beginObject()
            .field("success", true)
            .field("duplicate", outcome.isDuplicate())
            .field("eventSeq", outcome.eventSeq());
    }
}
