package io.lockstep.gateway;

import io.lockstep.sbe.common.RejectCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RejectTableTest
{
    @ParameterizedTest
    @EnumSource(RejectCode.class)
    void shouldHaveARowForEveryRejectCode(final RejectCode reject)
    {
        assertTrue(RejectTable.covers(reject), reject.name());
        final ApiException error = RejectTable.errorOf(reject, RejectTable.Request.COMMAND);
        assertTrue(error.httpStatus() >= 400 && error.httpStatus() < 600);
        assertTrue(error.code() < 0);
        assertFalse(error.getMessage().isBlank());
        assertSame(reject, error.reject());
    }

    @ParameterizedTest
    @EnumSource(RejectCode.class)
    void shouldSay5xxOnlyForWhatMayBeTriedAgainAndForFaults(final RejectCode reject)
    {
        final int httpStatus = RejectTable.errorOf(reject, RejectTable.Request.COMMAND).httpStatus();
        final boolean mayBeTriedAgain = RejectCode.BUSY == reject || RejectCode.NOT_INITIALISED == reject;
        final boolean isFault = RejectCode.NONE == reject || RejectCode.NULL_VAL == reject;
        assertEquals(mayBeTriedAgain || isFault, httpStatus >= 500, reject.name());
        assertEquals(mayBeTriedAgain, 503 == httpStatus, reject.name());
    }

    /** The rows that clients match on, verbatim out of the dialect. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INSUFFICIENT_BALANCE | 400 | -2010 | Account has insufficient balance for requested action.",
        "DUPLICATE_CLIENT_ORDER_ID | 400 | -2010 | Duplicate order sent.",
        "INSTRUMENT_NOT_TRADING | 400 | -2010 | Market is closed.",
        "WOULD_TAKE_LIQUIDITY | 400 | -2010 | Order would immediately match and take.",
        "ACCOUNT_NOT_ACTIVE | 400 | -2010 | This account may not place or cancel orders.",
        "PRICE_NOT_ON_TICK | 400 | -1013 | Filter failure: PRICE_FILTER",
        "QUANTITY_NOT_ON_LOT | 400 | -1013 | Filter failure: LOT_SIZE",
        "BELOW_MIN_NOTIONAL | 400 | -1013 | Filter failure: NOTIONAL",
        "TOO_MANY_OPEN_ORDERS | 400 | -1013 | Filter failure: MAX_NUM_ORDERS",
        "AMEND_NOT_SMALLER | 400 | -2038 | Order amend (quantity increase) is not supported.",
        "UNKNOWN_INSTRUMENT | 400 | -1121 | Invalid symbol.",
        "STALE_REQUEST | 400 | -1021 | Timestamp for this request is outside of the recvWindow.",
        "BUSY | 503 | -1001 | Internal error; unable to process your request. Please try again."
    })
    void shouldSpeakTheDialectVerbatim(
        final RejectCode reject, final int httpStatus, final int code, final String message)
    {
        final ApiException error = RejectTable.errorOf(reject, RejectTable.Request.COMMAND);
        assertEquals(httpStatus, error.httpStatus());
        assertEquals(code, error.code());
        assertEquals(message, error.getMessage());
    }

    @Test
    void shouldTellACancelOfNothingFromAQueryForNothing()
    {
        final ApiException cancel = RejectTable.errorOf(RejectCode.UNKNOWN_ORDER, RejectTable.Request.CANCEL);
        final ApiException query = RejectTable.errorOf(RejectCode.UNKNOWN_ORDER, RejectTable.Request.QUERY);
        assertEquals("-2011 Unknown order sent.", cancel.code() + " " + cancel.getMessage());
        assertEquals("-2013 Order does not exist.", query.code() + " " + query.getMessage());
    }

    @Test
    void shouldSayUnknownOutcomeInTheWordsThatClientsWaitFor()
    {
        final ApiException error = ApiErrors.outcomeUnknown();
        assertEquals(503, error.httpStatus());
        assertEquals(-1007, error.code());
        assertEquals("Unknown error, please check your request or try again later.", error.getMessage());
    }
}
