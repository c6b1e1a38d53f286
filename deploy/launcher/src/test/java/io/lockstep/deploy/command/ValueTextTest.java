package io.lockstep.deploy.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ValueTextTest
{
    @Test
    void shouldPrintTextAsText()
    {
        assertEquals("1001", ValueText.of("1001".getBytes(StandardCharsets.UTF_8)));
        assertEquals("{\"a\":\"ä\"}", ValueText.ofPayload("{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("-", ValueText.of(null));
    }

    @Test
    void shouldPrintEightBytesAsAnUnsignedNumber()
    {
        assertEquals("14846782483621931394",
            ValueText.of(ByteBuffer.allocate(8).putLong(0, -3599961590087620222L).array()));
    }

    @Test
    void shouldReadTheSbeHeader()
    {
        final ByteBuffer message = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        message.putShort((short)2).putShort((short)31).putShort((short)2).putShort((short)1).putShort((short)-1);
        assertEquals("sbe schema=2 version=1 template=31 block=2 length=10 ffff", ValueText.ofPayload(message.array()));
    }
}
