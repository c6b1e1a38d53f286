package io.lockstep.deploy.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what a topic holds now, as a plain consumer without a group: leaves no trace in the broker. Used from one
 * thread.
 */
public final class TopicReader implements AutoCloseable
{
    private static final int TIMEOUT_MS = 10_000;
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param port of the broker on 127.0.0.1.
     */
    public TopicReader(final int port)
    {
        final Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Read the records that are there now.
     *
     * @param topic      to read.
     * @param fromOffset first offset in every partition; negative for so many before each end.
     * @param maxCount   of records, over all partitions.
     * @param handler    given each record.
     * @return how many records were read.
     * @throws KafkaException if the broker does not answer or has no such topic.
     */
    public int read(
        final String topic, final long fromOffset, final int maxCount,
        final Consumer<ConsumerRecord<byte[], byte[]>> handler)
    {
        final List<TopicPartition> partitions = partitions(topic);
        final Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        final Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        consumer.assign(partitions);
        for (final TopicPartition partition : partitions)
        {
            final long wanted = fromOffset < 0 ? ends.get(partition) + fromOffset : fromOffset;
            consumer.seek(partition, Math.min(ends.get(partition), Math.max(begins.get(partition), wanted)));
        }
        int count = 0;
        while (count < maxCount && partitions.stream().anyMatch((each) -> consumer.position(each) < ends.get(each)))
        {
            for (final ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT))
            {
                if (count < maxCount && record.offset() < ends.get(new TopicPartition(topic, record.partition())))
                {
                    handler.accept(record);
                    count++;
                }
            }
        }
        return count;
    }

    private List<TopicPartition> partitions(final String topic)
    {
        final List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (null == infos || infos.isEmpty())
        {
            throw new KafkaException("there is no such topic");
        }
        final List<TopicPartition> partitions = new ArrayList<>();
        infos.forEach((info) -> partitions.add(new TopicPartition(topic, info.partition())));
        return partitions;
    }

    @Override
    public void close()
    {
        consumer.close();
    }
}
