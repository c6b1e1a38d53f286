package io.lockstep.benchmarks.load;

/**
 * What becomes of the commands that a transport was given. Called on the run's thread, in {@link OrderTransport#poll}.
 */
interface FlightListener
{
    /** No event sequence is known. */
    long NO_EVENT_SEQ = -1;

    /**
     * The exchange has it: the order exists, or was cancelled.
     *
     * @param flight that was accepted.
     */
    void onAccepted(Flight flight);

    /**
     * The answer tells of a fill.
     *
     * @param flight that traded.
     */
    void onTrade(Flight flight);

    /**
     * The answer is complete; the transport forgets the command.
     *
     * @param flight     that was answered.
     * @param eventSeq   of the last event it caused, or {@link #NO_EVENT_SEQ}.
     * @param rejectCode why it was refused, or null.
     */
    void onAnswered(Flight flight, long eventSeq, String rejectCode);

    /**
     * No answer came in time, or one that says nothing; the transport forgets the command.
     *
     * @param flight whose outcome is unknown.
     */
    void onUnknown(Flight flight);

    /**
     * It could not be handled by protocol; the transport forgets the command.
     *
     * @param flight  that failed.
     * @param message what happened.
     */
    void onError(Flight flight, String message);
}
