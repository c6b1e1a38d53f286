package io.lockstep.settlement.event;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DecimalsTest
{
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0", "0, 8, 0.00000000", "1, 8, 0.00000001", "-1, 8, -0.00000001", "100000000, 8, 1.00000000",
        "-123456789, 8, -1.23456789", "5, 0, 5", "-5, 1, -0.5", "9223372036854775807, 18, 9.223372036854775807",
        "-9223372036854775808, 18, -9.223372036854775808", "-9223372036854775808, 0, -9223372036854775808"})
    void shouldWriteAllDecimals(final long value, final int scale, final String expected)
    {
        assertEquals(expected, Decimals.format(value, scale));
        assertEquals(BigDecimal.valueOf(value, scale).toPlainString(), Decimals.format(value, scale));
    }
}
