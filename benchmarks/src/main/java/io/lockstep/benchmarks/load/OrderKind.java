package io.lockstep.benchmarks.load;

/**
 * What a command of the load does.
 */
enum OrderKind
{
    /** A sell at the middle, which rests until the taker that follows it comes. */
    MAKER,
    /** A buy at the middle, which trades at once. */
    TAKER,
    /** An order away from the middle, which rests. */
    REST,
    /** The cancel of an order of the kind {@link #REST}. */
    CANCEL
}
