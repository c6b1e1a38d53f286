package io.lockstep.core.types;

/**
 * Why a balance changed outside of orders.
 * The codes are those of the wire.
 */
public enum BalanceReason
{
    DEPOSIT(1),
    WITHDRAWAL(2),
    WITHDRAWAL_HOLD(3),
    WITHDRAWAL_SETTLE(4),
    WITHDRAWAL_RELEASE(5),
    TRANSFER_OUT(6),
    TRANSFER_IN(7),
    ADJUSTMENT(8);

    private static final BalanceReason[] BY_CODE = new BalanceReason[9];

    static
    {
        for (final BalanceReason value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    BalanceReason(final int code)
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
    public static BalanceReason of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
