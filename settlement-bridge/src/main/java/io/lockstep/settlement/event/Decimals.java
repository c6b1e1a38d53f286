package io.lockstep.settlement.event;

/**
 * Minor units as decimal strings, without floating point. Stateless.
 */
public final class Decimals
{
    private Decimals()
    {
    }

    /**
     * @param out   gets the text.
     * @param value minor units.
     * @param scale decimals, 0 to 18; all are written.
     */
    public static void append(final StringBuilder out, final long value, final int scale)
    {
        final int start = out.length();
        out.append(value);
        if (scale > 0)
        {
            final int digitsStart = value < 0 ? start + 1 : start;
            while (out.length() - digitsStart <= scale)
            {
                out.insert(digitsStart, '0');
            }
            out.insert(out.length() - scale, '.');
        }
    }

    /**
     * @param value minor units.
     * @param scale decimals, 0 to 18; all are written.
     * @return the text.
     */
    public static String format(final long value, final int scale)
    {
        final StringBuilder out = new StringBuilder(24);
        append(out, value, scale);
        return out.toString();
    }
}
