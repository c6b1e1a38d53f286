package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.json.JsonFields;
import io.lockstep.gateway.security.ApiKey;
import io.lockstep.gateway.security.ApiKeyFile;
import io.lockstep.gateway.security.Permission;
import io.lockstep.gateway.security.SignedPayload;
import io.lockstep.gateway.security.TimeWindow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * From a raw request to a handler: finds the route, proves who is asking, reads the parameters, and only then lets the
 * handler see it. Stateless but for the keys; any thread.
 */
public final class RequestGate
{
    private static final Pattern KEY = Pattern.compile("^[A-Za-z0-9]{1,128}$");

    private final Router router;
    private final ApiKeyFile keys;
    private final LongSupplier epochMicros;

    /**
     * A request as it came over the wire.
     *
     * @param method      of it.
     * @param path        of it, undecoded.
     * @param rawQuery    after the question mark, undecoded; empty when there is none.
     * @param apiKey      header X-MBX-APIKEY; null when there is none.
     * @param contentType header; null when there is none.
     * @param body        raw; empty when there is none.
     */
    record RawRequest(String method, String path, String rawQuery, String apiKey, String contentType, byte[] body)
    {
        boolean hasJson()
        {
            int at = 0;
            while (at < body.length && body[at] <= ' ' && body[at] >= 0)
            {
                at++;
            }
            final boolean isObject = at < body.length && ('{' == body[at] || '[' == body[at]);
            if (null == contentType)
            {
                return isObject;
            }
            return contentType.regionMatches(true, 0, "application/json", 0, 16) ? body.length > 0 :
                isObject && !contentType.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33);
        }
    }

    /**
     * A gate.
     *
     * @param router      of all routes.
     * @param keys        of all who may ask.
     * @param epochMicros server time, microseconds since the epoch.
     */
    public RequestGate(final Router router, final ApiKeyFile keys, final LongSupplier epochMicros)
    {
        this.router = router;
        this.keys = keys;
        this.epochMicros = epochMicros;
    }

    void dispatch(final RawRequest request, final HttpCall.ReplySink sink)
    {
        final HttpCall call = new HttpCall(request.method(), request.path(), new Params(), sink);
        call.run(() ->
        {
            final Router.Route route = router.find(request.method(), request.path());
            call.errorStyle(route.errorStyle());
            if (null != route.permission())
            {
                authenticate(call, request, route.permission());
            }
            else
            {
                readParams(call.params(), request);
            }
            route.handler().handle(call);
        });
    }

    private void authenticate(final HttpCall call, final RawRequest request, final Permission permission)
    {
        if (null == request.apiKey() || !KEY.matcher(request.apiKey()).matches())
        {
            throw ApiErrors.noKey();
        }
        final ApiKey key = keys.find(request.apiKey());
        if (null == key)
        {
            throw ApiErrors.notPermitted("X-MBX-APIKEY: no such key");
        }
        final SignedPayload payload = SignedPayload.of(request.rawQuery(), request.body(), !request.hasJson());
        if (null == payload.signature())
        {
            throw ApiErrors.unsigned();
        }
        if (!key.verifies(payload, payload.signature()))
        {
            throw ApiErrors.badSignature();
        }

        final Params params = call.params();
        readParams(params, request);
        final long expiresAtUs = TimeWindow.check(
            params.optional("timestamp"), params.optional("recvWindow"), epochMicros.getAsLong());
        if (!key.permits(permission))
        {
            throw ApiErrors.notPermitted("X-MBX-APIKEY: the key lacks the permission " + permission);
        }
        if (Permission.READ == permission || Permission.TRADE == permission)
        {
            checkAccount(key, params);
        }
        call.signedBy(key, expiresAtUs);
    }

    private static void checkAccount(final ApiKey key, final Params params)
    {
        if (ApiKey.NO_ACCOUNT == key.accountId())
        {
            throw ApiErrors.notPermitted("X-MBX-APIKEY: the key belongs to no account");
        }
        if (params.has("user_id") && params.optionalId("user_id", key.accountId()) != key.accountId())
        {
            throw ApiErrors.foreignAccount();
        }
    }

    private static void readParams(final Params params, final RawRequest request)
    {
        params.addEncoded(SignedPayload.withoutSignature(request.rawQuery()));
        if (!request.hasJson())
        {
            params.addEncoded(SignedPayload.withoutSignature(
                new String(request.body(), StandardCharsets.ISO_8859_1)));
            return;
        }
        try
        {
            JsonFields.read(request.body(), params::add);
        }
        catch (final IOException ex)
        {
            throw ApiErrors.badRequest(
                -1100, "Illegal characters found in a parameter.",
                "body: must be one flat JSON object of strings, numbers, truths and lists of strings");
        }
    }
}
