package io.lockstep.benchmarks.load;

import io.lockstep.sbe.common.Side;

/**
 * One command from the time that it is due until it is answered. Pooled by the run; plain fields, since only the run's
 * thread touches it.
 */
final class Flight
{
    /** Index of the order in the run; a cancel has its order's. */
    long sequence;
    /** When it is due. */
    long intendedNs;
    /** What it does. */
    OrderKind kind;
    /** Whose it is, from 0. */
    int accountIndex;
    /** Bought or sold. */
    Side side;
    /** Price mantissa. */
    long price;
    /** After the warm-up? */
    boolean isMeasured;
    /** Did the exchange say that it has it? */
    boolean isAccepted;
    /** Did it trade? */
    boolean isTraded;
    /** Of an order that rests: its cancel, until the order is answered; else null. */
    Flight cancel;
    /** Of a cancel: is its order not answered yet? */
    boolean isHeld;
    /** Of a cancel: was it due before its order was answered? */
    boolean isOverdue;
    /** Of a cancel: was its order not accepted, so that there is nothing to cancel? */
    boolean isPointless;
}
