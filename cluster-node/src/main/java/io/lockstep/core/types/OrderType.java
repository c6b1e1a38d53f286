package io.lockstep.core.types;

/**
 * How price constrains an order (FIX 40).
 * The codes are those of the wire.
 */
public enum OrderType
{
    /** Takes what the book offers, never rests. */
    MARKET(1),
    /** Trades at its price or better, then may rest. */
    LIMIT(2),
    /** Rests or is refused: never takes. */
    LIMIT_MAKER(3),
    /** Becomes MARKET when the last price moves against it. */
    STOP_LOSS(4),
    /** Becomes LIMIT when the last price moves against it. */
    STOP_LOSS_LIMIT(5),
    /** Becomes MARKET when the last price moves in its favour. */
    TAKE_PROFIT(6),
    /** Becomes LIMIT when the last price moves in its favour. */
    TAKE_PROFIT_LIMIT(7);

    private static final OrderType[] BY_CODE = new OrderType[8];

    static
    {
        for (final OrderType value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    OrderType(final int code)
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
    public static OrderType of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
