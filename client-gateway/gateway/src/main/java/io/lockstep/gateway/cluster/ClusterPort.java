package io.lockstep.gateway.cluster;

import io.lockstep.gateway.model.ReferenceData;

import java.util.function.Consumer;

/** What request handlers need of the cluster. Any thread may call; nothing blocks. */
public interface ClusterPort
{
    /**
     * Send a command.
     *
     * @param command     to send.
     * @param expiresAtUs microseconds since the epoch after which it must not be sent any more.
     * @param listener    told once what became of it, on the cluster's thread.
     * @return false when there is no session or too much is under way: nothing was sent and the listener is not called.
     */
    boolean submit(ClusterCommand command, long expiresAtUs, Consumer<Outcome> listener);

    /**
     * Read the model once it holds everything that any outcome up to now has told of.
     *
     * @param query to run on the model's thread.
     * @return false when there is no model yet or too much is under way: the query is not called.
     */
    boolean read(ModelQuery query);

    /**
     * Assets and instruments now.
     *
     * @return immutable.
     */
    ReferenceData referenceData();

    /**
     * How it is.
     *
     * @return immutable.
     */
    ClusterStatus status();
}
