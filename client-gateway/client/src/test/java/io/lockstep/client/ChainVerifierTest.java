package io.lockstep.client;

import io.lockstep.sbe.EventStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChainVerifierTest
{
    private static final EventScript SCRIPT = new EventScript(-5, 40);

    @Test
    void shouldAcceptChainFromGenesisAndFromAnyCheckpoint()
    {
        for (int start = 0; start < SCRIPT.size(); start++)
        {
            final ChainVerifier verifier = new ChainVerifier(SCRIPT.checkpoint(start), 0);
            for (int i = start; i < SCRIPT.size(); i++)
            {
                assertNull(verify(verifier, SCRIPT, i));
                verifier.accept();
                assertEquals(i + 1, verifier.eventSeq());
                assertEquals(SCRIPT.endPosition(i), verifier.position());
                assertEquals(SCRIPT.chainHash(i), verifier.chainHash());
            }
            assertEquals(0 == start ? -5 : 0, verifier.chainId());
        }
    }

    @Test
    void shouldFindEveryFlippedByte()
    {
        for (final int eventSeq : new int[]{ 1, 2, 3, 5 })
        {
            final int length = SCRIPT.event(eventSeq - 1).capacity();
            for (int offset = 0; offset < length; offset++)
            {
                final EventScript flipped = SCRIPT.with(eventSeq, EventScript.flip(offset));
                final ChainVerifier verifier = new ChainVerifier(SCRIPT.checkpoint(eventSeq - 1), 0);
                assertNotNull(verify(verifier, flipped, eventSeq - 1), "event " + eventSeq + " byte " + offset);
            }
        }
    }

    @Test
    void shouldFindGapRepeatAndWrongPosition()
    {
        final ChainVerifier verifier = new ChainVerifier(SCRIPT.checkpoint(4), 0);
        assertProblem("has the wrong eventSeq: 6 expected=5", verify(verifier, SCRIPT, 5));
        assertProblem("has the wrong eventSeq: 4 expected=5", verify(verifier, SCRIPT, 3));
        final UnsafeBuffer event = SCRIPT.event(4);
        assertProblem("ends at the wrong position", verifier.verify(
            event, 0, event.capacity(), SCRIPT.endPosition(4) + EventStream.FRAME_ALIGNMENT, EventScript.UNFRAGMENTED));
        assertProblem("is fragmented", verifier.verify(
            event, 0, event.capacity(), SCRIPT.endPosition(4), (byte)0x80));
        assertProblem("has a length out of range", verifier.verify(
            event, 0, 32, SCRIPT.endPosition(4), EventScript.UNFRAGMENTED));
        assertNull(verify(verifier, SCRIPT, 4));
    }

    @Test
    void shouldFindEventAfterAnotherHash()
    {
        final Checkpoint right = SCRIPT.checkpoint(4);
        final ChainVerifier verifier = new ChainVerifier(
            new Checkpoint(right.eventSeq(), right.position(), right.chainHash() + 1), 0);
        assertProblem("breaks the chain", verify(verifier, SCRIPT, 4));
    }

    @Test
    void shouldRefuseAnotherChain()
    {
        final ChainVerifier verifier = new ChainVerifier(Checkpoint.START, 6);
        assertProblem("the chain is another: chainId=18446744073709551611 expected=6", verify(verifier, SCRIPT, 0));
        assertNull(verify(new ChainVerifier(Checkpoint.START, -5), SCRIPT, 0));
    }

    private static String verify(final ChainVerifier verifier, final EventScript script, final int index)
    {
        final UnsafeBuffer event = script.event(index);
        return verifier.verify(
            event, 0, event.capacity(), script.endPosition(index), EventScript.UNFRAGMENTED);
    }

    private static void assertProblem(final String expected, final String problem)
    {
        assertTrue(null != problem && problem.contains(expected), problem);
    }
}
