package io.lockstep.deploy.demo;

import io.lockstep.deploy.demo.HttpApi.Key;
import io.lockstep.deploy.demo.HttpApi.Reply;
import io.lockstep.deploy.parts.Json;
import io.lockstep.deploy.process.Await;
import io.lockstep.deploy.process.CommandFailure;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demonstration does over HTTP, in the words of trading: two users, one instrument. Used from one thread.
 */
final class Market
{
    static final long SELLER = 1001;
    static final long BUYER = 1002;
    /** Takes the fees; exists from the beginning. */
    static final long REVENUE = 1;
    static final int BTC = 1;
    static final int USDT = 2;
    static final int ETH = 3;
    static final int INSTRUMENT = 1;
    static final String SYMBOL = "BTC_USDT";
    /** All three assets have eight decimals. */
    static final int SCALE = 8;
    static final int PRICE_SCALE = 2;
    static final int QUANTITY_SCALE = 6;

    private static final long RETRY_FOR_MS = 40_000;
    private static final Map<Integer, String> CODES = Map.of(BTC, "BTC", USDT, "USDT", ETH, "ETH");

    private final HttpApi http;
    private final Key admin;
    private final Key cashier;
    private final Map<Long, Key> traders = new LinkedHashMap<>();

    Market(final HttpApi http, final Key admin, final Key cashier)
    {
        this.http = http;
        this.admin = admin;
        this.cashier = cashier;
    }

    static String code(final int assetId)
    {
        return CODES.get(assetId);
    }

    HttpApi http()
    {
        return http;
    }

    Key trader(final long accountId)
    {
        return traders.get(accountId);
    }

    Reply administer(final String what, final String... query)
    {
        return http.signed(admin, "POST", "/api/v1/admin/" + what, query);
    }

    /** A key of the user's own, as an administrator makes it. */
    void createKey(final long accountId)
    {
        final Reply reply =
            administer("api-keys", "accountId", Long.toString(accountId), "permissions", "READ,TRADE");
        if (200 != reply.code())
        {
            throw new CommandFailure("no API key for " + accountId + ": " + reply);
        }
        traders.put(accountId, new Key(
            String.valueOf(reply.json().get("apiKey")), String.valueOf(reply.json().get("secret"))));
    }

    Reply transfer(
        final boolean isDeposit, final String requestId, final long accountId, final int asset, final String amount)
    {
        final Map<String, Object> body = new LinkedHashMap<>();
        body.put("request_id", requestId);
        body.put("user_id", accountId);
        body.put("asset", code(asset));
        body.put("amount", amount);
        return http.postJson(cashier, "/api/v1/user/" + (isDeposit ? "transfer_in" : "transfer_out"), body);
    }

    Reply limit(
        final long accountId, final String clientOrderId, final String side, final String quantity, final String price)
    {
        return http.signed(trader(accountId), "POST", "/api/v3/order", "symbol", SYMBOL, "side", side,
            "type", "LIMIT", "timeInForce", "GTC", "quantity", quantity, "price", price,
            "newClientOrderId", clientOrderId);
    }

    /** The same order again until there is an answer: the client order id makes that safe. */
    Reply limitUntilAnswered(
        final long accountId, final String clientOrderId, final String side, final String quantity, final String price)
    {
        final Reply[] reply = new Reply[1];
        Await.until(RETRY_FOR_MS, () ->
        {
            reply[0] = limit(accountId, clientOrderId, side, quantity, price);
            return 0 != reply[0].code() && 500 > reply[0].code();
        });
        return reply[0];
    }

    Reply cancel(final long accountId, final Object orderId)
    {
        return http.signed(trader(accountId), "DELETE", "/api/v3/order", "symbol", SYMBOL,
            "orderId", String.valueOf(orderId));
    }

    Reply order(final long accountId, final Object orderId)
    {
        return http.signed(trader(accountId), "GET", "/api/v3/order", "symbol", SYMBOL,
            "orderId", String.valueOf(orderId));
    }

    List<?> trades(final long accountId)
    {
        return http.signed(trader(accountId), "GET", "/api/v3/myTrades", "symbol", SYMBOL).list();
    }

    /**
     * Balance of a user in minor units, as the gateway tells it.
     *
     * @return available and held; null if there is no answer.
     */
    long[] balance(final long accountId, final int asset)
    {
        final Reply reply = http.signed(trader(accountId), "GET", "/api/v3/account");
        for (final Object each : asList(reply.json().get("balances")))
        {
            final Map<String, Object> balance = Json.asObject(each);
            if (code(asset).equals(balance.get("asset")))
            {
                return new long[]{raw(balance.get("free"), SCALE), raw(balance.get("locked"), SCALE)};
            }
        }
        return null;
    }

    private static List<?> asList(final Object value)
    {
        return value instanceof List<?> items ? items : List.of();
    }

    static long raw(final Object decimal, final int scale)
    {
        return new BigDecimal(String.valueOf(decimal)).movePointRight(scale).longValueExact();
    }
}
