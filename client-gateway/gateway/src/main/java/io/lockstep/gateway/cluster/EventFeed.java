package io.lockstep.gateway.cluster;

/** Where events come from, as the agent drives it: single-threaded, never blocking for long. */
interface EventFeed extends AutoCloseable
{
    /** Deliver events; a throwable ends the feed for good. */
    int poll(int eventLimit);

    /** Give it up. */
    void close();
}
