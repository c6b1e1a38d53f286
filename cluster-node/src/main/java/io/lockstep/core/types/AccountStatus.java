package io.lockstep.core.types;

/**
 * What an account may do.
 * The codes are those of the wire.
 */
public enum AccountStatus
{
    ACTIVE(1),
    CANCEL_ONLY(2),
    SUSPENDED(3);

    private static final AccountStatus[] BY_CODE = new AccountStatus[4];

    static
    {
        for (final AccountStatus value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    AccountStatus(final int code)
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
    public static AccountStatus of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
