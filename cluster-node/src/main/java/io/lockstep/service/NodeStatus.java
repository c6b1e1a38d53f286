package io.lockstep.service;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the service of this node is. Written by the service thread without fences that cost, read by any thread:
 * each value is current, a set of them may span a command.
 */
public final class NodeStatus
{
    private final AtomicLong eventSeq = new AtomicLong();
    private final AtomicLong eventPosition = new AtomicLong();
    private final AtomicLong chainHash = new AtomicLong();
    private final AtomicLong logPosition = new AtomicLong();
    private final AtomicLong leadershipTermId = new AtomicLong(-1);
    private final AtomicLong stateHash = new AtomicLong();
    private final AtomicLong stateHashLogPosition = new AtomicLong();
    private final AtomicLong stateHashCount = new AtomicLong();
    private final AtomicLong droppedReplyCount = new AtomicLong();
    private final AtomicLong errorCount = new AtomicLong();
    private volatile boolean isStarted;

    void onStarted()
    {
        isStarted = true;
    }

    void onCommand(final long logPosition)
    {
        this.logPosition.lazySet(logPosition);
    }

    void onEvents(final long eventSeq, final long eventPosition, final long chainHash)
    {
        this.eventPosition.lazySet(eventPosition);
        this.chainHash.lazySet(chainHash);
        this.eventSeq.lazySet(eventSeq);
    }

    void onLeadershipTerm(final long leadershipTermId)
    {
        this.leadershipTermId.lazySet(leadershipTermId);
    }

    void onStateHash(final long stateHash, final long logPosition)
    {
        this.stateHash.lazySet(stateHash);
        this.stateHashLogPosition.lazySet(logPosition);
        this.stateHashCount.lazySet(stateHashCount.get() + 1);
    }

    void onReplyDropped()
    {
        droppedReplyCount.lazySet(droppedReplyCount.get() + 1);
    }

    /**
     * Something reached an error handler; any thread.
     */
    public void onError()
    {
        errorCount.incrementAndGet();
    }

    /**
     * @return whether state was recovered and the event stream is being recorded.
     */
    public boolean isStarted()
    {
        return isStarted;
    }

    /**
     * @return sequence of the last event of the last command.
     */
    public long eventSeq()
    {
        return eventSeq.get();
    }

    /**
     * @return position of the event stream after it.
     */
    public long eventPosition()
    {
        return eventPosition.get();
    }

    /**
     * @return its chain hash, unsigned.
     */
    public long chainHash()
    {
        return chainHash.get();
    }

    /**
     * @return position of the consensus log after the last entry applied.
     */
    public long logPosition()
    {
        return logPosition.get();
    }

    /**
     * @return the term of the last entry applied; -1 before the first.
     */
    public long leadershipTermId()
    {
        return leadershipTermId.get();
    }

    /**
     * @return the last state hash taken, unsigned.
     */
    public long stateHash()
    {
        return stateHash.get();
    }

    /**
     * @return log position at which it was taken.
     */
    public long stateHashLogPosition()
    {
        return stateHashLogPosition.get();
    }

    /**
     * @return state hashes taken since the start of this process, replayed ones included.
     */
    public long stateHashCount()
    {
        return stateHashCount.get();
    }

    /**
     * @return replies dropped because their session did not take them.
     */
    public long droppedReplyCount()
    {
        return droppedReplyCount.get();
    }

    /**
     * @return errors reported on any thread of the node.
     */
    public long errorCount()
    {
        return errorCount.get();
    }
}
