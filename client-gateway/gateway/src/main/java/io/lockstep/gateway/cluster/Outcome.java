package io.lockstep.gateway.cluster;

import io.lockstep.gateway.model.OrderState;
import io.lockstep.sbe.common.RejectCode;

import java.util.List;

/**
 * What became of a command. Immutable.
 *
 * @param kind          how sure it is.
 * @param reject        why it was refused; NONE otherwise.
 * @param detail        what was wrong with a command that was not sent; else null.
 * @param eventSeq      last event of the command.
 * @param clusterTimeNs of it, nanoseconds since the epoch.
 * @param order         after the command, for commands on orders; else null.
 * @param fills         that the command brought about.
 * @param available     balance after a money command, minor units; {@link OrderState#NONE} otherwise.
 * @param held          balance after a money command, minor units; {@link OrderState#NONE} otherwise.
 * @param isDuplicate   whether it had been applied before.
 * @param stateHash     unsigned, for a state hash.
 * @param logPosition   for a state hash.
 */
public record Outcome(
    Kind kind,
    RejectCode reject,
    String detail,
    long eventSeq,
    long clusterTimeNs,
    OrderState order,
    List<FillReport> fills,
    long available,
    long held,
    boolean isDuplicate,
    long stateHash,
    long logPosition)
{
    /** How sure the outcome is. */
    public enum Kind
    {
        /** The cluster has applied it. */
        APPLIED,
        /** The cluster has refused it; nothing changed. */
        REJECTED,
        /** It was sent; it may or may not have been applied. */
        UNKNOWN,
        /** It could not be sent; nothing changed, and trying again is safe. */
        NOT_SENT,
        /** Its time window closed before it could be sent; nothing changed. */
        EXPIRED,
        /** The protocol cannot carry it; nothing changed. */
        INVALID
    }

    /**
     * An outcome of which nothing is known but its kind.
     *
     * @param kind   how sure it is.
     * @param detail why; may be null.
     * @return the outcome.
     */
    public static Outcome of(final Kind kind, final String detail)
    {
        return new Outcome(
            kind, RejectCode.NONE, detail, 0, 0, null, List.of(), OrderState.NONE, OrderState.NONE, false, 0, 0);
    }

    /**
     * The outcome of a command on an order.
     *
     * @param order         after it.
     * @param fills         that it brought about.
     * @param eventSeq      last event of it.
     * @param clusterTimeNs of it.
     * @param isDuplicate   whether it had been applied before.
     * @return the outcome.
     */
    public static Outcome ofOrder(
        final OrderState order,
        final List<FillReport> fills,
        final long eventSeq,
        final long clusterTimeNs,
        final boolean isDuplicate)
    {
        return new Outcome(
            Kind.APPLIED, RejectCode.NONE, null, eventSeq, clusterTimeNs, order, fills, OrderState.NONE,
            OrderState.NONE, isDuplicate, 0, 0);
    }
}
