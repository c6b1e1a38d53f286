package io.lockstep.gateway.cluster;

/**
 * How the way to the cluster is. Immutable.
 *
 * @param isAlive     the cluster's thread is going round.
 * @param isConnected there is a session with a leader.
 * @param notReady    why requests cannot be served; null when they can.
 * @param eventSeq    last event in the read model.
 * @param ageMs       for how long the model has been behind what the cluster has told; 0 when it is not.
 * @param inFlight    requests under way.
 * @param versionGaps balance changes that the model missed; anything but 0 is a fault.
 */
public record ClusterStatus(
    boolean isAlive,
    boolean isConnected,
    String notReady,
    long eventSeq,
    long ageMs,
    int inFlight,
    long versionGaps)
{
}
