package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;

/**
 * Gives an empty cluster the id from which its hash chain starts. Called once the nodes have a leader, on every
 * start: a cluster that has its id already must be left as it is.
 */
@FunctionalInterface
public interface ChainGenesis
{
    /**
     * @param instance whose nodes are ready.
     * @return what was done, for the progress line; empty if nothing.
     */
    String ensure(Instance instance);
}
