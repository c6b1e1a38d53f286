package io.lockstep.core.types;

/**
 * What an instrument allows (FIX 326).
 * The codes are those of the wire.
 */
public enum InstrumentStatus
{
    PRE_OPEN(0),
    TRADING(1),
    HALT(2),
    CANCEL_ONLY(3),
    POST_ONLY(4),
    DELISTED(5);

    private static final InstrumentStatus[] BY_CODE = new InstrumentStatus[6];

    static
    {
        for (final InstrumentStatus value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    InstrumentStatus(final int code)
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
    public static InstrumentStatus of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
