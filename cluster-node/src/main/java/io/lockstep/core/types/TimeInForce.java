package io.lockstep.core.types;

/**
 * How long an order stays active (FIX 59).
 * The codes are those of the wire.
 */
public enum TimeInForce
{
    /** Until cancelled. */
    GTC(1),
    /** Fills what it can now; the rest expires. */
    IOC(2),
    /** All now or nothing. */
    FOK(3),
    /** Until its expiry, on cluster time. */
    GTD(4);

    private static final TimeInForce[] BY_CODE = new TimeInForce[5];

    static
    {
        for (final TimeInForce value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    TimeInForce(final int code)
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
    public static TimeInForce of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
