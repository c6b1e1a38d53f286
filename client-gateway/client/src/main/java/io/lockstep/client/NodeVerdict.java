package io.lockstep.client;

/** Why a node cannot continue the event stream at the checkpoint. */
enum NodeVerdict
{
    /** Not tried since the last event was delivered. */
    NONE,
    /** It does not answer, or was lost; says nothing about its recording. */
    UNREACHABLE,
    /** Its recording reaches the checkpoint but is not active; the node is starting or stopping. */
    STOPPED,
    /** Its recording ends before the checkpoint. */
    BEHIND,
    /** Its archive has no such recording from the checkpoint on, or will not replay it. */
    REFUSED,
    /** What it has after the checkpoint is not the next event. */
    BROKEN;

    /** Does it speak against the checkpoint, for as long as it lasts? */
    boolean isAgainst()
    {
        return BEHIND == this || REFUSED == this || BROKEN == this;
    }
}
