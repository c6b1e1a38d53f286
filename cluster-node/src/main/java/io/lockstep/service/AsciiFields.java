package io.lockstep.service;

import io.lockstep.core.types.Code16;
import io.lockstep.core.types.RequestId;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Character fields between the wire and the core, as words: no bytes are copied one by one and no string is made.
 */
final class AsciiFields
{
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private AsciiFields()
    {
    }

    static void get(final DirectBuffer buffer, final int index, final RequestId id)
    {
        id.set(
            buffer.getLong(index, ORDER),
            buffer.getLong(index + 8, ORDER),
            buffer.getLong(index + 16, ORDER),
            buffer.getLong(index + 24, ORDER),
            buffer.getInt(index + 32, ORDER));
    }

    static void put(final MutableDirectBuffer buffer, final int index, final RequestId id)
    {
        buffer.putLong(index, id.word0(), ORDER);
        buffer.putLong(index + 8, id.word1(), ORDER);
        buffer.putLong(index + 16, id.word2(), ORDER);
        buffer.putLong(index + 24, id.word3(), ORDER);
        buffer.putInt(index + 32, id.word4(), ORDER);
    }

    static Code16 getCode(final DirectBuffer buffer, final int index)
    {
        return new Code16(buffer.getLong(index, ORDER), buffer.getLong(index + 8, ORDER));
    }

    static void put(final MutableDirectBuffer buffer, final int index, final Code16 code)
    {
        buffer.putLong(index, code.word0(), ORDER);
        buffer.putLong(index + 8, code.word1(), ORDER);
    }
}
