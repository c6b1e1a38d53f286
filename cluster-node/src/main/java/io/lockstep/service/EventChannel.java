package io.lockstep.service;

import io.aeron.logbuffer.BufferClaim;

/**
 * Where events are written to: a stream with positions.
 */
interface EventChannel
{
    /**
     * Claim room for the next event, waiting for it as long as it takes.
     *
     * @param length of the event, bytes.
     * @param claim  that is set to the room; the caller fills and commits it.
     * @return position of the stream after the event.
     * @throws org.agrona.concurrent.AgentTerminationException when nobody records the stream any more.
     */
    long claim(int length, BufferClaim claim);
}
