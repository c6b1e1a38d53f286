package io.lockstep.gateway.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DecimalsTest
{
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 8, 0",
        "1, 8, 100000000",
        "0.01, 2, 1",
        "50000, 2, 5000000",
        "50000.00, 2, 5000000",
        "000.10, 1, 1",
        "1.500, 1, 15",
        "0.000001, 6, 1",
        "9223372036854775807, 0, 9223372036854775807",
        "92233720368.54775807, 8, 9223372036854775807",
        "9.223372036854775807, 18, 9223372036854775807",
        "1.00000000000000000000, 2, 100"
    })
    void shouldReadExactly(final String text, final int scale, final long mantissa)
    {
        assertEquals(mantissa, Decimals.parse(text, scale));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 2", "1.23, 1", "0.0000001, 6", "1.5, 0", "99999999999999999999.5, 0"
    })
    void shouldRefuseMoreDecimalsThanTheScaleHolds(final String text, final int scale)
    {
        assertEquals(Decimals.TOO_PRECISE, Decimals.parse(text, scale));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 0", "92233720368.54775808, 8", "99999999999999999999, 0", "10, 18"
    })
    void shouldRefuseWhatDoesNotFit(final String text, final int scale)
    {
        assertEquals(Decimals.TOO_LARGE, Decimals.parse(text, scale));
    }

    @ParameterizedTest
    @CsvSource(value = {
        "''", "'.'", "'1.'", "'.5'", "'-1'", "'+1'", "'1e5'", "'1E-7'", "'0x10'", "'1,5'", "' 1'", "'1 '", "'1.2.3'",
        "'NaN'", "'Infinity'", "'123456789012345678901'", "'1.123456789012345678901'", "'\u0661'", "'1\u0660'"
    })
    void shouldRefuseWhatIsNoDecimal(final String text)
    {
        assertEquals(Decimals.MALFORMED, Decimals.parse(text, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0", "0, 2, 0.00", "1, 2, 0.01", "10, 2, 0.10", "123, 2, 1.23", "-1, 2, -0.01", "-123456, 3, -123.456",
        "9223372036854775807, 8, 92233720368.54775807", "-9223372036854775808, 18, -9.223372036854775808", "7, 0, 7"
    })
    void shouldWriteAllDecimals(final long mantissa, final int scale, final String text)
    {
        assertEquals(text, Decimals.toText(mantissa, scale));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-7, 0.0000001", "1E+3, 1000", "1.5e2, 150", "1.25e1, 12.5", "1.2500e-1, 0.125", "-2e-2, -0.02",
        "0e5, 0",
        "0.05e2, 5", "12, 12", "0.10, 0.10", "1e31, 1e31", "1e-999999999, 1e-999999999", "1e99999999999, 1e99999999999"
    })
    void shouldWriteExponentsInPlainDigits(final String token, final String plain)
    {
        assertEquals(plain, Decimals.plain(token));
    }

    @Test
    void shouldAgreeWithBigDecimalOnAnyMantissaAndScale()
    {
        final SplittableRandom random = new SplittableRandom(20_261_124);
        for (int i = 0; i < 20_000; i++)
        {
            final long mantissa = random.nextLong() >>> random.nextInt(1, 64);
            final int scale = random.nextInt(19);
            final String text = BigDecimal.valueOf(mantissa, scale).toPlainString();
            assertEquals(text, Decimals.toText(mantissa, scale));
            assertEquals(mantissa, Decimals.parse(text, scale), text);
        }
    }
}
