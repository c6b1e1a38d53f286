package io.lockstep.settlement.kafka;

import io.lockstep.settlement.SinkStatus;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends records and waits until all are acknowledged. One thread sends and waits; acknowledgements come on the
 * producer's thread.
 * <p>
 * The first record to each partition is acknowledged before others follow it: with a topic just made, a broker may lose
 * the first of several batches in flight. Offsets of a partition that is {@link #expect}ed must be dense from there: if
 * they are not, somebody else writes, or a request of an earlier session came late, and the tail must be read again.
 */
final class AckedSends
{
    private static final long SLOW_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final SinkStatus status;
    private final Thread owner = Thread.currentThread();
    private final Set<TopicPartition> warm = new HashSet<>();
    private final Map<TopicPartition, Long> expected = new HashMap<>();
    private final AtomicLong acked = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile long wantedAcks = Long.MAX_VALUE;
    private long sent;

    AckedSends(final KafkaProducer<byte[], byte[]> producer, final SinkStatus status)
    {
        this.producer = producer;
        this.status = status;
    }

    /**
     * @param partition that nobody else writes to.
     * @param offset    that its next record must get.
     */
    void expect(final TopicPartition partition, final long offset)
    {
        expected.put(partition, offset);
    }

    void send(final List<ProducerRecord<byte[], byte[]>> records) throws Exception
    {
        for (final ProducerRecord<byte[], byte[]> record : records)
        {
            final TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            final boolean isFirst = warm.add(partition);
            final Long offset = expected.computeIfPresent(partition, (key, next) -> next + 1);
            final long expectedOffset = null == offset ? -1 : offset - 1;
            sent++;
            producer.send(record, (metadata, exception) -> onAck(metadata, exception, expectedOffset));
            if (isFirst)
            {
                await();
            }
            checkFailure();
        }
    }

    private void onAck(final RecordMetadata metadata, final Exception exception, final long expectedOffset)
    {
        if (null != exception)
        {
            failure.compareAndSet(null, exception);
            LockSupport.unpark(owner);
            return;
        }
        if (expectedOffset >= 0 && metadata.offset() != expectedOffset)
        {
            failure.compareAndSet(null, new KafkaException(metadata + " acknowledged where offset " + expectedOffset +
                " was expected: another writer"));
        }
        if (acked.incrementAndGet() >= wantedAcks)
        {
            LockSupport.unpark(owner);
        }
    }

    void await() throws Exception
    {
        wantedAcks = sent;
        long progress = acked.get();
        long progressNs = System.nanoTime();
        while (acked.get() < sent)
        {
            checkFailure();
            if (Thread.interrupted())
            {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(STEP_NS);
            final long nowNs = System.nanoTime();
            if (acked.get() != progress)
            {
                progress = acked.get();
                progressNs = nowNs;
                status.running();
            }
            else if (nowNs - progressNs > GIVE_UP_NS)
            {
                throw new KafkaException("no acknowledgement for " + TimeUnit.NANOSECONDS.toSeconds(GIVE_UP_NS) + " s");
            }
            else if (nowNs - progressNs > SLOW_NS)
            {
                status.retrying("no acknowledgement for " + TimeUnit.NANOSECONDS.toSeconds(nowNs - progressNs) + " s");
            }
        }
        wantedAcks = Long.MAX_VALUE;
        checkFailure();
    }

    private void checkFailure() throws Exception
    {
        final Exception ex = failure.get();
        if (null != ex)
        {
            throw ex;
        }
    }

    void close(final Duration timeout)
    {
        producer.close(timeout);
    }
}
