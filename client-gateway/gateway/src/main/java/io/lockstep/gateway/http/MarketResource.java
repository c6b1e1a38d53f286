package io.lockstep.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.BookView;
import io.lockstep.gateway.model.Instrument;
import io.lockstep.gateway.model.TradeView;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.Side;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** What everybody may know: time, instruments, price levels, trades. */
final class MarketResource extends Resource
{
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEFAULT_DEPTH = 100;
    private static final int MAX_DEPTH = 5_000;
    private static final int DEFAULT_TRADES = 500;
    private static final int MAX_TRADES = 1_000;

    private final LongSupplier epochMicros;

    MarketResource(final ClusterPort port, final LongSupplier epochMicros)
    {
        super(port);
        this.epochMicros = epochMicros;
    }

    void addTo(final Router router)
    {
        router.open("GET", "/api/v3/ping", this::ping);
        router.open("GET", "/api/v3/time", this::time);
        router.open("GET", "/api/v3/exchangeInfo", this::exchangeInfo);
        router.open("GET", "/api/v3/depth", this::depth);
        router.open("GET", "/api/v3/trades", this::trades);
    }

    private void ping(final HttpCall call)
    {
        call.params().requireAllRead();
        call.reply(new JsonText().beginObject().endObject());
    }

    private void time(final HttpCall call)
    {
        call.params().requireAllRead();
        call.reply(new JsonText().beginObject().field("serverTime", epochMicros.getAsLong() / 1_000).endObject());
    }

    private void exchangeInfo(final HttpCall call)
    {
        final Collection<Instrument> instruments = wantedInstruments(call);
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final JsonText json = new JsonText().beginObject()
                .field("timezone", "UTC")
                .field("serverTime", epochMicros.getAsLong() / 1_000)
                .beginArray("rateLimits").endArray()
                .beginArray("exchangeFilters").endArray()
                .beginArray("symbols");
            (null == instruments ? model.referenceData().instruments() : instruments).forEach((instrument) ->
                symbol(json, instrument));
            return json.endArray().endObject();
        });
    }

    /** Those that were asked for; null for all. */
    private Collection<Instrument> wantedInstruments(final HttpCall call)
    {
        final String symbols = call.params().optional("symbols");
        final Instrument one = optionalInstrument(call);
        if (null != one)
        {
            if (null != symbols)
            {
                throw ApiErrors.notRequired("symbols", "send symbol or symbols");
            }
            return List.of(one);
        }
        if (null == symbols)
        {
            return null;
        }
        final List<Instrument> wanted = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(symbols))
        {
            if (JsonToken.START_ARRAY != parser.nextToken())
            {
                throw ApiErrors.invalid("symbols", "must be a JSON list of strings");
            }
            while (JsonToken.VALUE_STRING == parser.nextToken())
            {
                wanted.add(instrumentOf(parser.getText()));
            }
            if (JsonToken.END_ARRAY != parser.currentToken() || null != parser.nextToken())
            {
                throw ApiErrors.invalid("symbols", "must be a JSON list of strings");
            }
        }
        catch (final IOException ex)
        {
            throw ApiErrors.invalid("symbols", "must be a JSON list of strings");
        }
        return wanted;
    }

    private static void symbol(final JsonText json, final Instrument instrument)
    {
        final int baseScale = instrument.base().scale();
        final int quoteScale = instrument.quote().scale();
        json.beginObject()
            .field("symbol", instrument.compactSymbol())
            .field("status", statusOf(instrument.status()))
            .field("baseAsset", instrument.base().code())
            .field("baseAssetPrecision", baseScale)
            .field("quoteAsset", instrument.quote().code())
            .field("quotePrecision", quoteScale)
            .field("quoteAssetPrecision", quoteScale)
            .field("baseCommissionPrecision", baseScale)
            .field("quoteCommissionPrecision", quoteScale);
        strings(json, "orderTypes", "LIMIT", "LIMIT_MAKER", "MARKET");
        json.field("icebergAllowed", false)
            .field("ocoAllowed", false)
            .field("otoAllowed", false)
            .field("quoteOrderQtyMarketAllowed", true)
            .field("allowTrailingStop", false)
            .field("cancelReplaceAllowed", false)
            .field("amendAllowed", false)
            .field("isSpotTradingAllowed", true)
            .field("isMarginTradingAllowed", false);
        filters(json, instrument);
        json.beginArray("permissions").endArray()
            .beginArray("permissionSets").beginArray().value("SPOT").endArray().endArray()
            .field("defaultSelfTradePreventionMode", "EXPIRE_TAKER");
        strings(
            json, "allowedSelfTradePreventionModes",
            "NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "DECREMENT");
        json.endObject();
    }

    private static void filters(final JsonText json, final Instrument instrument)
    {
        final int priceScale = instrument.priceScale();
        final int quantityScale = instrument.quantityScale();
        final int quoteScale = instrument.quote().scale();
        json.beginArray("filters")
            .beginObject().field("filterType", "PRICE_FILTER")
            .field("minPrice", instrument.minPrice(), priceScale)
            .field("maxPrice", instrument.maxPrice(), priceScale)
            .field("tickSize", instrument.tickSize(), priceScale).endObject();
        for (final String filterType : new String[]{"LOT_SIZE", "MARKET_LOT_SIZE"})
        {
            json.beginObject().field("filterType", filterType)
                .field("minQty", instrument.minQuantity(), quantityScale)
                .field("maxQty", instrument.maxQuantity(), quantityScale)
                .field("stepSize", instrument.lotSize(), quantityScale).endObject();
        }
        json.beginObject().field("filterType", "NOTIONAL")
            .field("minNotional", instrument.minNotional(), quoteScale)
            .field("applyMinToMarket", true)
            .field("maxNotional", instrument.maxNotional(), quoteScale)
            .field("applyMaxToMarket", true)
            .field("avgPriceMins", 0).endObject();
        json.beginObject().field("filterType", "MAX_NUM_ORDERS")
            .field("maxNumOrders", instrument.maxOpenOrders()).endObject();
        json.endArray();
    }

    private void depth(final HttpCall call)
    {
        final Instrument instrument = mandatoryInstrument(call);
        // The dialect gives all levels there are to whoever asks for more.
        final int limit = (int)Math.min(
            MAX_DEPTH, call.params().optionalLong("limit", 1, Integer.MAX_VALUE, DEFAULT_DEPTH));
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final BookView book = model.book(instrument.instrumentId());
            final JsonText json = new JsonText().beginObject().field("lastUpdateId", book.lastUpdateId());
            for (final Side side : new Side[]{Side.BUY, Side.SELL})
            {
                json.beginArray(Side.BUY == side ? "bids" : "asks");
                book.levels(side, limit, (price, quantity) -> json.beginArray()
                    .decimal(price, instrument.priceScale())
                    .decimal(quantity, instrument.quantityScale()).endArray());
                json.endArray();
            }
            return json.endObject();
        });
    }

    private void trades(final HttpCall call)
    {
        final Instrument instrument = mandatoryInstrument(call);
        final int limit = (int)call.params().optionalLong("limit", 1, MAX_TRADES, DEFAULT_TRADES);
        call.params().requireAllRead();
        read(call, (model) ->
        {
            final JsonText json = new JsonText().beginArray();
            for (final TradeView trade : model.book(instrument.instrumentId()).trades(limit))
            {
                json.beginObject()
                    .field("id", trade.tradeId())
                    .field("price", trade.price(), instrument.priceScale())
                    .field("qty", trade.quantity(), instrument.quantityScale())
                    .field("quoteQty", trade.quoteAmount(), instrument.quote().scale())
                    .field("time", OrderJson.millis(trade.timeNs()))
                    .field("isBuyerMaker", trade.buyerIsMaker())
                    .field("isBestMatch", true)
                    .endObject();
            }
            return json.endArray();
        });
    }

    private static String statusOf(final InstrumentStatus status)
    {
        return switch (status)
        {
            case TRADING, POST_ONLY -> "TRADING";
            case PRE_OPEN -> "PRE_TRADING";
            case CANCEL_ONLY -> "BREAK";
            default -> "HALT";
        };
    }

    private static void strings(final JsonText json, final String name, final String... values)
    {
        json.beginArray(name);
        for (final String value : values)
        {
            json.value(value);
        }
        json.endArray();
    }
}
