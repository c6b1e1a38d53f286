package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;
import io.lockstep.client.EventHandler;

/**
 * Where events come from: the cluster, or a test.
 */
@FunctionalInterface
public interface EventSource
{
    /**
     * Start a tail.
     *
     * @param chainId    that the consumer's data belongs to, 0 when it has none.
     * @param checkpoint of the last event held.
     * @param handler    called from {@link Tail#poll(int)}.
     * @return the tail.
     * @throws Exception when it cannot be started.
     */
    Tail open(long chainId, Checkpoint checkpoint, EventHandler handler) throws Exception;

    /**
     * A running tail. Single-threaded.
     */
    interface Tail extends AutoCloseable
    {
        /**
         * @param limit most events to deliver.
         * @return work done, 0 when there was none.
         */
        int poll(int limit);

        /**
         * @return node that is read from.
         */
        int currentNode();

        @Override
        void close();
    }
}
