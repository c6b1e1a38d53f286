package io.lockstep.gateway.cluster;

import io.lockstep.gateway.model.ReadModel;

/** A question to the read model. Called on the model's thread, one of the two methods, once. */
public interface ModelQuery
{
    /**
     * The model holds everything that this gateway has told anybody.
     *
     * @param model to read; not to be kept.
     */
    void onModel(ReadModel model);

    /** The model did not get there in time. */
    void onTimeout();
}
