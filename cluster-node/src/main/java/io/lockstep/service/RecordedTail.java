package io.lockstep.service;

/**
 * The end of what this node had recorded before it started: events up to here are made again and not written again.
 *
 * @param position         of the stream after the last recorded event; events that end at or before it are suppressed.
 * @param streamPosition   that the recording ends at: the same, or the start of the next term when the last one was
 *                         filled up for an event that was not recorded any more.
 * @param chainHash        of the last recorded event, when there is one.
 * @param leadershipTermId of the last recorded event, or NONE.
 */
record RecordedTail(long position, long streamPosition, long chainHash, long leadershipTermId)
{
    /** Term of no event. */
    static final long NONE = -1;

    static RecordedTail emptyAt(final long position)
    {
        return new RecordedTail(position, position, 0, NONE);
    }

    boolean hasEvent()
    {
        return NONE != leadershipTermId;
    }
}
