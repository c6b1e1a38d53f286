package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;
import io.lockstep.client.EventHandler;
import io.lockstep.client.TailHaltedException;
import io.lockstep.settlement.journal.EventJournal;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Tail, journal and sinks together, with stores in memory and a cluster in a list.
 */
@Timeout(60)
class SinkRunnerTest
{
    @TempDir
    private Path directory;

    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<SettlementEvent> cluster = new CopyOnWriteArrayList<>();
    private final List<Long> tailStarts = new CopyOnWriteArrayList<>();
    private final MemorySink first = new MemorySink("first");
    private final MemorySink second = new MemorySink("second");
    private EventJournal journal;
    private TailAgent tail;

    /** A store in memory that can be away. */
    private static final class MemorySink implements EventSink
    {
        private final String name;
        private final SinkStatus status = new SinkStatus();
        private final List<SettlementEvent> held = new CopyOnWriteArrayList<>();
        private volatile SinkPosition start = SinkPosition.EMPTY;
        private volatile boolean away;

        private MemorySink(final String name)
        {
            this.name = name;
        }

        @Override
        public String name()
        {
            return name;
        }

        @Override
        public SinkPosition open() throws IOException
        {
            failWhenAway();
            return held.isEmpty() ? start : SinkPosition.after(held.get(held.size() - 1));
        }

        @Override
        public void write(final List<SettlementEvent> batch) throws IOException
        {
            failWhenAway();
            held.addAll(batch);
        }

        private void failWhenAway() throws IOException
        {
            if (away)
            {
                throw new IOException("store is away");
            }
        }

        @Override
        public void close()
        {
        }

        private long eventSeq()
        {
            return held.isEmpty() ? start.eventSeq() : held.get(held.size() - 1).eventSeq();
        }
    }

    private EventSource.Tail openTail(final long chainId, final Checkpoint checkpoint, final EventHandler handler)
    {
        tailStarts.add(checkpoint.eventSeq());
        final int from = (int)checkpoint.eventSeq();
        return new EventSource.Tail()
        {
            private int next = from;

            @Override
            public int poll(final int limit)
            {
                if (from > 0 && (from > cluster.size() ||
                    cluster.get(from - 1).chainHash() != checkpoint.chainHash() ||
                    cluster.get(from - 1).chainId() != chainId))
                {
                    throw new TailHaltedException("no node can continue after event " + from);
                }
                int work = 0;
                for (; work < limit && next < cluster.size(); work++)
                {
                    final SettlementEvent event = cluster.get(next++);
                    handler.onEvent(event.buffer(), 0, event.bytes().length, event.eventSeq(), event.position(),
                        event.chainHash());
                }
                return work;
            }

            @Override
            public int currentNode()
            {
                return 1;
            }

            @Override
            public void close()
            {
            }
        };
    }

    private void start()
    {
        journal = EventJournal.open(directory);
        tail = new TailAgent(this::openTail, journal, List.of(first.status, second.status));
        for (final MemorySink sink : List.of(first, second))
        {
            final SinkRunner runner = new SinkRunner(sink, sink.status, journal, tail::journalDamaged, 64);
            runner.start();
            running.add(runner);
        }
        tail.start();
        running.add(tail);
        running.add(journal);
    }

    @AfterEach
    void stop()
    {
        running.forEach(CloseHelper::quietClose);
        running.clear();
    }

    private static void awaitEvent(final MemorySink sink, final long eventSeq)
    {
        await().atMost(20, TimeUnit.SECONDS).until(() -> sink.eventSeq() >= eventSeq);
        long expected = sink.start.eventSeq();
        for (final SettlementEvent event : sink.held)
        {
            assertEquals(++expected, event.eventSeq());
        }
    }

    @Test
    void shouldBringEveryEventToEverySinkOnceAndFollow()
    {
        cluster.addAll(EventStreamFixture.random(1, 500).events().subList(0, 300));
        start();
        awaitEvent(first, 300);
        awaitEvent(second, 300);
        cluster.addAll(EventStreamFixture.random(1, 500).events().subList(300, 500));
        awaitEvent(first, 500);
        awaitEvent(second, 500);
        await().atMost(5, TimeUnit.SECONDS).until(() -> 500 == TailAgent.lowest(
            List.of(first.status, second.status)).eventSeq());
    }

    @Test
    void shouldNotHoldUpOneSinkForAnother()
    {
        final List<SettlementEvent> events = EventStreamFixture.random(2, 500).events();
        cluster.addAll(events.subList(0, 300));
        start();
        awaitEvent(second, 300);
        second.away = true;
        cluster.addAll(events.subList(300, 500));
        awaitEvent(first, 500);
        await().atMost(5, TimeUnit.SECONDS).until(() -> SinkStatus.State.RETRYING == second.status.state());
        assertEquals(300, second.eventSeq());
        assertEquals("IOException: store is away", second.status.error());
        second.away = false;
        awaitEvent(second, 500);
        await().atMost(5, TimeUnit.SECONDS).until(() -> SinkStatus.State.RUNNING == second.status.state());
    }

    @Test
    void shouldResumeEachSinkFromItsOwnPosition()
    {
        final List<SettlementEvent> events = EventStreamFixture.random(3, 500).events();
        cluster.addAll(events);
        first.start = SinkPosition.after(events.get(99));
        second.start = SinkPosition.after(events.get(399));
        start();
        awaitEvent(first, 500);
        awaitEvent(second, 500);
        assertEquals(List.of(100L), tailStarts, "an empty journal begins at the lowest position");
    }

    @Test
    void shouldHaltASinkOfAnotherChainAndServeTheOther()
    {
        cluster.addAll(EventStreamFixture.random(4, 300).events());
        final EventStreamFixture other = new EventStreamFixture(99).begin();
        second.start = SinkPosition.after(other.events().get(3));
        start();
        awaitEvent(first, 300);
        await().atMost(10, TimeUnit.SECONDS).until(() -> SinkStatus.State.HALTED == second.status.state());
        assertTrue(second.status.error().contains("chain 99"), second.status.error());
        assertTrue(second.held.isEmpty());
    }

    @Test
    void shouldHaltASinkOfAnotherHistoryOfTheSameChain()
    {
        cluster.addAll(EventStreamFixture.random(5, 300).events());
        second.start = SinkPosition.after(EventStreamFixture.random(6, 300).events().get(199));
        start();
        await().atMost(20, TimeUnit.SECONDS).until(() -> SinkStatus.State.HALTED == second.status.state());
        assertTrue(second.status.error().contains("another history"), second.status.error());
        awaitEvent(first, 300);
    }

    @Test
    void shouldThrowTheJournalAwayWhenTheClusterDoesNotContinueIt()
    {
        cluster.addAll(EventStreamFixture.random(7, 300).events());
        start();
        awaitEvent(first, 300);
        awaitEvent(second, 300);
        stop();
        final List<SettlementEvent> fresh = new EventStreamFixture(77).begin().account(5).account(6).events();
        cluster.clear();
        cluster.addAll(fresh);
        for (final MemorySink sink : List.of(first, second))
        {
            sink.held.clear();
        }
        start();
        awaitEvent(first, fresh.size());
        awaitEvent(second, fresh.size());
        assertEquals(77, journal.last().chainId());
    }

    @Test
    void shouldRebuildTheJournalFromTheLowestSinkWhenItIsDamaged()
    {
        final List<SettlementEvent> events = EventStreamFixture.random(8, 500).events();
        cluster.addAll(events.subList(0, 400));
        start();
        awaitEvent(first, 400);
        awaitEvent(second, 400);
        tail.journalDamaged("a test says so");
        cluster.addAll(events.subList(400, 500));
        awaitEvent(first, 500);
        awaitEvent(second, 500);
        assertEquals(401, journal.firstEventSeq());
        assertEquals(List.of(0L, 400L), tailStarts);
    }

    @Test
    void shouldFetchAgainWhatASinkLacksAndTheJournalNoLongerHas()
    {
        final List<SettlementEvent> events = EventStreamFixture.random(9, 400).events();
        cluster.addAll(events);
        first.start = SinkPosition.after(events.get(299));
        second.start = SinkPosition.after(events.get(299));
        start();
        awaitEvent(first, 400);
        awaitEvent(second, 400);
        stop();
        second.start = SinkPosition.after(events.get(49));
        second.held.clear();
        start();
        awaitEvent(second, 400);
        assertEquals(51, journal.firstEventSeq());
    }

    @Test
    void shouldHaltTheTailWhenNoStartIsContinued()
    {
        cluster.addAll(EventStreamFixture.random(10, 100).events());
        first.start = SinkPosition.after(EventStreamFixture.random(11, 300).events().get(250));
        second.start = first.start;
        start();
        await().atMost(20, TimeUnit.SECONDS).until(() -> tailStarts.equals(List.of(251L, 0L)));
        assertTrue(first.held.isEmpty() && second.held.isEmpty(), "a sink that is ahead of the cluster waits");
        await().atMost(10, TimeUnit.SECONDS).until(() -> SinkStatus.State.RETRYING == first.status.state());
        assertTrue(first.status.error().contains("ahead of the journal"), first.status.error());
    }
}
