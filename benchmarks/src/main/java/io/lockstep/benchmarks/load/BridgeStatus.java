package io.lockstep.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;

/**
 * How far the settlement bridge is. Immutable.
 *
 * @param tailEventSeq  last event it has received.
 * @param kafkaEventSeq last event that Kafka holds.
 * @param cqlEventSeq   last event whose rows, and all rows before, the database has acknowledged.
 */
record BridgeStatus(long tailEventSeq, long kafkaEventSeq, long cqlEventSeq)
{
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @param json of the bridge's status page.
     * @return what it says.
     * @throws IOException when it is not that page.
     */
    static BridgeStatus parse(final byte[] json) throws IOException
    {
        long tail = -1;
        long kafka = -1;
        long cql = -1;
        try (JsonParser parser = JSON.createParser(json))
        {
            String part = "";
            int depth = 0;
            for (JsonToken token = parser.nextToken(); null != token; token = parser.nextToken())
            {
                if (token.isStructStart())
                {
                    part = 1 == depth ? parser.currentName() : part;
                    depth++;
                }
                else if (token.isStructEnd())
                {
                    depth--;
                }
                else if (2 == depth && JsonToken.VALUE_NUMBER_INT == token && "eventSeq".equals(parser.currentName()))
                {
                    tail = "tail".equals(part) ? parser.getLongValue() : tail;
                    kafka = "kafka".equals(part) ? parser.getLongValue() : kafka;
                    cql = "cql".equals(part) ? parser.getLongValue() : cql;
                }
            }
        }
        if (tail < 0 || kafka < 0 || cql < 0)
        {
            throw new IOException("status page has no eventSeq of tail, kafka and cql");
        }
        return new BridgeStatus(tail, kafka, cql);
    }

    /**
     * @param eventSeq of an event.
     * @return whether every sink holds it.
     */
    boolean covers(final long eventSeq)
    {
        return kafkaEventSeq >= eventSeq && cqlEventSeq >= eventSeq;
    }
}
