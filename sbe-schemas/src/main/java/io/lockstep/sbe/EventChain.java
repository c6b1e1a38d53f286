package io.lockstep.sbe;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * The hash that links each event to all before it: XXH64 (seed 0) over the event's bytes, with the previous event's
 * hash standing
 * in its last eight bytes. Event 1 follows the chain id.
 * <p>
 * Algorithm: xxHash specification, XXH64, little-endian. Stateless and allocation free.
 */
public final class EventChain
{
    /** Bytes at the end of every event that hold its hash. */
    public static final int HASH_LENGTH = Long.BYTES;

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE_LENGTH = 32;

    private EventChain()
    {
    }

    /**
     * Hash of an event that follows another.
     *
     * @param previousHash of the event before, or the chain id for the first.
     * @param buffer       that holds the event.
     * @param offset       of its SBE message header.
     * @param length       of the whole event in bytes, the hash field included; what that field holds is ignored.
     * @return the event's hash, unsigned.
     */
    public static long next(final long previousHash, final DirectBuffer buffer, final int offset, final int length)
    {
        return xxHash64(buffer, offset, length - HASH_LENGTH, previousHash);
    }

    /**
     * XXH64 with seed 0 over some bytes followed by one long.
     *
     * @param buffer that holds the bytes.
     * @param offset of the first.
     * @param length of the bytes.
     * @param tail   eight more bytes, little-endian.
     * @return the hash, unsigned.
     */
    static long xxHash64(final DirectBuffer buffer, final int offset, final int length, final long tail)
    {
        final int totalLength = length + Long.BYTES;
        int index = offset;
        final int limit = offset + length;
        final long hash;

        if (totalLength >= STRIPE_LENGTH)
        {
            long lane1 = PRIME_1 + PRIME_2;
            long lane2 = PRIME_2;
            long lane3 = 0;
            long lane4 = -PRIME_1;
            for (final int last = limit - STRIPE_LENGTH; index <= last; index += STRIPE_LENGTH)
            {
                lane1 = round(lane1, buffer.getLong(index, ByteOrder.LITTLE_ENDIAN));
                lane2 = round(lane2, buffer.getLong(index + 8, ByteOrder.LITTLE_ENDIAN));
                lane3 = round(lane3, buffer.getLong(index + 16, ByteOrder.LITTLE_ENDIAN));
                lane4 = round(lane4, buffer.getLong(index + 24, ByteOrder.LITTLE_ENDIAN));
            }
            if (limit - index >= STRIPE_LENGTH - Long.BYTES)
            {
                final int left = limit - index;
                lane1 = round(lane1, word(buffer, index, left, 0, tail));
                lane2 = round(lane2, word(buffer, index, left, 8, tail));
                lane3 = round(lane3, word(buffer, index, left, 16, tail));
                lane4 = round(lane4, word(buffer, index, left, 24, tail));
                return finish(
                    merge(lane1, lane2, lane3, lane4) + totalLength, buffer, index, left, STRIPE_LENGTH, tail);
            }
            hash = merge(lane1, lane2, lane3, lane4);
        }
        else
        {
            hash = PRIME_5;
        }

        return finish(hash + totalLength, buffer, index, limit - index, 0, tail);
    }

    /**
     * The bytes from {@code from} on of what is left in the buffer and the tail behind it: words, half words, bytes.
     */
    private static long finish(
        final long start,
        final DirectBuffer buffer,
        final int index,
        final int bufferLeft,
        final int from,
        final long tail)
    {
        long hash = start;
        int at = from;
        final int end = bufferLeft + Long.BYTES;
        for (; at + Long.BYTES <= end; at += Long.BYTES)
        {
            hash ^= round(0, word(buffer, index, bufferLeft, at, tail));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (at + Integer.BYTES <= end)
        {
            long half = 0;
            for (int i = 0; i < Integer.BYTES; i++)
            {
                half |= byteAt(buffer, index, bufferLeft, at + i, tail) << (i * 8);
            }
            hash ^= half * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < end; at++)
        {
            hash ^= byteAt(buffer, index, bufferLeft, at, tail) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }

        hash ^= hash >>> 33;
        hash *= PRIME_2;
        hash ^= hash >>> 29;
        hash *= PRIME_3;
        return hash ^ (hash >>> 32);
    }

    private static long word(
        final DirectBuffer buffer, final int index, final int bufferLeft, final int at, final long tail)
    {
        if (at + Long.BYTES <= bufferLeft)
        {
            return buffer.getLong(index + at, ByteOrder.LITTLE_ENDIAN);
        }
        if (at == bufferLeft)
        {
            return tail;
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++)
        {
            value |= byteAt(buffer, index, bufferLeft, at + i, tail) << (i * 8);
        }
        return value;
    }

    private static long byteAt(
        final DirectBuffer buffer, final int index, final int bufferLeft, final int at, final long tail)
    {
        return at < bufferLeft ? buffer.getByte(index + at) & 0xFFL : (tail >>> ((at - bufferLeft) * 8)) & 0xFFL;
    }

    private static long round(final long lane, final long input)
    {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(final long lane1, final long lane2, final long lane3, final long lane4)
    {
        long hash = Long.rotateLeft(lane1, 1) + Long.rotateLeft(lane2, 7) +
            Long.rotateLeft(lane3, 12) + Long.rotateLeft(lane4, 18);
        hash = (hash ^ round(0, lane1)) * PRIME_1 + PRIME_4;
        hash = (hash ^ round(0, lane2)) * PRIME_1 + PRIME_4;
        hash = (hash ^ round(0, lane3)) * PRIME_1 + PRIME_4;
        return (hash ^ round(0, lane4)) * PRIME_1 + PRIME_4;
    }
}
