package io.lockstep.settlement.kafka;

import io.lockstep.settlement.EventStreamFixture;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkHaltedException;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.SinkStatus;
import io.lockstep.settlement.TestConfiguration;
import io.lockstep.settlement.event.EventView;
import io.lockstep.settlement.event.LedgerLegs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(90)
class KafkaSinkTest
{
    private static final int BATCH = 100;
    @TempDir
    private static Path directory;
    private static EmbeddedKafka kafka;

    private final List<SettlementEvent> events = EventStreamFixture.random(3, 1_000).events();
    private final SinkStatus status = new SinkStatus();

    /** What a crashed process would leave behind: nothing is awaited after it. */
    private static final class Killed extends RuntimeException
    {
        private static final long serialVersionUID = 1L;
    }

    @BeforeAll
    static void startBroker() throws Exception
    {
        kafka = new EmbeddedKafka(directory);
    }

    @AfterAll
    static void stopBroker()
    {
        kafka.close();
    }

    @AfterEach
    void deleteTopics() throws Exception
    {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap())))
        {
            final Set<String> names = admin.listTopics().names().get();
            admin.deleteTopics(names).all().get();
            await().atMost(10, TimeUnit.SECONDS).until(() -> admin.listTopics().names().get().isEmpty());
        }
    }

    private static SettlementConfiguration configuration()
    {
        return TestConfiguration.with("kafka.bootstrap", kafka.bootstrap());
    }

    private void writeFrom(final KafkaSink sink, final SinkPosition position, final int until) throws Exception
    {
        for (int from = (int)position.eventSeq(); from < until; from += BATCH)
        {
            sink.write(events.subList(from, Math.min(until, from + BATCH)));
        }
    }

    @Test
    void shouldWriteEveryEventAndEveryLegOnce() throws Exception
    {
        try (KafkaSink sink = new KafkaSink(configuration(), status))
        {
            assertEquals(SinkPosition.EMPTY, sink.open());
            writeFrom(sink, SinkPosition.EMPTY, events.size());
        }
        assertExactlyOnce();
        try (KafkaSink sink = new KafkaSink(configuration(), status))
        {
            assertEquals(SinkPosition.after(events.get(events.size() - 1)), sink.open());
        }
    }

    @ParameterizedTest
    @EnumSource(KafkaSink.FailPoint.class)
    void shouldResumeExactlyOnceAfterBeingKilledAt(final KafkaSink.FailPoint point) throws Exception
    {
        int kills = 0;
        final AtomicInteger countdown = new AtomicInteger();
        SinkPosition position = SinkPosition.EMPTY;
        while (position.eventSeq() < events.size())
        {
            countdown.set(3);
            try (KafkaSink sink = new KafkaSink(configuration(), status, (reached) ->
            {
                if (reached == point && 0 == countdown.decrementAndGet())
                {
                    throw new Killed();
                }
            }))
            {
                position = sink.open();
                writeFrom(sink, position, events.size());
                position = SinkPosition.after(events.get(events.size() - 1));
            }
            catch (final Killed ex)
            {
                kills++;
            }
        }
        assertTrue(kills >= 3, "killed " + kills + " times");
        assertExactlyOnce();
    }

    @Test
    void shouldWaitForABrokerThatIsAwayAndGoOn() throws Exception
    {
        try (KafkaSink sink = new KafkaSink(configuration(), status))
        {
            sink.open();
            writeFrom(sink, SinkPosition.EMPTY, 500);
            kafka.stop();
            final CompletableFuture<Void> write = CompletableFuture.runAsync(() -> assertWrites(sink));
            await().atMost(20, TimeUnit.SECONDS).until(() -> SinkStatus.State.RETRYING == status.state());
            assertFalse(write.isDone());
            kafka.start();
            write.get(50, TimeUnit.SECONDS);
        }
        finally
        {
            kafka.stop();
            kafka.start();
        }
        assertExactlyOnce();
    }

    private void assertWrites(final KafkaSink sink)
    {
        SinkPosition position = SinkPosition.after(events.get(499));
        while (position.eventSeq() < events.size())
        {
            try
            {
                writeFrom(sink, position, events.size());
                return;
            }
            catch (final Exception ex)
            {
                position = reopen(sink, ex);
            }
        }
    }

    /** As the sink's runner does. */
    private SinkPosition reopen(final KafkaSink sink, final Exception cause)
    {
        status.retrying(cause.toString());
        sink.close();
        for (int attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                return sink.open();
            }
            catch (final Exception ex)
            {
                status.retrying(ex.toString());
            }
        }
        throw new AssertionError(cause);
    }

    @Test
    void shouldKnowTheChainOfLegsThatCameBeforeAnyEvent() throws Exception
    {
        final KafkaSink sink = new KafkaSink(configuration(), status, (reached) ->
        {
            if (KafkaSink.FailPoint.BALANCES_DURABLE == reached)
            {
                throw new Killed();
            }
        });
        sink.open();
        assertThrows(Killed.class, () -> writeFrom(sink, SinkPosition.EMPTY, 100));
        sink.close();
        final SinkPosition position = sink.open();
        sink.close();
        assertEquals(0, position.eventSeq());
        assertEquals(EventStreamFixture.CHAIN_ID, position.chainId());
    }

    @Test
    void shouldNoticeAnotherWriter() throws Exception
    {
        try (KafkaSink first = new KafkaSink(configuration(), status);
            KafkaSink second = new KafkaSink(configuration(), status))
        {
            first.open();
            second.open();
            writeFrom(first, SinkPosition.EMPTY, 100);
            assertThrows(Exception.class, () -> writeFrom(second, SinkPosition.EMPTY, 100));
        }
    }

    @Test
    void shouldHaltWhenATopicVanishes() throws Exception
    {
        final KafkaSink sink = new KafkaSink(configuration(), status);
        sink.open();
        writeFrom(sink, SinkPosition.EMPTY, 100);
        sink.close();
        deleteTopics();
        assertThrows(SinkHaltedException.class, sink::open);
    }

    private void assertExactlyOnce()
    {
        final List<ConsumerRecord<byte[], byte[]>> outputs = read(KafkaTopics.ENGINE_OUTPUTS, 1);
        assertEquals(events.size(), outputs.size());
        for (int i = 0; i < events.size(); i++)
        {
            final ConsumerRecord<byte[], byte[]> record = outputs.get(i);
            assertArrayEquals(events.get(i).bytes(), record.value());
            assertEquals(i + 1, RecordHeaders.get(record, RecordHeaders.EVENT_SEQ));
            assertEquals(events.get(i).chainHash(), RecordHeaders.get(record, RecordHeaders.CHAIN_HASH));
        }
        final List<String> expected = new ArrayList<>();
        final EventView view = new EventView();
        events.forEach((event) -> LedgerLegs.forEach(view.wrap(event.buffer(), 0),
            (leg) -> expected.add(leg.eventSeq() + "/" + leg.leg() + "/" + leg.accountId())));
        final List<String> actual = read(KafkaTopics.BALANCE_EVENTS, KafkaTopics.BALANCE_PARTITIONS).stream()
            .map((record) -> RecordHeaders.get(record, RecordHeaders.EVENT_SEQ) + "/" +
            RecordHeaders.get(record, RecordHeaders.LEG) + "/" + new String(record.key(), StandardCharsets.US_ASCII))
            .toList();
        assertEquals(expected.size(), actual.size());
        assertEquals(new TreeSet<>(expected), new TreeSet<>(actual));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(final String topic, final int partitions)
    {
        final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArrayDeserializer(), new ByteArrayDeserializer()))
        {
            final List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj((partition) -> new TopicPartition(topic, partition)).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            final Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch((partition) -> consumer.position(partition) < ends.get(partition)))
            {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records.stream().collect(Collectors.toList());
    }
}
