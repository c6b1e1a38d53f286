package io.lockstep.settlement.journal;

import io.lockstep.settlement.EventStreamFixture;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkPosition;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class EventJournalTest
{
    @TempDir
    private Path directory;

    private final List<SettlementEvent> events = EventStreamFixture.random(1, 500).events();

    private static void append(final EventJournal journal, final List<SettlementEvent> events)
    {
        for (final SettlementEvent event : events)
        {
            journal.append(event.buffer(), 0, event.bytes().length, event.eventSeq(), event.position(),
                event.chainHash(), event.chainId());
        }
    }

    @Test
    void shouldReturnWhatWasAppended()
    {
        try (EventJournal journal = EventJournal.open(directory); EventJournal.Reader reader = journal.reader())
        {
            assertFalse(reader.seek(1));
            append(journal, events);
            assertTrue(reader.seek(1));
            for (final SettlementEvent expected : events)
            {
                final SettlementEvent event = reader.next();
                assertEquals(expected.eventSeq(), event.eventSeq());
                assertEquals(expected.position(), event.position());
                assertEquals(expected.chainHash(), event.chainHash());
                assertEquals(expected.chainId(), event.chainId());
                assertArrayEquals(expected.bytes(), event.bytes());
            }
            assertNull(reader.next());
            assertTrue(reader.seek(250));
            assertEquals(250, reader.next().eventSeq());
            assertFalse(reader.seek(events.size() + 1));
        }
    }

    @Test
    void shouldResumeAfterTheLastEventWhenReopened()
    {
        try (EventJournal journal = EventJournal.open(directory))
        {
            append(journal, events.subList(0, 300));
        }
        try (EventJournal journal = EventJournal.open(directory); EventJournal.Reader reader = journal.reader())
        {
            assertEquals(SinkPosition.after(events.get(299)), journal.last());
            assertEquals(1, journal.firstEventSeq());
            append(journal, events.subList(300, 400));
            assertTrue(reader.seek(300));
            assertEquals(300, reader.next().eventSeq());
            assertEquals(301, reader.next().eventSeq());
        }
    }

    @Test
    void shouldBeginAgainWhenAnExcerptIsCorrupt() throws IOException
    {
        try (EventJournal journal = EventJournal.open(directory))
        {
            append(journal, events);
        }
        damage(events.get(450).bytes(), (file) ->
        {
            final byte value = (byte)file.read();
            file.seek(file.getFilePointer() - 1);
            file.write(value ^ 1);
        });
        try (EventJournal journal = EventJournal.open(directory))
        {
            assertEquals(SinkPosition.EMPTY, journal.last());
            append(journal, events);
            assertEquals(events.size(), journal.lastEventSeq());
        }
    }

    @Test
    void shouldBeginAgainWhenAPageIsLost() throws IOException
    {
        try (EventJournal journal = EventJournal.open(directory))
        {
            append(journal, events);
        }
        damage(events.get(400).bytes(), (file) ->
        {
            file.seek(file.getFilePointer() & -4096L);
            file.write(new byte[4096]);
        });
        try (EventJournal journal = EventJournal.open(directory))
        {
            assertEquals(SinkPosition.EMPTY, journal.last());
            append(journal, events);
            assertEquals(events.size(), journal.lastEventSeq());
        }
    }

    @Test
    void shouldReportDamageBeforeTheCheckedTailToTheReader() throws IOException
    {
        try (EventJournal journal = EventJournal.open(directory); EventJournal.Reader reader = journal.reader())
        {
            append(journal, events);
            damage(events.get(10).bytes(), (file) -> file.write(0xFF));
            assertTrue(reader.seek(5));
            assertThrows(JournalDamagedException.class, () ->
            {
                while (null != reader.next())
                {
                    assertTrue(reader.isCurrent());
                }
            });
        }
    }

    @Test
    void shouldRefuseAnEventThatDoesNotFollow()
    {
        try (EventJournal journal = EventJournal.open(directory))
        {
            append(journal, events.subList(0, 10));
            assertThrows(JournalDamagedException.class, () -> append(journal, events.subList(11, 12)));
            final List<SettlementEvent> other = new EventStreamFixture(7).begin().account(5).account(6).account(7)
                .account(8).account(9).account(10).account(11).events();
            assertThrows(JournalDamagedException.class, () -> append(journal, other.subList(10, 11)));
        }
    }

    @Test
    void shouldTellReadersThatContentWasThrownAway() throws IOException
    {
        try (EventJournal journal = EventJournal.open(directory))
        {
            append(journal, events);
            try (EventJournal.Reader reader = journal.reader())
            {
                assertTrue(reader.seek(10));
                journal.discard();
                assertFalse(reader.isCurrent());
                assertEquals(10, reader.next().eventSeq(), "old content stays readable until the reader goes");
                append(journal, events.subList(100, 200));
                try (EventJournal.Reader fresh = journal.reader())
                {
                    assertFalse(fresh.seek(100));
                    assertTrue(fresh.seek(101));
                    assertEquals(101, fresh.next().eventSeq());
                }
            }
            try (Stream<Path> folders = Files.list(directory))
            {
                assertEquals(1, folders.count(), "the old generation is deleted with its last reader");
            }
        }
    }

    @Test
    void shouldReadAcrossRollCyclesAndPurgeWhatEverySinkHolds() throws IOException
    {
        final SetTimeProvider clock = new SetTimeProvider(TimeUnit.DAYS.toNanos(20_000));
        try (EventJournal journal = EventJournal.open(directory, TestRollCycles.TEST_SECONDLY, clock);
            EventJournal.Reader reader = journal.reader())
        {
            for (int from = 0; from < 500; from += 100)
            {
                append(journal, events.subList(from, from + 100));
                clock.advanceMillis(5_000);
            }
            assertEquals(5, files());
            journal.purge(99);
            assertEquals(5, files(), "no cycle lies wholly below event 100");
            journal.purge(350);
            assertEquals(2, files());
            assertEquals(301, journal.firstEventSeq());
            assertFalse(reader.seek(300));
            assertTrue(reader.seek(301));
            for (int eventSeq = 301; eventSeq <= 500; eventSeq++)
            {
                assertEquals(eventSeq, reader.next().eventSeq());
            }
            journal.purge(500);
            assertEquals(1, files(), "the cycle being written stays");
        }
        try (EventJournal journal = EventJournal.open(directory, TestRollCycles.TEST_SECONDLY, clock))
        {
            assertEquals(SinkPosition.after(events.get(499)), journal.last());
            assertEquals(401, journal.firstEventSeq());
        }
    }

    private long files() throws IOException
    {
        try (Stream<Path> files = Files.walk(directory))
        {
            return files.filter((file) -> file.toString().endsWith(".cq4")).count();
        }
    }

    private interface Damage
    {
        void apply(RandomAccessFile file) throws IOException;
    }

    /** Find some bytes in the journal's file and do something to the file from the middle of them on. */
    private void damage(final byte[] event, final Damage damage) throws IOException
    {
        final Path path;
        try (Stream<Path> files = Files.walk(directory))
        {
            path = files.filter((file) -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw"))
        {
            final byte[] head = new byte[4 * 1024 * 1024];
            file.read(head);
            final String haystack = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
            final int at = haystack.indexOf(new String(event, java.nio.charset.StandardCharsets.ISO_8859_1));
            assertTrue(at > 0, "event is in the file");
            file.seek(at + event.length / 2);
            damage.apply(file);
        }
    }
}
