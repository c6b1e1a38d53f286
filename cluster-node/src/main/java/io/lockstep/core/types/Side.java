package io.lockstep.core.types;

/**
 * Direction of an order (FIX 54).
 * The codes are those of the wire.
 */
public enum Side
{
    /** Buys base with quote. */
    BUY(1),
    /** Sells base for quote. */
    SELL(2);

    private static final Side[] BY_CODE = new Side[3];

    static
    {
        for (final Side value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    Side(final int code)
    {
        this.code = code;
    }

    /**
     * @return the code on the wire.
     */
    public int code()
    {
        return code;
    }

    /**
     * @param code on the wire.
     * @return the value, or null when the code means none.
     */
    public static Side of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
