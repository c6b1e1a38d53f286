package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiException;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.security.ApiKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request and its one reply. The request is read on the event loop; the reply may be given from any thread, once:
 * what comes after the first is dropped.
 */
public final class HttpCall
{
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpCall.class);
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String TEXT = "text/plain;charset=UTF-8";

    /** Takes the finished reply, on whatever thread. */
    interface ReplySink
    {
        /**
         * Send a reply.
         *
         * @param httpStatus  of it.
         * @param contentType of the body.
         * @param body        of it.
         */
        void send(int httpStatus, String contentType, String body);
    }

    private final String method;
    private final String path;
    private final Params params;
    private final ReplySink sink;
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private ErrorStyle errorStyle = ErrorStyle.DIALECT;
    private ApiKey key;
    private long expiresAtUs;

    /** How an error is written. */
    public enum ErrorStyle
    {
        /** {@code {code,msg}}. */
        DIALECT,
        /** The same, with the status and success fields that the ancestor's tools look at. */
        ANCESTOR
    }

    HttpCall(final String method, final String path, final Params params, final ReplySink sink)
    {
        this.method = method;
        this.path = path;
        this.params = params;
        this.sink = sink;
    }

    /**
     * Parameters of query and body.
     *
     * @return them.
     */
    public Params params()
    {
        return params;
    }

    /**
     * The account that the request is for: the key's, never a parameter.
     *
     * @return its id.
     */
    public long accountId()
    {
        return key.accountId();
    }

    /**
     * Until when the request is good.
     *
     * @return microseconds since the epoch.
     */
    public long expiresAtUs()
    {
        return expiresAtUs;
    }

    void signedBy(final ApiKey signer, final long expiryUs)
    {
        key = signer;
        expiresAtUs = expiryUs;
    }

    void errorStyle(final ErrorStyle style)
    {
        errorStyle = style;
    }

    /**
     * Reply with 200.
     *
     * @param json body.
     */
    public void reply(final JsonText json)
    {
        reply(200, json);
    }

    /**
     * Reply with a status.
     *
     * @param httpStatus of the reply.
     * @param json       body.
     */
    public void reply(final int httpStatus, final JsonText json)
    {
        send(httpStatus, JSON, json.toString());
    }

    /**
     * Reply with plain text.
     *
     * @param httpStatus of the reply.
     * @param text       body.
     */
    public void replyText(final int httpStatus, final String text)
    {
        send(httpStatus, TEXT, text);
    }

    /**
     * Do a part of the work whose failure is the request's answer.
     *
     * @param work to do.
     */
    public void run(final Runnable work)
    {
        try
        {
            work.run();
        }
        catch (final ApiException ex)
        {
            fail(ex);
        }
        catch (final RuntimeException ex)
        {
            LOGGER.error("{} {} failed", method, path, ex);
            fail(new ApiException(
                500, -1000, "An unknown error occurred while processing the request.", "see the gateway's log", null));
        }
    }

    /**
     * Reply with an error.
     *
     * @param error to reply with.
     */
    public void fail(final ApiException error)
    {
        final JsonText json = new JsonText().beginObject();
        if (ErrorStyle.ANCESTOR == errorStyle)
        {
            json.field("status", 1).field("success", false);
        }
        json.field("code", error.code()).field("msg", error.getMessage());
        if (ErrorStyle.ANCESTOR == errorStyle)
        {
            json.field("message", error.getMessage());
        }
        if (null != error.detail())
        {
            json.field("detail", error.detail());
        }
        if (null != error.reject())
        {
            json.field("reject", error.reject().name());
        }
        reply(error.httpStatus(), json.endObject());
    }

    private void send(final int httpStatus, final String contentType, final String body)
    {
        if (isAnswered.compareAndSet(false, true))
        {
            sink.send(httpStatus, contentType, body);
        }
        else
        {
            LOGGER.error("{} {} was answered twice; the second, {}, is dropped", method, path, httpStatus);
        }
    }
}
