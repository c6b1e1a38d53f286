package io.lockstep.sbe;

import net.openhft.hashing.LongHashFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class EventChainTest
{
    @Test
    void shouldBeXxHash64OfTheEventWithThePreviousHashInItsLastField()
    {
        final SplittableRandom random = new SplittableRandom(1);
        final LongHashFunction peer = LongHashFunction.xx();
        for (int length = EventChain.HASH_LENGTH; length <= 600; length++)
        {
            final byte[] event = new byte[length];
            random.nextBytes(event);
            final long previousHash = random.nextLong();
            final byte[] hashed = event.clone();
            ByteBuffer.wrap(hashed).order(ByteOrder.LITTLE_ENDIAN).putLong(length - 8, previousHash);

            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length + 3]);
            buffer.putBytes(3, event);
            assertEquals(
                peer.hashBytes(hashed), EventChain.next(previousHash, buffer, 3, length), "length " + length);
        }
    }

    @Test
    void shouldChangeWithEveryByteButTheHashFieldItself()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        final long hash = EventChain.next(7, buffer, 0, 200);
        for (int i = 0; i < 192; i++)
        {
            buffer.putByte(i, (byte)1);
            assertNotEquals(hash, EventChain.next(7, buffer, 0, 200), "byte " + i);
            buffer.putByte(i, (byte)0);
        }
        buffer.putLong(192, -1);
        assertEquals(hash, EventChain.next(7, buffer, 0, 200));
        assertNotEquals(hash, EventChain.next(8, buffer, 0, 200));
    }
}
