package io.lockstep.client;

/**
 * The last event that a consumer of the event stream holds. It is good on every node, because all nodes record the same
 * bytes at the same positions. Immutable.
 *
 * @param eventSeq  of that event; 0 before the first.
 * @param position  of the stream after that event, bytes.
 * @param chainHash of that event, unsigned.
 */
public record Checkpoint(long eventSeq, long position, long chainHash)
{
    /** Before the first event. The hash to start from is learnt from the chain id in GenesisRecorded. */
    public static final Checkpoint START = new Checkpoint(0, 0, 0);

    /**
     * Checks what a checkpoint cannot be.
     */
    public Checkpoint
    {
        if (eventSeq < 0)
        {
            throw new IllegalArgumentException("eventSeq must not be negative: " + eventSeq);
        }
        if (position < 0 || 0 != (position & 31))
        {
            throw new IllegalArgumentException("position must be a multiple of 32, from 0: " + position);
        }
        if (0 == eventSeq && 0 != position)
        {
            throw new IllegalArgumentException("position must be 0 when eventSeq is 0: " + position);
        }
    }

    /**
     * Is it before the first event?
     *
     * @return true when no event is held.
     */
    public boolean isStart()
    {
        return 0 == eventSeq;
    }
}
