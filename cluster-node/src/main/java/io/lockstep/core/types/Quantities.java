package io.lockstep.core.types;

/**
 * Exact arithmetic on money. Products that do not fit are reported, never wrapped or saturated.
 */
public final class Quantities
{
    /** Returned where a result does not fit in a long. */
    public static final long OVERFLOW = -1;
    /** No price, quantity or amount given; SBE's null for int64. */
    public static final long NULL_VALUE = Long.MIN_VALUE;
    /** Parts in a million. */
    public static final long PPM = 1_000_000L;

    private static final long MAX_FAST_PPM_AMOUNT = Long.MAX_VALUE / PPM;

    private Quantities()
    {
    }

    /**
     * @param a not negative.
     * @param b not negative.
     * @return a × b, or {@link #OVERFLOW}.
     */
    public static long multiply(final long a, final long b)
    {
        final long low = a * b;
        return ((a | b) >>> 31) == 0 || (Math.multiplyHigh(a, b) == 0 && low >= 0) ? low : OVERFLOW;
    }

    /**
     * @param a not negative.
     * @param b not negative.
     * @param c not negative.
     * @return a × b × c, or {@link #OVERFLOW}.
     */
    public static long multiply(final long a, final long b, final long c)
    {
        final long ab = multiply(a, b);
        return ab < 0 ? OVERFLOW : multiply(ab, c);
    }

    /**
     * A share of an amount, rounded up: fees, in the house's favour.
     *
     * @param amount not negative.
     * @param ppm    millionths, 0 to {@link #PPM}.
     * @return ⌈amount × ppm / 10^6⌉, never more than the amount.
     */
    public static long shareRoundedUp(final long amount, final long ppm)
    {
        if (amount <= MAX_FAST_PPM_AMOUNT)
        {
            return (amount * ppm + (PPM - 1)) / PPM;
        }
        final long whole = amount / PPM;
        final long rest = amount % PPM;
        return whole * ppm + (rest * ppm + (PPM - 1)) / PPM;
    }

    /**
     * A share of an amount, rounded down: rebates.
     *
     * @param amount not negative.
     * @param ppm    millionths, 0 to {@link #PPM}.
     * @return ⌊amount × ppm / 10^6⌋.
     */
    public static long shareRoundedDown(final long amount, final long ppm)
    {
        final long whole = amount / PPM;
        final long rest = amount % PPM;
        return whole * ppm + rest * ppm / PPM;
    }

    /**
     * @param exponent 0 to 18.
     * @return 10^exponent.
     */
    public static long powerOfTen(final int exponent)
    {
        long value = 1;
        for (int i = 0; i < exponent; i++)
        {
            value *= 10;
        }
        return value;
    }
}
