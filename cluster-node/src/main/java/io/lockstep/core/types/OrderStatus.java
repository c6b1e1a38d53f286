package io.lockstep.core.types;

/**
 * State of an order (FIX 39).
 * The codes are those of the wire.
 */
public enum OrderStatus
{
    /** Open, nothing filled. */
    NEW(0),
    /** Open, part filled. */
    PARTIALLY_FILLED(1),
    /** Done. */
    FILLED(2),
    /** Ended by its owner or an administrator. */
    CANCELED(3),
    /** Ended by the rules. */
    EXPIRED(4),
    /** Waits for its stop price. */
    PENDING_TRIGGER(5);

    private static final OrderStatus[] BY_CODE = new OrderStatus[6];

    static
    {
        for (final OrderStatus value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    OrderStatus(final int code)
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
    public static OrderStatus of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
