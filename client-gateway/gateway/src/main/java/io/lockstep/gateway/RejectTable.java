package io.lockstep.gateway;

import io.lockstep.sbe.common.RejectCode;

import java.util.EnumMap;
import java.util.Map;

/**
 * What each reject code of the cluster is in the dialect: HTTP status, code and the message verbatim. The only place
 * that says so. Immutable.
 */
public final class RejectTable
{
    /** What was asked, where the dialect tells the same refusal differently. */
    public enum Request
    {
        /** A new order, money, administration. */
        COMMAND,
        /** A cancel. */
        CANCEL,
        /** A question about one order. */
        QUERY
    }

    private record Row(int httpStatus, int code, String message)
    {
    }

    private static final Map<RejectCode, Row> ROWS = new EnumMap<>(RejectCode.class);
    private static final Row CANCEL_UNKNOWN = new Row(400, -2011, "Unknown order sent.");
    private static final Row QUERY_UNKNOWN = new Row(400, -2013, "Order does not exist.");

    static
    {
        // None of these should reach a client; if one does it is still an answer, and the right kind of one.
        row(RejectCode.NONE, 500, -1000, "An unknown error occurred while processing the request.");
        row(RejectCode.NULL_VAL, 500, -1000, "An unknown error occurred while processing the request.");
        row(RejectCode.UNKNOWN_MESSAGE, 400, -1020, "This operation is not supported.");
        row(RejectCode.MALFORMED_MESSAGE, 400, -1130, "Data sent for a parameter is not valid.");
        row(RejectCode.UNAUTHORISED, 401, -2015, "Invalid API-key, IP, or permissions for action.");

        // A refusal of a newer cluster that this gateway has no name for: refused for certain, so 4xx.
        row(RejectCode.NON_REPRESENTABLE, 400, -2010, "Order was rejected.");
        row(RejectCode.SBE_UNKNOWN, 400, -2010, "Order was rejected.");

        row(RejectCode.NOT_INITIALISED, 503, -1001, ApiErrors.BUSY);
        row(RejectCode.BUSY, 503, -1001, ApiErrors.BUSY);
        row(RejectCode.STALE_REQUEST, 400, -1021, "Timestamp for this request is outside of the recvWindow.");
        row(RejectCode.RATE_LIMITED, 429, -1015, "Too many new orders.");

        row(RejectCode.UNKNOWN_INSTRUMENT, 400, -1121, "Invalid symbol.");
        row(RejectCode.INSTRUMENT_NOT_TRADING, 400, -2010, "Market is closed.");
        row(RejectCode.UNKNOWN_ACCOUNT, 400, -2010, "Account does not exist.");
        row(RejectCode.ACCOUNT_NOT_ACTIVE, 400, -2010, "This account may not place or cancel orders.");
        row(RejectCode.UNKNOWN_ASSET, 400, -1130, "Data sent for parameter 'asset' is not valid.");
        row(
            RejectCode.INVALID_REQUEST_ID, 400, -1100,
            "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[A-Za-z0-9-_.:/]{1,36}$'.");
        row(RejectCode.INVALID_ENUM_VALUE, 400, -1130, "Data sent for a parameter is not valid.");

        row(RejectCode.INVALID_PRICE, 400, -1013, "Filter failure: PRICE_FILTER");
        row(RejectCode.PRICE_NOT_ON_TICK, 400, -1013, "Filter failure: PRICE_FILTER");
        row(RejectCode.PRICE_OUTSIDE_BAND, 400, -1013, "Filter failure: PERCENT_PRICE");
        row(RejectCode.INVALID_QUANTITY, 400, -1013, "Filter failure: LOT_SIZE");
        row(RejectCode.QUANTITY_NOT_ON_LOT, 400, -1013, "Filter failure: LOT_SIZE");
        row(RejectCode.BELOW_MIN_NOTIONAL, 400, -1013, "Filter failure: NOTIONAL");
        row(RejectCode.ABOVE_MAX_NOTIONAL, 400, -1013, "Filter failure: NOTIONAL");
        row(RejectCode.TOO_MANY_OPEN_ORDERS, 400, -1013, "Filter failure: MAX_NUM_ORDERS");
        row(RejectCode.UNSUPPORTED_ORDER_TYPE, 400, -1116, "Invalid orderType.");
        row(RejectCode.INVALID_COMBINATION, 400, -1014, "Unsupported order combination.");
        row(RejectCode.INVALID_AMOUNT, 400, -1130, "Data sent for parameter 'amount' is not valid.");
        row(RejectCode.INVALID_EXPIRY, 400, -1130, "Data sent for parameter 'goodTillDate' is not valid.");

        row(RejectCode.INSUFFICIENT_BALANCE, 400, -2010, "Account has insufficient balance for requested action.");
        row(RejectCode.DUPLICATE_CLIENT_ORDER_ID, 400, -2010, "Duplicate order sent.");
        row(RejectCode.WOULD_TAKE_LIQUIDITY, 400, -2010, "Order would immediately match and take.");
        row(
            RejectCode.NO_LIQUIDITY, 400, -2010,
            "Order book liquidity is less than LOT_SIZE filter minimum quantity.");
        row(RejectCode.STOP_WOULD_TRIGGER, 400, -2010, "Stop price would trigger immediately.");
        row(RejectCode.AMOUNT_OVERFLOW, 400, -1130, "Data sent for parameter 'amount' is not valid.");

        row(RejectCode.UNKNOWN_ORDER, 400, -2011, "Unknown order sent.");
        row(RejectCode.ORDER_ALREADY_CLOSED, 400, -2011, "Unknown order sent.");
        row(RejectCode.AMEND_NOT_SMALLER, 400, -2038, "Order amend (quantity increase) is not supported.");

        row(RejectCode.DUPLICATE_TRANSFER_ID, 400, -1130, "Data sent for parameter 'request_id' is not valid.");
        row(RejectCode.UNKNOWN_TRANSFER, 400, -1130, "Data sent for parameter 'request_id' is not valid.");
        row(RejectCode.WRONG_TRANSFER_STATE, 400, -1130, "Data sent for parameter 'request_id' is not valid.");
        row(RejectCode.ALREADY_EXISTS, 409, -1130, "Data sent for a parameter is not valid.");
        row(RejectCode.INVALID_REFERENCE_DATA, 400, -1130, "Data sent for a parameter is not valid.");
    }

    private RejectTable()
    {
    }

    /**
     * The dialect's error for a refusal.
     *
     * @param reject  of the cluster.
     * @param request that was refused.
     * @return the error to answer with; its detail carries the reject code's own name.
     */
    public static ApiException errorOf(final RejectCode reject, final Request request)
    {
        Row row = ROWS.get(reject);
        if (RejectCode.UNKNOWN_ORDER == reject || RejectCode.ORDER_ALREADY_CLOSED == reject)
        {
            row = Request.QUERY == request ? QUERY_UNKNOWN : CANCEL_UNKNOWN;
        }
        return new ApiException(row.httpStatus(), row.code(), row.message(), null, reject);
    }

    /**
     * Whether the table has a row of its own for a code.
     *
     * @param reject of the cluster.
     * @return true if so.
     */
    static boolean covers(final RejectCode reject)
    {
        return ROWS.containsKey(reject);
    }

    private static void row(final RejectCode reject, final int httpStatus, final int code, final String message)
    {
        ROWS.put(reject, new Row(httpStatus, code, message));
    }
}
