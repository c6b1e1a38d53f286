package io.lockstep.deploy.command;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes bytes readable: text as text, eight bytes as an unsigned number, SBE with its header. Stateless; any thread.
 */
final class ValueText
{
    private static final int SBE_HEADER_LENGTH = 8;

    private ValueText()
    {
    }

    /**
     * Key or header.
     *
     * @param bytes of it; may be null.
     * @return its text.
     */
    static String of(final byte[] bytes)
    {
        if (null == bytes)
        {
            return "-";
        }
        if (isText(bytes))
        {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length)
        {
            case Integer.BYTES -> Integer.toUnsignedString(buffer.getInt());
            case Long.BYTES -> Long.toUnsignedString(buffer.getLong());
            default -> HexFormat.of().formatHex(bytes);
        };
    }

    /**
     * Value of a record.
     *
     * @param bytes of it; may be null.
     * @return its text.
     */
    static String ofPayload(final byte[] bytes)
    {
        if (null == bytes || isText(bytes) || bytes.length < SBE_HEADER_LENGTH)
        {
            return of(bytes);
        }
        final ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return "sbe schema=" + Short.toUnsignedInt(header.getShort(4)) +
            " version=" + Short.toUnsignedInt(header.getShort(6)) +
            " template=" + Short.toUnsignedInt(header.getShort(2)) +
            " block=" + Short.toUnsignedInt(header.getShort(0)) +
            " length=" + bytes.length + " " + HexFormat.of().formatHex(bytes, SBE_HEADER_LENGTH, bytes.length);
    }

    private static boolean isText(final byte[] bytes)
    {
        for (final byte value : bytes)
        {
            if (value >= 0 && value < ' ' && '\n' != value && '\t' != value || 0x7f == value)
            {
                return false;
            }
        }
        final String text = new String(bytes, StandardCharsets.UTF_8);
        return 0 < bytes.length && text.indexOf('\ufffd') < 0;
    }
}
