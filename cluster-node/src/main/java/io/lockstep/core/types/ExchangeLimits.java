package io.lockstep.core.types;

/**
 * Every bound of the core, in one place. At a bound a command is refused with a code; nothing grows without one.
 */
public final class ExchangeLimits
{
    /** Accounts, the revenue account included. */
    public static final int MAX_ACCOUNTS = 4_000_000;
    /** Assets; ids run from 1 to this. */
    public static final int MAX_ASSETS = 4_096;
    /** Instruments; ids run from 1 to this. */
    public static final int MAX_INSTRUMENTS = 4_096;
    /** Balances over all accounts. */
    public static final int MAX_BALANCES = 64_000_000;
    /** Open orders over all books. */
    public static final int MAX_OPEN_ORDERS = 12_000_000;
    /** Open orders of one account in one instrument, whatever the instrument allows. */
    public static final int MAX_OPEN_ORDERS_PER_ACCOUNT_AND_INSTRUMENT = 10_000_000;
    /** Closed orders whose client order id and outcome are remembered. */
    public static final int MAX_CLOSED_ORDERS = 1_000_000;
    /** Of those, of one account. */
    public static final int MAX_CLOSED_ORDERS_PER_ACCOUNT = 256;
    /** Transfers that are remembered. */
    public static final int MAX_TRANSFERS = 4_000_000;
    /**
     * How long a transfer is remembered, and how old a money command's request time may be, nanoseconds: seven days.
     */
    public static final long TRANSFER_MEMORY_NS = 7L * 24 * 60 * 60 * 1_000_000_000L;
    /** How far ahead of cluster time a request time may be, nanoseconds. */
    public static final long MAX_REQUEST_TIME_AHEAD_NS = 60L * 1_000_000_000L;
    /** Ids are exact in every JSON client: below 2^53. */
    public static final long MAX_ID = (1L << 53) - 1;
    /** Fees and rebates, millionths of what is received. */
    public static final int MAX_FEE_PPM = 500_000;
    /** Decimals of an asset's minor unit, and of prices and quantities. */
    public static final int MAX_SCALE = 18;
    /** Price band, hundredths of a percent. */
    public static final int MAX_PRICE_BAND_BPS = 10_000;
    /** The account that fees are paid into; exists from genesis, cannot trade. */
    public static final long REVENUE_ACCOUNT_ID = 1;

    static
    {
        Invariants.require(MAX_CLOSED_ORDERS_PER_ACCOUNT <= MAX_CLOSED_ORDERS, "closed order bounds");
        Invariants.require(MAX_BALANCES >= MAX_ACCOUNTS, "an account must be able to hold a balance");
        Invariants.require(MAX_FEE_PPM <= Quantities.PPM, "a fee never exceeds what was received");
    }

    private ExchangeLimits()
    {
    }
}
