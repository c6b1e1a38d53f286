package io.lockstep.core.types;

/**
 * Why an order ended before it was filled.
 * The codes are those of the wire.
 */
public enum CloseReason
{
    NONE(0),
    USER_REQUEST(1),
    IOC_REMAINDER(2),
    FOK_NOT_FILLABLE(3),
    NO_LIQUIDITY(4),
    SELF_TRADE(5),
    MASS_CANCEL(6),
    DISCONNECT(7),
    INSTRUMENT_STATUS(8),
    ACCOUNT_STATUS(9),
    GTD_EXPIRED(10),
    PRICE_BAND(11),
    REPLACED(12),
    BUDGET_SPENT(13);

    private static final CloseReason[] BY_CODE = new CloseReason[14];

    static
    {
        for (final CloseReason value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    CloseReason(final int code)
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
    public static CloseReason of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
