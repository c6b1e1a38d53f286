package io.lockstep.settlement.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.charset.StandardCharsets;

/**
 * Headers of our records: decimal text in ASCII, so that any tool can show them; hashes are unsigned. Stateless.
 */
public final class RecordHeaders
{
    /** Sequence of the event. */
    public static final String EVENT_SEQ = "eventSeq";
    /** SBE template of the event. */
    public static final String TEMPLATE_ID = "templateId";
    /** Hash of the event, unsigned. */
    public static final String CHAIN_HASH = "chainHash";
    /** Chain of the event, unsigned. */
    public static final String CHAIN_ID = "chainId";
    /** Position of the event stream after the event. */
    public static final String POSITION = "position";
    /** Place of a balance leg in its event. */
    public static final String LEG = "leg";

    private RecordHeaders()
    {
    }

    static void put(final Headers headers, final String name, final long value)
    {
        headers.add(name, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    static void putUnsigned(final Headers headers, final String name, final long value)
    {
        headers.add(name, Long.toUnsignedString(value).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @param record to look at.
     * @param name   of the header.
     * @return its value; unsigned ones in two's complement.
     * @throws IllegalArgumentException when it is missing or not a number.
     */
    public static long get(final ConsumerRecord<?, ?> record, final String name)
    {
        final Header header = record.headers().lastHeader(name);
        if (null == header || null == header.value())
        {
            throw new IllegalArgumentException(
                record.topic() + "-" + record.partition() + "@" + record.offset() + " has no header " + name);
        }
        final String text = new String(header.value(), StandardCharsets.US_ASCII);
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }
}
