package io.lockstep.core.types;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class QuantitiesTest
{
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger PPM = BigInteger.valueOf(Quantities.PPM);

    private static long edge(final SplittableRandom random)
    {
        final long near = random.nextInt(5) - 2;
        return Math.max(0, (random.nextLong() >>> random.nextInt(1, 64)) + near);
    }

    @Test
    void shouldMultiplyExactlyOrSayThatItDoesNotFit()
    {
        final SplittableRandom random = new SplittableRandom(11);
        int overflows = 0;
        for (int i = 0; i < 200_000; i++)
        {
            final long a = edge(random);
            final long b = edge(random);
            final BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            final boolean fits = product.compareTo(MAX) <= 0;
            overflows += fits ? 0 : 1;
            assertEquals(fits ? product.longValueExact() : Quantities.OVERFLOW, Quantities.multiply(a, b));
        }
        assertTrue(overflows > 10_000, "both outcomes are reached");
    }

    @Test
    void shouldRoundSharesAsTheBigNumbersDo()
    {
        final SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 200_000; i++)
        {
            final long amount = edge(random);
            final long ppm = random.nextInt((int)Quantities.PPM + 1);
            final BigInteger[] share = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(ppm))
                .divideAndRemainder(PPM);
            assertEquals(share[0].longValueExact(), Quantities.shareRoundedDown(amount, ppm));
            assertEquals(
                share[0].longValueExact() + share[1].signum(), Quantities.shareRoundedUp(amount, ppm));
            assertTrue(Quantities.shareRoundedUp(amount, ppm) <= amount, "a fee never exceeds what was received");
        }
    }

    @Test
    void shouldCostFiveHundredForAHundredthOfABitcoinAtFiftyThousand()
    {
        // 50,000.00 at tick 0.01 is 5,000,000 ticks; 0.01 at lot 0.000001 is 10,000 lots; one lot at one tick is 1
        // raw USDT.
        assertEquals(50_000_000_000L, Quantities.multiply(5_000_000L, 10_000L, 1L));
    }
}
