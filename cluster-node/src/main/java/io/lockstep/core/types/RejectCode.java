package io.lockstep.core.types;

/**
 * Why a command was refused: one closed list, checked in one fixed order (docs/protocol/rejects.md).
 * The codes are those of the wire.
 */
public enum RejectCode
{
    NONE(0),
    UNKNOWN_MESSAGE(1),
    MALFORMED_MESSAGE(2),
    UNAUTHORISED(3),
    NOT_INITIALISED(4),
    BUSY(5),
    STALE_REQUEST(6),
    RATE_LIMITED(7),
    UNKNOWN_INSTRUMENT(20),
    INSTRUMENT_NOT_TRADING(21),
    UNKNOWN_ACCOUNT(22),
    ACCOUNT_NOT_ACTIVE(23),
    UNKNOWN_ASSET(24),
    INVALID_REQUEST_ID(25),
    INVALID_ENUM_VALUE(26),
    INVALID_PRICE(30),
    PRICE_NOT_ON_TICK(31),
    PRICE_OUTSIDE_BAND(32),
    INVALID_QUANTITY(33),
    QUANTITY_NOT_ON_LOT(34),
    BELOW_MIN_NOTIONAL(35),
    ABOVE_MAX_NOTIONAL(36),
    TOO_MANY_OPEN_ORDERS(37),
    UNSUPPORTED_ORDER_TYPE(38),
    INVALID_COMBINATION(40),
    INVALID_AMOUNT(41),
    INVALID_EXPIRY(42),
    INSUFFICIENT_BALANCE(50),
    DUPLICATE_CLIENT_ORDER_ID(51),
    WOULD_TAKE_LIQUIDITY(52),
    NO_LIQUIDITY(53),
    STOP_WOULD_TRIGGER(54),
    AMOUNT_OVERFLOW(55),
    UNKNOWN_ORDER(60),
    ORDER_ALREADY_CLOSED(61),
    AMEND_NOT_SMALLER(62),
    DUPLICATE_TRANSFER_ID(70),
    UNKNOWN_TRANSFER(71),
    WRONG_TRANSFER_STATE(72),
    ALREADY_EXISTS(80),
    INVALID_REFERENCE_DATA(81);

    private static final RejectCode[] BY_CODE = new RejectCode[82];

    static
    {
        for (final RejectCode value : values())
        {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    RejectCode(final int code)
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
    public static RejectCode of(final int code)
    {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
