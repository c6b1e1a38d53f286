package io.lockstep.benchmarks.load;

/**
 * A way to the exchange. Never blocks; one thread, the run's, calls everything.
 */
interface OrderTransport extends AutoCloseable
{
    /**
     * Begin a run.
     *
     * @param runId    prefix of its client order ids.
     * @param listener told what becomes of its commands.
     */
    void begin(String runId, FlightListener listener);

    /**
     * Send a command.
     *
     * @param flight to send; the transport keeps it until it is answered.
     * @return false when it cannot be taken now: nothing was sent; poll and try again.
     */
    boolean send(Flight flight);

    /**
     * Receive answers.
     *
     * @return amount of work done; 0 lets the caller idle.
     */
    int poll();

    /**
     * @return how often a command was sent again since the transport was opened.
     */
    long resendCount();

    @Override
    void close();
}
