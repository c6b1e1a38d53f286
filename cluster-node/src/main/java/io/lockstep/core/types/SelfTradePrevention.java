package io.lockstep.core.types;

/**
 * What happens when an account would trade with itself (FIX 2362).
 * The codes are those of the wire.
 */
public enum SelfTradePrevention
{
    /** The trade happens. */
    NONE(0),
    /** The incoming order expires; the default. */
    EXPIRE_TAKER(1),
    /** The resting order expires. */
    EXPIRE_MAKER(2),
    /** Both expire. */
    EXPIRE_BOTH(3),
    /** Both shrink by the smaller of the two. */
    DECREMENT(4);

    private static final SelfTradePrevention[] BY_CODE = new SelfTradePrevention[5];

    static
    {
        for (final SelfTradePrevention value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    SelfTradePrevention(final int code)
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
    public static SelfTradePrevention of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
