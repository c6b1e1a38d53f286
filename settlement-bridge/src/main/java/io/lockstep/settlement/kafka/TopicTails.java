package io.lockstep.settlement.kafka;

import io.lockstep.client.Checkpoint;
import io.lockstep.settlement.SinkHaltedException;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.event.EventView;
import io.lockstep.settlement.event.ReferenceData;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads back what the topics hold: the last record of a partition is the truth about what was written. Single-threaded.
 */
final class TopicTails
{
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;

    TopicTails(final Consumer<byte[], byte[]> consumer)
    {
        this.consumer = consumer;
    }

    /**
     * @param partition to look at.
     * @return offset that the next record will get.
     */
    long endOffset(final TopicPartition partition)
    {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    /**
     * @param partition of engine.outputs.
     * @param end       its end offset.
     * @return position that its last record tells.
     * @throws Exception when it cannot be read.
     */
    SinkPosition position(final TopicPartition partition, final long end) throws Exception
    {
        final ConsumerRecord<byte[], byte[]> last = last(partition, end);
        if (null == last)
        {
            if (end > 0)
            {
                throw new SinkHaltedException(
                    "all " + end + " records of " + partition + " are gone, and the position with them");
            }
            return SinkPosition.EMPTY;
        }
        final long eventSeq = RecordHeaders.get(last, RecordHeaders.EVENT_SEQ);
        final long chainHash = RecordHeaders.get(last, RecordHeaders.CHAIN_HASH);
        final EventView event = new EventView().wrap(new UnsafeBuffer(last.value()), 0);
        if (event.header().eventSeq() != eventSeq)
        {
            throw new SinkHaltedException("record " + last.offset() + " of " + partition + " says event " + eventSeq +
                " and holds " + event.header().eventSeq());
        }
        return new SinkPosition(RecordHeaders.get(last, RecordHeaders.CHAIN_ID),
            new Checkpoint(eventSeq, RecordHeaders.get(last, RecordHeaders.POSITION), chainHash));
    }

    /**
     * @param partition to look at.
     * @param end       its end offset.
     * @return its last record, or null when there is none.
     * @throws Exception when it cannot be read.
     */
    ConsumerRecord<byte[], byte[]> last(final TopicPartition partition, final long end) throws Exception
    {
        final long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        if (begin >= end)
        {
            return null;
        }
        consumer.assign(List.of(partition));
        ConsumerRecord<byte[], byte[]> last = null;
        // Offsets need not be dense, so look further back until something is there.
        for (long distance = 1; null == last && end - distance >= begin; distance *= 16)
        {
            last = lastFrom(partition, end - distance, end);
        }
        return null == last ? lastFrom(partition, begin, end) : last;
    }

    private ConsumerRecord<byte[], byte[]> lastFrom(final TopicPartition partition, final long from, final long end)
        throws Exception
    {
        ConsumerRecord<byte[], byte[]> last = null;
        consumer.seek(partition, from);
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (consumer.position(partition) < end)
        {
            for (final ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL))
            {
                last = record;
            }
            checkTime(partition, deadlineNs);
        }
        return last;
    }

    /**
     * @param partition of reference.data.
     * @param target    learns what it holds.
     * @throws Exception when it cannot be read.
     */
    void referenceData(final TopicPartition partition, final ReferenceData target) throws Exception
    {
        final long end = endOffset(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        final EventView view = new EventView();
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (consumer.position(partition) < end)
        {
            for (final ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL))
            {
                target.learn(view.wrap(new UnsafeBuffer(record.value()), 0));
            }
            checkTime(partition, deadlineNs);
        }
    }

    private static void checkTime(final TopicPartition partition, final long deadlineNs) throws Exception
    {
        if (System.nanoTime() - deadlineNs > 0)
        {
            throw new TimeoutException(partition + " cannot be read to its end");
        }
        if (Thread.currentThread().isInterrupted())
        {
            throw new InterruptedException();
        }
    }
}
