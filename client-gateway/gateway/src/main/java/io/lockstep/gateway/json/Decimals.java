package io.lockstep.gateway.json;

/**
 * Exact conversion between decimal text and {@code long} mantissas. Nothing is ever rounded: text that says more than
 * the scale can hold is refused. Stateless, so any thread may use it.
 */
public final class Decimals
{
    /** The text is not digits with at most one fraction. */
    public static final long MALFORMED = Long.MIN_VALUE;
    /** A digit other than zero stands beyond the scale. */
    public static final long TOO_PRECISE = Long.MIN_VALUE + 1;
    /** The mantissa does not fit in a long. */
    public static final long TOO_LARGE = Long.MIN_VALUE + 2;
    /** What is legal, in the words of the dialect. */
    public static final String LEGAL = "^([0-9]{1,20})(\\.[0-9]{1,20})?$";

    private static final int MAX_DIGITS = 20;
    private static final int MAX_EXPONENT = 30;

    private Decimals()
    {
    }

    /**
     * Read an unsigned decimal.
     *
     * @param text  one to twenty digits, then optionally a point and one to twenty more.
     * @param scale decimals of the mantissa, 0 to 18.
     * @return the mantissa, or {@link #MALFORMED}, {@link #TOO_PRECISE}, {@link #TOO_LARGE}, in that order.
     */
    public static long parse(final CharSequence text, final int scale)
    {
        final int length = text.length();
        int at = digitsEnd(text, 0);
        final int integerDigits = at;
        int fractionDigits = 0;
        if (at < length)
        {
            if ('.' != text.charAt(at))
            {
                return MALFORMED;
            }
            final int start = at + 1;
            at = digitsEnd(text, start);
            fractionDigits = at - start;
            if (0 == fractionDigits || fractionDigits > MAX_DIGITS)
            {
                return MALFORMED;
            }
        }
        if (at < length || 0 == integerDigits || integerDigits > MAX_DIGITS)
        {
            return MALFORMED;
        }

        for (int i = scale; i < fractionDigits; i++)
        {
            if ('0' != text.charAt(integerDigits + 1 + i))
            {
                return TOO_PRECISE;
            }
        }

        long mantissa = 0;
        for (int i = 0; i < integerDigits + scale; i++)
        {
            final int fractionIndex = i - integerDigits;
            final int digit;
            if (fractionIndex < 0)
            {
                digit = text.charAt(i) - '0';
            }
            else
            {
                digit = fractionIndex < fractionDigits ? text.charAt(integerDigits + 1 + fractionIndex) - '0' : 0;
            }
            if (mantissa > (Long.MAX_VALUE - digit) / 10)
            {
                return TOO_LARGE;
            }
            mantissa = mantissa * 10 + digit;
        }
        return mantissa;
    }

    /**
     * Append a mantissa as a decimal with all its decimals.
     *
     * @param target   to append to.
     * @param mantissa any value.
     * @param scale    decimals, 0 to 18.
     */
    public static void append(final StringBuilder target, final long mantissa, final int scale)
    {
        final int start = target.length();
        target.append(mantissa);
        if (0 == scale)
        {
            return;
        }
        final int digitsStart = mantissa < 0 ? start + 1 : start;
        final int missing = scale + 1 - (target.length() - digitsStart);
        for (int i = 0; i < missing; i++)
        {
            target.insert(digitsStart, '0');
        }
        target.insert(target.length() - scale, '.');
    }

    /**
     * A mantissa as decimal text.
     *
     * @param mantissa any value.
     * @param scale    decimals, 0 to 18.
     * @return the text.
     */
    public static String toText(final long mantissa, final int scale)
    {
        final StringBuilder target = new StringBuilder(24);
        append(target, mantissa, scale);
        return target.toString();
    }

    /**
     * Write a JSON number token that has an exponent without one, exactly. Other text comes back as it is.
     *
     * @param token of a JSON number.
     * @return the same number in plain digits; the token itself when its exponent is beyond reason.
     */
    public static String plain(final String token)
    {
        final int exponentAt = Math.max(token.indexOf('e'), token.indexOf('E'));
        if (exponentAt < 0 || token.length() > 2 * MAX_DIGITS)
        {
            return token;
        }
        final int exponent;
        try
        {
            exponent = Integer.parseInt(token.substring(exponentAt + 1));
        }
        catch (final NumberFormatException ex)
        {
            return token;
        }
        if (Math.abs(exponent) > MAX_EXPONENT)
        {
            return token;
        }
        final boolean negative = '-' == token.charAt(0);
        final String number = token.substring(negative ? 1 : 0, exponentAt);
        final int point = number.indexOf('.');
        final StringBuilder digits = new StringBuilder(number);
        int pointAt = number.length();
        if (point >= 0)
        {
            digits.deleteCharAt(point);
            pointAt = point;
        }
        pointAt += exponent;
        while (pointAt < 1)
        {
            digits.insert(0, '0');
            pointAt++;
        }
        while (pointAt > digits.length())
        {
            digits.append('0');
        }
        if (pointAt < digits.length())
        {
            digits.insert(pointAt, '.');
            trimTrailingZeros(digits);
        }
        trimLeadingZeros(digits);
        return negative ? "-" + digits : digits.toString();
    }

    private static void trimTrailingZeros(final StringBuilder digits)
    {
        int end = digits.length();
        while ('0' == digits.charAt(end - 1))
        {
            end--;
        }
        digits.setLength('.' == digits.charAt(end - 1) ? end - 1 : end);
    }

    private static void trimLeadingZeros(final StringBuilder digits)
    {
        int leading = 0;
        while (leading + 1 < digits.length() && '0' == digits.charAt(leading) && '.' != digits.charAt(leading + 1))
        {
            leading++;
        }
        digits.delete(0, leading);
    }

    private static int digitsEnd(final CharSequence text, final int start)
    {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9')
        {
            at++;
        }
        return at;
    }
}
