package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;
import io.lockstep.client.EventHandler;
import io.lockstep.settlement.cql.CassandraProcess;
import io.lockstep.settlement.cql.CqlSink;
import io.lockstep.settlement.journal.EventJournal;
import io.lockstep.settlement.kafka.EmbeddedKafka;
import io.lockstep.settlement.kafka.KafkaSink;
import io.lockstep.settlement.verify.Check;
import io.lockstep.settlement.verify.EventModel;
import io.lockstep.settlement.verify.KafkaCheck;
import io.lockstep.settlement.verify.KafkaReader;
import io.lockstep.settlement.verify.StoreCheck;
import io.lockstep.settlement.verify.StoreReader;
import io.lockstep.settlement.verify.StreamCheck;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A long stream through the journal into a real Kafka and a real Cassandra, which the verifier then reads. Sinks die on
 * the way. Prints the rate; {@code -Dbridge.events=100000} makes it a measurement.
 */
@Timeout(300)
class StoresEndToEndTest
{
    private static final int EVENTS = Integer.getInteger("bridge.events", 4_000);
    private static final boolean FAULTS = !Boolean.getBoolean("bridge.faultless");

    @TempDir
    private Path directory;

    private final Random random = new Random(42);

    /** Fails now and then, before or after the store has taken the batch. */
    private final class FaultySink implements EventSink
    {
        private final EventSink sink;
        private int writes;

        private FaultySink(final EventSink sink)
        {
            this.sink = sink;
        }

        @Override
        public String name()
        {
            return sink.name();
        }

        @Override
        public SinkPosition open() throws Exception
        {
            return sink.open();
        }

        @Override
        public void write(final List<SettlementEvent> batch) throws Exception
        {
            final boolean fails = FAULTS && ++writes % 7 == 3;
            if (fails && random.nextBoolean())
            {
                throw new IllegalStateException("died before the write");
            }
            sink.write(batch);
            if (fails)
            {
                throw new IllegalStateException("died after the write");
            }
        }

        @Override
        public void close()
        {
            sink.close();
        }
    }

    private static EventSource source(final List<SettlementEvent> events)
    {
        return (final long chainId, final Checkpoint checkpoint, final EventHandler handler) -> new EventSource.Tail()
        {
            private int next = (int)checkpoint.eventSeq();

            @Override
            public int poll(final int limit)
            {
                int work = 0;
                for (; work < limit && next < events.size(); work++)
                {
                    final SettlementEvent event = events.get(next++);
                    handler.onEvent(event.buffer(), 0, event.bytes().length, event.eventSeq(), event.position(),
                        event.chainHash());
                }
                return work;
            }

            @Override
            public int currentNode()
            {
                return 0;
            }

            @Override
            public void close()
            {
            }
        };
    }

    @Test
    void shouldHoldTheSameInStreamKafkaAndStoreWhateverDies() throws Exception
    {
        final String reason = CassandraProcess.unavailable();
        Assumptions.assumeTrue(null == reason, reason);
        final List<SettlementEvent> events = EventStreamFixture.random(12, EVENTS).events();
        try (EmbeddedKafka kafka = new EmbeddedKafka(directory);
            CassandraProcess cassandra = new CassandraProcess(directory.resolve("cassandra")))
        {
            cassandra.start();
            final SettlementConfiguration configuration = TestConfiguration.with(
                "kafka.bootstrap", kafka.bootstrap(), "cql.contact", cassandra.contact(),
                "batch.max.events", FAULTS ? "200" : "1000");
            final long storeCpuMs = cassandra.cpuMs();
            final long ownCpuMs = ownCpuMs();
            settle(configuration, events);
            System.out.println("processor time: Cassandra " + (cassandra.cpuMs() - storeCpuMs) +
                " ms, bridge and Kafka " + (ownCpuMs() - ownCpuMs) + " ms");
            verify(configuration, events);
        }
    }

    private static long ownCpuMs()
    {
        return ProcessHandle.current().info().totalCpuDuration().orElse(java.time.Duration.ZERO).toMillis();
    }

    private void settle(final SettlementConfiguration configuration, final List<SettlementEvent> events)
    {
        final SinkStatus kafkaStatus = new SinkStatus();
        final SinkStatus cqlStatus = new SinkStatus();
        final EventJournal journal = EventJournal.open(directory.resolve("journal"));
        final TailAgent tail = new TailAgent(source(events), journal, List.of(kafkaStatus, cqlStatus));
        final int maxEvents = configuration.batchMaxEvents();
        final SinkRunner kafkaRunner = new SinkRunner(new FaultySink(new KafkaSink(configuration, kafkaStatus)),
            kafkaStatus, journal, tail::journalDamaged, maxEvents);
        final SinkRunner cqlRunner = new SinkRunner(new FaultySink(new CqlSink(configuration, cqlStatus)),
            cqlStatus, journal, tail::journalDamaged, maxEvents);
        try
        {
            final long startNs = System.nanoTime();
            kafkaRunner.start();
            cqlRunner.start();
            tail.start();
            awaitEvent("kafka", kafkaStatus, events.size(), startNs);
            awaitEvent("cql", cqlStatus, events.size(), startNs);
        }
        finally
        {
            CloseHelper.quietCloseAll(kafkaRunner, cqlRunner, tail, journal);
        }
    }

    private static void awaitEvent(
        final String name, final SinkStatus status, final long eventSeq, final long startNs)
    {
        await().atMost(240, TimeUnit.SECONDS).pollInterval(20, TimeUnit.MILLISECONDS).until(() ->
            null != status.position() && status.position().eventSeq() == eventSeq);
        final long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        System.out.println(
            name + ": " + eventSeq + " events in " + elapsedMs + " ms from start to last, opening included");
    }

    private static void verify(final SettlementConfiguration configuration, final List<SettlementEvent> events)
        throws Exception
    {
        final StreamCheck stream = new StreamCheck("stream");
        final EventModel model = new EventModel();
        for (final SettlementEvent event : events)
        {
            stream.onEvent(event.buffer(), 0, event.bytes().length, event.position());
            model.onEvent(event.buffer(), 0);
        }
        final List<Check> checks = new ArrayList<>(stream.checks());
        checks.addAll(model.checks());
        try (KafkaReader kafka = new KafkaReader(configuration); StoreReader store = new StoreReader(configuration))
        {
            final KafkaCheck kafkaCheck = new KafkaCheck(stream, model);
            kafka.read(kafkaCheck);
            checks.addAll(kafkaCheck.finish());
            final StoreCheck storeCheck = new StoreCheck(stream, model);
            store.read(storeCheck);
            checks.addAll(storeCheck.finish());
        }
        final List<String> broken = checks.stream().filter((check) -> !check.isOk()).map(Check::line).toList();
        assertEquals(List.of(), broken);
        assertEquals("ok    kafka engine.outputs: " + (2L * events.size() + 1) + " checked, 0 repeats", checks.stream()
            .filter((check) -> "kafka engine.outputs".equals(check.name())).findFirst().orElseThrow().line());
    }
}
