package io.lockstep.gateway;

/**
 * The errors that the gateway itself gives, before or instead of the cluster; {@link RejectTable} has those that the
 * cluster gives. The messages are the dialect's own, because clients match on the text. Stateless.
 */
public final class ApiErrors
{
    /** What a client sees when the cluster cannot be asked now; nothing was sent, so trying again is safe. */
    public static final String BUSY = "Internal error; unable to process your request. Please try again.";
    /** What a client sees when a command may or may not have been applied. */
    public static final String OUTCOME_UNKNOWN = "Unknown error, please check your request or try again later.";

    private ApiErrors()
    {
    }

    /**
     * A parameter that must be there is not.
     *
     * @param name of the parameter.
     * @return the error.
     */
    public static ApiException mandatory(final String name)
    {
        return badRequest(
            -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.",
            name + ": required");
    }

    /**
     * A parameter is there and empty.
     *
     * @param name of the parameter.
     * @return the error.
     */
    public static ApiException empty(final String name)
    {
        return badRequest(-1105, "Parameter '" + name + "' was empty.", name + ": must not be empty");
    }

    /**
     * A parameter has characters that it may not have.
     *
     * @param name  of the parameter.
     * @param legal the rule, as a pattern.
     * @return the error.
     */
    public static ApiException illegal(final String name, final String legal)
    {
        return badRequest(
            -1100,
            "Illegal characters found in parameter '" + name + "'; legal range is '" + legal + "'.",
            name + ": must match " + legal);
    }

    /**
     * A parameter has a value outside of its rule.
     *
     * @param name of the parameter.
     * @param rule that it broke.
     * @return the error.
     */
    public static ApiException invalid(final String name, final String rule)
    {
        return badRequest(-1130, "Data sent for parameter '" + name + "' is not valid.", name + ": " + rule);
    }

    /**
     * A decimal has more decimals than it may; it is not rounded.
     *
     * @param name  of the parameter.
     * @param scale decimals allowed.
     * @return the error.
     */
    public static ApiException tooPrecise(final String name, final int scale)
    {
        return badRequest(
            -1111, "Parameter '" + name + "' has too much precision.", name + ": at most " + scale + " decimals");
    }

    /**
     * A parameter that this kind of order does not take.
     *
     * @param name of the parameter.
     * @param rule why not.
     * @return the error.
     */
    public static ApiException notRequired(final String name, final String rule)
    {
        return badRequest(-1106, "Parameter '" + name + "' sent when not required.", name + ": " + rule);
    }

    /**
     * Parameters that nothing has read.
     *
     * @param readCount parameters read.
     * @param sentCount parameters sent.
     * @param names     of those not read.
     * @return the error.
     */
    public static ApiException unread(final int readCount, final int sentCount, final String names)
    {
        return badRequest(
            -1104,
            "Not all sent parameters were read; read '" + readCount + "' parameter(s) but was sent '" + sentCount +
                "'.",
            names + ": unknown or unsupported here");
    }

    /**
     * The same parameter more than once.
     *
     * @param name of the parameter.
     * @return the error.
     */
    public static ApiException repeated(final String name)
    {
        return badRequest(
            -1101, "Duplicate values for a parameter detected.", name + ": may be sent once, in the query or the body");
    }

    /**
     * A symbol that no instrument has.
     *
     * @param name of the parameter.
     * @return the error.
     */
    public static ApiException unknownSymbol(final String name)
    {
        return badRequest(-1121, "Invalid symbol.", name + ": no such instrument");
    }

    /**
     * The request came outside of its time window.
     *
     * @param detail how far.
     * @return the error.
     */
    public static ApiException stale(final String detail)
    {
        return badRequest(-1021, "Timestamp for this request is outside of the recvWindow.", detail);
    }

    /**
     * The request is dated in the future.
     *
     * @return the error.
     */
    public static ApiException early()
    {
        return badRequest(
            -1021,
            "Timestamp for this request was 1000ms ahead of the server's time.",
            "timestamp: must be less than the server's time + 1000 ms");
    }

    /**
     * No key, or what cannot be one.
     *
     * @return the error.
     */
    public static ApiException noKey()
    {
        return new ApiException(
            401, -2014, "API-key format invalid.", "X-MBX-APIKEY: header with an API key required", null);
    }

    /**
     * A key that does not exist or may not do this.
     *
     * @param detail why.
     * @return the error.
     */
    public static ApiException notPermitted(final String detail)
    {
        return new ApiException(401, -2015, "Invalid API-key, IP, or permissions for action.", detail, null);
    }

    /**
     * A key but no signature.
     *
     * @return the error.
     */
    public static ApiException unsigned()
    {
        return new ApiException(
            401, -1102, "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.",
            "signature: this request must be signed", null);
    }

    /**
     * A signature that is not of this request and key.
     *
     * @return the error.
     */
    public static ApiException badSignature()
    {
        return badRequest(
            -1022, "Signature for this request is not valid.",
            "signature: hex HMAC-SHA256 of the raw query without it, then the raw body");
    }

    /**
     * An account that is not the key's.
     *
     * @return the error.
     */
    public static ApiException foreignAccount()
    {
        return new ApiException(
            403, -1002, "You are not authorized to execute this request.", "user_id: is not the key's account", null);
    }

    /**
     * Something that the gateway does not do.
     *
     * @param httpStatus of the reply.
     * @param detail     what.
     * @return the error.
     */
    public static ApiException unsupported(final int httpStatus, final String detail)
    {
        return new ApiException(httpStatus, -1020, "This operation is not supported.", detail, null);
    }

    /**
     * The cluster cannot be asked now. Nothing was sent.
     *
     * @param detail why.
     * @return the error.
     */
    public static ApiException busy(final String detail)
    {
        return new ApiException(503, -1001, BUSY, detail, null);
    }

    /**
     * A command was sent and no answer came: it may have been applied.
     *
     * @return the error.
     */
    public static ApiException outcomeUnknown()
    {
        return new ApiException(
            503, -1007, OUTCOME_UNKNOWN, "sent, but not confirmed in time: query it, or send it again with the same id",
            null);
    }

    /**
     * Order asked for that is not there.
     *
     * @return the error.
     */
    public static ApiException noSuchOrder()
    {
        return badRequest(-2013, "Order does not exist.", null);
    }

    /**
     * Order to be cancelled that is not there.
     *
     * @return the error.
     */
    public static ApiException cancelRejected()
    {
        return badRequest(-2011, "Unknown order sent.", null);
    }

    /**
     * An error with HTTP status 400.
     *
     * @param code    of the dialect.
     * @param message of the dialect.
     * @param detail  field and rule; may be null.
     * @return the error.
     */
    public static ApiException badRequest(final int code, final String message, final String detail)
    {
        return new ApiException(400, code, message, detail, null);
    }
}
