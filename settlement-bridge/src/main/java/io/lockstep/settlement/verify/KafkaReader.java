package io.lockstep.settlement.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.kafka.KafkaTopics;
import io.lockstep.settlement.kafka.RecordHeaders;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads whole topics. Single-threaded.
 */
public final class KafkaReader implements AutoCloseable
{
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long READ_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SettlementConfiguration configuration;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final JsonFactory json = new JsonFactory();

    /**
     * @param configuration of the store.
     */
    public KafkaReader(final SettlementConfiguration configuration)
    {
        this.configuration = configuration;
        this.consumer = new KafkaConsumer<>(Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, configuration.kafkaBootstrap(),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class));
    }

    /**
     * Wait until the bridge has come this far, or give up; the check will tell.
     *
     * @param eventSeq wanted.
     */
    public void awaitEvent(final long eventSeq)
    {
        final TopicPartition outputs = new TopicPartition(KafkaTopics.ENGINE_OUTPUTS, 0);
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(configuration.verifyWaitMs());
        // Offsets are dense, and repeats only make the topic longer: enough records is a lower bound good enough to
        // wait.
        while (consumer.endOffsets(List.of(outputs)).get(outputs) < eventSeq && System.nanoTime() - deadlineNs < 0)
        {
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    /**
     * Read all.
     *
     * @param check told of each record.
     * @throws Exception when it cannot be read.
     */
    public void read(final KafkaCheck check) throws Exception
    {
        read(KafkaTopics.ENGINE_OUTPUTS, 1,
            (record) -> check.onOutput(RecordHeaders.get(record, RecordHeaders.EVENT_SEQ), record.value()));
        read(KafkaTopics.BALANCE_EVENTS, KafkaTopics.BALANCE_PARTITIONS,
            (record) -> check.onBalanceEvent(parse(record.value())::get));
    }

    private void read(
        final String topic, final int partitions, final Consumer<ConsumerRecord<byte[], byte[]>> target)
        throws TimeoutException
    {
        final List<TopicPartition> all = IntStream.range(0, partitions)
            .mapToObj((partition) -> new TopicPartition(topic, partition)).toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        final Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        final long deadlineNs = System.nanoTime() + READ_TIMEOUT_NS;
        while (all.stream().anyMatch((partition) -> consumer.position(partition) < ends.get(partition)))
        {
            consumer.poll(POLL).forEach(target);
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new TimeoutException(topic + " cannot be read to its end");
            }
        }
    }

    private Map<String, Object> parse(final byte[] value)
    {
        final Map<String, Object> fields = new HashMap<>();
        try (JsonParser parser = json.createParser(value))
        {
            for (JsonToken token = parser.nextToken(); null != token; token = parser.nextToken())
            {
                if (JsonToken.VALUE_NUMBER_INT == token)
                {
                    fields.put(parser.currentName(), parser.getLongValue());
                }
                else if (JsonToken.VALUE_STRING == token)
                {
                    fields.put(parser.currentName(), parser.getText());
                }
            }
        }
        catch (final IOException ex)
        {
            fields.clear();
        }
        return fields;
    }

    @Override
    public void close()
    {
        consumer.close();
    }
}
