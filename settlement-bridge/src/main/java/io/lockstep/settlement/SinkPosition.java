package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;

/**
 * How far a store has come, as the store itself says.
 *
 * @param chainId    of the stream it holds, unsigned; 0 when it holds nothing.
 * @param checkpoint of the last event that it holds with all before it; {@link Checkpoint#START} when it holds none.
 */
public record SinkPosition(long chainId, Checkpoint checkpoint)
{
    /** A store that holds nothing. */
    public static final SinkPosition EMPTY = new SinkPosition(0, Checkpoint.START);

    /**
     * @param event that the store now holds with all before it.
     * @return its position.
     */
    public static SinkPosition after(final SettlementEvent event)
    {
        return new SinkPosition(
            event.chainId(), new Checkpoint(event.eventSeq(), event.position(), event.chainHash()));
    }

    /**
     * @return sequence of the last event that the store holds.
     */
    public long eventSeq()
    {
        return checkpoint.eventSeq();
    }
}
