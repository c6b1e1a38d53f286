package io.lockstep.sbe;

import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every message of every schema comes back as it was written, for many values; found by reading the schemas, so a new
 * one is tested by being there.
 */
class RoundTripTest
{
    private static final Pattern PACKAGE = Pattern.compile("package=\"(io\\.lockstep\\.sbe\\.\\w+)\"");
    private static final Pattern MESSAGE = Pattern.compile("<sbe:message name=\"(\\w+)\" id=\"(\\d+)\"");
    private static final int SEEDS = 200;

    static Stream<String> messages() throws IOException
    {
        final List<String> names = new ArrayList<>();
        for (final String schema : List.of("client-protocol.xml", "event-protocol.xml", "snapshot.xml"))
        {
            final String xml = Files.readString(resource(schema));
            final Matcher packageName = PACKAGE.matcher(xml);
            assertTrue(packageName.find());
            final Matcher message = MESSAGE.matcher(xml);
            while (message.find())
            {
                names.add(packageName.group(1) + "." + message.group(1));
            }
        }
        return names.stream();
    }

    private static Path resource(final String name)
    {
        return Paths.get("src", "main", "resources", name);
    }

    @Test
    void shouldFindTheMessages() throws IOException
    {
        assertTrue(messages().count() >= 35, "messages found: " + messages().toList());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadWhatWasWritten(final String name) throws ReflectiveOperationException
    {
        for (long seed = 0; seed < SEEDS; seed++)
        {
            final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
            final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
            final Object encoder = Class.forName(name + "Encoder").getConstructor().newInstance();
            final Map<String, Object> written = new MessageSample(seed).encode(encoder, buffer, headerEncoder);

            final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
            final Object decoder = Class.forName(name + "Decoder").getConstructor().newInstance();
            decoder.getClass()
                .getMethod("wrapAndApplyHeader", DirectBuffer.class, int.class, MessageHeaderDecoder.class)
                .invoke(decoder, buffer, 0, headerDecoder);
            assertEquals(written, MessageSample.decode(decoder, written), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldFitInOneFrame(final String name) throws ReflectiveOperationException
    {
        final int blockLength = Class.forName(name + "Encoder").getField("BLOCK_LENGTH").getInt(null);
        assertTrue(MessageHeaderEncoder.ENCODED_LENGTH + blockLength <= EventStream.MAX_EVENT_LENGTH, name);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldEndEveryEventWithItsChainHash(final String name) throws ReflectiveOperationException
    {
        if (name.startsWith("io.lockstep.sbe.event."))
        {
            final Class<?> encoder = Class.forName(name + "Encoder");
            final int offset = (Integer)encoder.getMethod("chainHashEncodingOffset").invoke(null);
            assertEquals(encoder.getField("BLOCK_LENGTH").getInt(null), offset + EventChain.HASH_LENGTH, name);
            assertEquals(0, encoder.getMethod("eventHeaderEncodingOffset").invoke(null), name);
        }
    }
}
