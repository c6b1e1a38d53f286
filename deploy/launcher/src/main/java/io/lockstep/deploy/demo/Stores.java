package io.lockstep.deploy.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.CqlSessions;
import io.lockstep.deploy.parts.TopicReader;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Looks at what the bridge wrote, with the stores' own clients and none of the bridge's code. Used from one thread.
 */
final class Stores implements AutoCloseable
{
    private static final int ALL = Integer.MAX_VALUE;

    private final Instance instance;
    private final CqlSession session;

    /**
     * One record of a topic.
     *
     * @param headers as text.
     * @param value   bytes.
     */
    record Event(Map<String, String> headers, byte[] value)
    {
        long number(final String header)
        {
            return Long.parseLong(headers.getOrDefault(header, "-1"));
        }
    }

    Stores(final Instance instance)
    {
        this.instance = instance;
        this.session = CqlSessions.open(instance.settings().ports().cql());
    }

    List<Map<String, Object>> rows(final String statement)
    {
        final List<Map<String, Object>> rows = new ArrayList<>();
        for (final Row row : session.execute(statement))
        {
            final Map<String, Object> fields = new LinkedHashMap<>();
            int column = 0;
            for (final ColumnDefinition definition : row.getColumnDefinitions())
            {
                fields.put(definition.getName().asInternal(), row.getObject(column++));
            }
            rows.add(fields);
        }
        return rows;
    }

    List<Event> topic(final String name)
    {
        final List<Event> events = new ArrayList<>();
        try (TopicReader reader = new TopicReader(instance.settings().ports().kafka()))
        {
            reader.read(name, 0, ALL, (record) -> events.add(event(record)));
        }
        return events;
    }

    private static Event event(final ConsumerRecord<byte[], byte[]> record)
    {
        final Map<String, String> headers = new LinkedHashMap<>();
        for (final Header header : record.headers())
        {
            headers.put(header.key(), new String(header.value(), StandardCharsets.US_ASCII));
        }
        return new Event(headers, record.value());
    }

    /** The trades among the engine's events, decoded from the engine's own bytes. */
    static List<TradeDecoder> trades(final List<Event> events)
    {
        final List<TradeDecoder> trades = new ArrayList<>();
        for (final Event event : events)
        {
            if (TradeDecoder.TEMPLATE_ID == event.number("templateId"))
            {
                trades.add(new TradeDecoder().wrapAndApplyHeader(
                    new UnsafeBuffer(event.value()), 0, new MessageHeaderDecoder()));
            }
        }
        return trades;
    }

    @Override
    public void close()
    {
        session.close();
    }
}
