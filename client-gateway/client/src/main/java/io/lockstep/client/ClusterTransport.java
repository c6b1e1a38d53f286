package io.lockstep.client;

import org.agrona.DirectBuffer;

/**
 * What carries commands to the leader and answers back. It connects by itself while it is polled. Single-threaded; the
 * seam at which tests put something else than a cluster.
 */
interface ClusterTransport extends AutoCloseable
{
    /** Result of an offer that went out. */
    long OFFERED = 1;

    /** Where a transport delivers; called inside {@link #poll(long)}. */
    interface Receiver
    {
        /**
         * A message from the leader.
         *
         * @param buffer that holds it, during the call only.
         * @param offset of its SBE header.
         * @param length of it, bytes.
         */
        void onMessage(DirectBuffer buffer, int offset, int length);

        /**
         * A new session, or the same one at a new leader. What was sent before may be lost.
         *
         * @param leaderMemberId of the leader.
         */
        void onConnected(int leaderMemberId);

        /** The session is gone. */
        void onDisconnected();
    }

    /**
     * Advance the connection and deliver what was received.
     *
     * @param nowNs monotonic time.
     * @return amount of work done.
     */
    int poll(long nowNs);

    /**
     * Send one message; never blocks.
     *
     * @param buffer that holds it.
     * @param offset of its SBE header.
     * @param length of it, bytes.
     * @return {@link #OFFERED}, {@link ExchangeClient#BACK_PRESSURED} or {@link ExchangeClient#NOT_CONNECTED}.
     */
    long offer(DirectBuffer buffer, int offset, int length);

    /**
     * Can messages be sent?
     *
     * @return true when there is a session and its leader is connected.
     */
    boolean isConnected();

    /** Close the session and release everything. */
    void close();
}
