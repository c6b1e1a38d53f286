package io.lockstep.gateway.security;

import io.lockstep.gateway.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TimeWindowTest
{
    private static final long NOW_US = 1_700_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "1700000000000,, 1700000005000000",
        "1700000000999,, 1700000005999000",
        "1699999995000,, 1700000000000000",
        "1699999940000, 60000, 1700000000000000",
        "1700000000000000, 1000, 1700000001000000",
        "1699999999999999, 0.001, 1700000000000000",
        "1700000000000, 0, 1700000000000000"
    })
    void shouldAcceptInsideOfTheWindow(final String timestamp, final String recvWindow, final long expiresAtUs)
    {
        assertEquals(expiresAtUs, TimeWindow.check(timestamp, recvWindow, NOW_US));
    }

    @ParameterizedTest
    @CsvSource({
        "1700000001000,, -1021",
        "1700000001000000,, -1021",
        "1699999994999,, -1021",
        "1699999994999999,, -1021",
        "1699999939999, 60000, -1021",
        "1699999999998999, 0.001, -1021",
        "0,, -1021",
        "9223372036854775807,, -1021",
        "99999999999999999999,, -1100",
        "-1,, -1100",
        "1700000000000.5,, -1100",
        "x,, -1100",
        "1700000000000, 60001, -1131",
        "1700000000000, 99999999999999999999, -1131",
        "1700000000000, 0.0001, -1111",
        "1700000000000, -1, -1100",
        "1700000000000, x, -1100"
    })
    void shouldRefuseOutsideOfTheWindow(final String timestamp, final String recvWindow, final int code)
    {
        assertEquals(code, assertThrows(
            ApiException.class, () -> TimeWindow.check(timestamp, recvWindow, NOW_US)).code());
    }

    @Test
    void shouldWantATimestamp()
    {
        assertEquals(-1102, assertThrows(ApiException.class, () -> TimeWindow.check(null, null, NOW_US)).code());
    }
}
