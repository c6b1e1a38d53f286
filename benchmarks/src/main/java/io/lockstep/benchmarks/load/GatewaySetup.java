package io.lockstep.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prepares over the gateway's own routes, one request after the other: reference data, accounts and their keys by an
 * administrator's key, funds by a cashier's. Keys that the gateway's key file holds already are used again.
 */
final class GatewaySetup implements AccountSetup
{
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    private final URI url;
    private final RequestSigner admin;
    private final RequestSigner cashier;
    private final Path apiKeysFile;
    private final long firstAccountId;
    private final int accounts;
    private final List<ApiKey> keys = new ArrayList<>();

    /**
     * @param url            of the gateway, scheme, host and port.
     * @param admin          key that may administrate.
     * @param cashier        key that may move money.
     * @param apiKeysFile    of the gateway, to find keys of earlier runs in; or null.
     * @param firstAccountId account 0's id.
     * @param accounts       number of accounts.
     */
    GatewaySetup(
        final URI url,
        final ApiKey admin,
        final ApiKey cashier,
        final Path apiKeysFile,
        final long firstAccountId,
        final int accounts)
    {
        this.url = url;
        this.admin = new RequestSigner(admin);
        this.cashier = new RequestSigner(cashier);
        this.apiKeysFile = apiKeysFile;
        this.firstAccountId = firstAccountId;
        this.accounts = accounts;
    }

    @Override
    public void create()
    {
        post(admin, "/api/v1/admin/assets", asset(LoadInstrument.BASE_ASSET_ID, LoadInstrument.BASE_CODE));
        post(admin, "/api/v1/admin/assets", asset(LoadInstrument.QUOTE_ASSET_ID, LoadInstrument.QUOTE_CODE));
        post(admin, "/api/v1/admin/instruments", instrument());
        final Map<Long, ApiKey> known = null != apiKeysFile && Files.exists(apiKeysFile) ?
            ApiKey.traders(apiKeysFile) : Map.of();
        for (long accountId = firstAccountId; accountId < firstAccountId + accounts; accountId++)
        {
            post(admin, "/api/v1/admin/accounts", "accountId=" + accountId);
            final ApiKey key = known.get(accountId);
            keys.add(null == key ? createKey(accountId) : key);
        }
    }

    private ApiKey createKey(final long accountId)
    {
        final Map<String, String> created = post(
            admin, "/api/v1/admin/api-keys", "accountId=" + accountId + "&permissions=READ,TRADE");
        return new ApiKey(created.get("apiKey"), created.get("secret"));
    }

    /**
     * @return keys of the accounts, by account index.
     */
    List<ApiKey> keys()
    {
        return keys;
    }

    @Override
    public void fund(final String transferId, final long orders)
    {
        for (int i = 0; i < accounts; i++)
        {
            final boolean isBase = LoadInstrument.BASE_ASSET_ID == LoadInstrument.fundedAssetId(i);
            post(cashier, "/api/v1/transfer_in",
                "request_id=" + transferId + "&user_id=" + (firstAccountId + i) +
                "&asset=" + (isBase ? LoadInstrument.BASE_CODE : LoadInstrument.QUOTE_CODE) + "&amount=" +
                decimal(LoadInstrument.fundsFor(i, orders, accounts), LoadInstrument.ASSET_SCALE));
        }
    }

    private static String asset(final int assetId, final String code)
    {
        return "assetId=" + assetId + "&code=" + code + "&scale=" + LoadInstrument.ASSET_SCALE;
    }

    private static String instrument()
    {
        final int priceScale = LoadInstrument.PRICE_SCALE;
        final int quantityScale = LoadInstrument.QUANTITY_SCALE;
        return "instrumentId=" + LoadInstrument.INSTRUMENT_ID +
            "&symbol=" + LoadInstrument.SYMBOL +
            "&baseAssetId=" + LoadInstrument.BASE_ASSET_ID +
            "&quoteAssetId=" + LoadInstrument.QUOTE_ASSET_ID +
            "&priceScale=" + priceScale +
            "&quantityScale=" + quantityScale +
            "&tickSize=" + decimal(1, priceScale) +
            "&minPrice=" + decimal(1, priceScale) +
            "&maxPrice=" + decimal(LoadInstrument.MAX_PRICE, priceScale) +
            "&lotSize=" + decimal(1, quantityScale) +
            "&minQuantity=" + decimal(1, quantityScale) +
            "&maxQuantity=" + decimal(LoadInstrument.MAX_QUANTITY, quantityScale) +
            "&minNotional=0" +
            "&maxNotional=" + decimal(LoadInstrument.MAX_NOTIONAL, LoadInstrument.ASSET_SCALE) +
            "&maxOpenOrders=" + LoadInstrument.MAX_OPEN_ORDERS +
            "&makerFeePpm=" + LoadInstrument.MAKER_FEE_PPM +
            "&takerFeePpm=" + LoadInstrument.TAKER_FEE_PPM +
            "&priceBandBps=0";
    }

    private static String decimal(final long mantissa, final int scale)
    {
        return BigDecimal.valueOf(mantissa, scale).toPlainString();
    }

    private Map<String, String> post(final RequestSigner signer, final String path, final String params)
    {
        final String body = signer.sign(params + "&timestamp=" + System.currentTimeMillis());
        final HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
            .timeout(TIMEOUT)
            .header("X-MBX-APIKEY", signer.key())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        try
        {
            final HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            final Map<String, String> fields = fields(response.body());
            if (OK != response.statusCode())
            {
                throw new SetupFailure("POST " + path + ": " + response.statusCode() + " " + fields);
            }
            return fields;
        }
        catch (final IOException ex)
        {
            throw new SetupFailure("POST " + path + ": " + ex, ex);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new SetupFailure("POST " + path + ": interrupted", ex);
        }
    }

    private static Map<String, String> fields(final byte[] body) throws IOException
    {
        final Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body))
        {
            for (JsonToken token = parser.nextToken(); null != token; token = parser.nextToken())
            {
                if (token.isScalarValue() && null != parser.currentName())
                {
                    fields.put(parser.currentName(), parser.getText());
                }
            }
        }
        return fields;
    }

    @Override
    public void close()
    {
        // The JDK's client closes its connections when it is collected; 17 has no other way.
    }
}
