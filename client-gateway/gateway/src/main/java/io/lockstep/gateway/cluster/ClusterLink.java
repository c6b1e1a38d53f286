package io.lockstep.gateway.cluster;

/** The session with the cluster, as the agent drives it: single-threaded, never blocking. */
interface ClusterLink extends AutoCloseable
{
    /** Not sent: try again in a moment. */
    long BACK_PRESSURED = -1;

    /** One duty cycle; answers go to the listener that the link was made with. */
    int poll();

    /** Whether there is a session with a leader. */
    boolean isConnected();

    /**
     * Send a command.
     *
     * @return its correlation id, or a negative number when nothing was sent.
     * @throws IllegalArgumentException when the protocol cannot carry it.
     */
    long send(ClusterCommand command);

    /** Ask for a balance, to learn how far the cluster is; as {@link #send}. */
    long probe();

    /** Give the session up. */
    void close();
}
