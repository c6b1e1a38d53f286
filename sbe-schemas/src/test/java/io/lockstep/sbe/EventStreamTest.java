package io.lockstep.sbe;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class EventStreamTest
{
    private static final long TERM = EventStream.TERM_LENGTH;

    @Test
    void shouldAlignFrames()
    {
        assertEquals(64, EventStream.positionAfter(0, 1));
        assertEquals(64, EventStream.positionAfter(0, 32));
        assertEquals(96, EventStream.positionAfter(0, 33));
        assertEquals(EventStream.MTU_LENGTH, EventStream.positionAfter(0, EventStream.MAX_EVENT_LENGTH));
    }

    @Test
    void shouldPutAFrameThatDoesNotFitAtTheStartOfTheNextTerm()
    {
        assertEquals(TERM, EventStream.positionAfter(TERM - 64, 32));
        assertEquals(TERM + 96, EventStream.positionAfter(TERM - 64, 33));
        assertEquals(3 * TERM + 96, EventStream.positionAfter(3 * TERM - 32, 64));
        assertEquals(3 * TERM + 64, EventStream.positionAfter(3 * TERM, 20));
    }
}
