package io.lockstep.gateway;

import io.lockstep.sbe.common.RejectCode;

/**
 * A request that is answered with an error of the dialect: HTTP status, code and the exact message that clients match
 * on; the detail says what the fixed message cannot. Immutable and without a stack trace, for it is an answer and not a
 * fault.
 */
public final class ApiException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final int code;
    private final String detail;
    private final RejectCode reject;

    /**
     * An error with its parts.
     *
     * @param httpStatus of the reply.
     * @param code       of the dialect, negative.
     * @param message    of the dialect, verbatim.
     * @param detail     which field and which rule; null when the message says it all.
     * @param reject     what the cluster said; null when it was not asked.
     */
    public ApiException(
        final int httpStatus, final int code, final String message, final String detail, final RejectCode reject)
    {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
        this.code = code;
        this.detail = detail;
        this.reject = reject;
    }

    /**
     * HTTP status of the reply.
     *
     * @return 4xx or 5xx.
     */
    public int httpStatus()
    {
        return httpStatus;
    }

    /**
     * Code of the dialect.
     *
     * @return a negative number.
     */
    public int code()
    {
        return code;
    }

    /**
     * What the message cannot say.
     *
     * @return field and rule, or null.
     */
    public String detail()
    {
        return detail;
    }

    /**
     * The cluster's own word for it.
     *
     * @return a reject code, or null when the cluster was not asked.
     */
    public RejectCode reject()
    {
        return reject;
    }
}
