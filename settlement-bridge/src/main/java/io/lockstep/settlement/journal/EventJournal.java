package io.lockstep.settlement.journal;

import io.lockstep.client.Checkpoint;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkPosition;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Chronicle Queue of events. The only class that knows Chronicle.
 * <p>
 * One excerpt per event:
 * <pre>
 *   | eventSeq 8 | endPosition 8 | chainId 8 | length 4 | CRC32C 4 | event bytes |
 * </pre>
 * Chronicle has no checksums, and a page lost in a power cut hides all that follows it. So the last good excerpt is the
 * checkpoint, every excerpt is checked when it is read, and on any doubt the whole content is thrown away: a new
 * generation folder is begun, which the readers move to.
 * <p>
 * One thread appends, discards and purges; each reader belongs to its own thread.
 */
public final class EventJournal implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(EventJournal.class);
    private static final int HEADER_LENGTH = 32;
    private static final int POSITION_OFFSET = 8;
    private static final int CHAIN_ID_OFFSET = 16;
    private static final int LENGTH_OFFSET = 24;
    private static final int CRC_OFFSET = 28;
    private static final int BLOCK_LENGTH = 16 * 1024 * 1024;
    /** Excerpts before the end that are read back when the journal is opened. */
    private static final int CHECKED_ON_OPEN = 65_536;

    private final Path directory;
    private final RollCycle rollCycle;
    private final TimeProvider clock;
    private final UnsafeBuffer excerpt = new UnsafeBuffer(new byte[HEADER_LENGTH + EventStream.MAX_EVENT_LENGTH]);
    private final CRC32C crc = new CRC32C();
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private boolean readBackDue;
    private volatile Content content;
    private volatile long firstEventSeq;
    private volatile long lastEventSeq;
    private SinkPosition last = SinkPosition.EMPTY;

    /** One generation. Its files go when the journal and the last reader have let go of it, never under a reader. */
    private static final class Content
    {
        private final long generation;
        private final Path folder;
        private final SingleChronicleQueue queue;
        private final AtomicInteger holders = new AtomicInteger(1);
        private volatile boolean discarded;

        private Content(final long generation, final Path folder, final RollCycle rollCycle, final TimeProvider clock)
        {
            this.generation = generation;
            this.folder = folder;
            this.queue = SingleChronicleQueueBuilder.single(folder.toFile())
                .rollCycle(rollCycle)
                .timeProvider(clock)
                .blockSize(BLOCK_LENGTH)
                .build();
        }

        private void release()
        {
            if (0 == holders.decrementAndGet())
            {
                queue.close();
                if (discarded)
                {
                    IoUtil.delete(folder.toFile(), true);
                }
            }
        }
    }

    private EventJournal(final Path directory, final RollCycle rollCycle, final TimeProvider clock)
    {
        this.directory = directory;
        this.rollCycle = rollCycle;
        this.clock = clock;
    }

    /**
     * Open what is there, or begin. Content that fails its checks is thrown away.
     *
     * @param directory of the journal; made when missing.
     * @return the journal.
     */
    public static EventJournal open(final Path directory)
    {
        return open(directory, RollCycles.TEN_MINUTELY, SystemTimeProvider.INSTANCE);
    }

    static EventJournal open(final Path directory, final RollCycle rollCycle, final TimeProvider clock)
    {
        final EventJournal journal = new EventJournal(directory, rollCycle, clock);
        try
        {
            Files.createDirectories(directory);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        final long generation = journal.newestGeneration();
        try
        {
            journal.openGeneration(generation);
            journal.recover();
        }
        catch (final RuntimeException ex)
        {
            LOG.warn("journal thrown away at start: {}", ex.getMessage());
            journal.discard();
        }
        journal.deleteOtherGenerations();
        return journal;
    }

    /**
     * @return the last event held and the chain it belongs to; empty when there is none. For the appending thread.
     */
    public SinkPosition last()
    {
        return last;
    }

    /**
     * @return sequence of the last event held, 0 when there is none.
     */
    public long lastEventSeq()
    {
        return lastEventSeq;
    }

    /**
     * @return sequence of the first event held, 0 when there is none.
     */
    public long firstEventSeq()
    {
        return firstEventSeq;
    }

    /**
     * Add the next event.
     *
     * @param buffer      that holds the event.
     * @param offset      of its SBE message header.
     * @param length      of the event, bytes.
     * @param eventSeq    of the event; must follow the last one.
     * @param endPosition of the event stream after it.
     * @param chainHash   of the event.
     * @param chainId     of the stream.
     * @throws JournalDamagedException when the event does not follow, or cannot be read back.
     */
    public void append(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long eventSeq,
        final long endPosition,
        final long chainHash,
        final long chainId)
    {
        if (0 != lastEventSeq && (eventSeq != lastEventSeq + 1 || chainId != last.chainId()))
        {
            throw new JournalDamagedException("event " + eventSeq + " of chain " + Long.toUnsignedString(chainId) +
                " does not follow " + lastEventSeq + " of " + Long.toUnsignedString(last.chainId()));
        }
        excerpt.putLong(0, eventSeq, ByteOrder.LITTLE_ENDIAN);
        excerpt.putLong(POSITION_OFFSET, endPosition, ByteOrder.LITTLE_ENDIAN);
        excerpt.putLong(CHAIN_ID_OFFSET, chainId, ByteOrder.LITTLE_ENDIAN);
        excerpt.putInt(LENGTH_OFFSET, length, ByteOrder.LITTLE_ENDIAN);
        buffer.getBytes(offset, excerpt, HEADER_LENGTH, length);
        excerpt.putInt(CRC_OFFSET, checksum(crc, excerpt.byteArray(), length), ByteOrder.LITTLE_ENDIAN);
        try (DocumentContext document = appender.writingDocument())
        {
            document.wire().bytes().write(excerpt.byteArray(), 0, HEADER_LENGTH + length);
        }
        if (readBackDue)
        {
            readBack(eventSeq, appender.lastIndexAppended());
        }
        last = new SinkPosition(chainId, new Checkpoint(eventSeq, endPosition, chainHash));
        if (0 == firstEventSeq)
        {
            firstEventSeq = eventSeq;
        }
        lastEventSeq = eventSeq;
    }

    /**
     * Throw everything away and begin again, empty. Readers notice through {@link Reader#isCurrent()}.
     */
    public void discard()
    {
        final long generation = newestGeneration() + 1;
        lastEventSeq = 0;
        firstEventSeq = 0;
        last = SinkPosition.EMPTY;
        if (null != content)
        {
            content.discarded = true;
        }
        final Content old = letGo();
        openGeneration(generation);
        if (null != old)
        {
            old.release();
        }
    }

    /**
     * Delete the roll cycles that hold only events up to a sequence. The cycle being written stays.
     *
     * @param eventSeq that every sink holds.
     */
    public void purge(final long eventSeq)
    {
        final NavigableSet<Long> cycles = cycles();
        if (cycles.size() < 2)
        {
            return;
        }
        final File[] files = generationDirectory(content.generation).toFile().listFiles(
            (dir, name) -> name.endsWith(".cq4"));
        if (null == files || files.length != cycles.size())
        {
            return;
        }
        Arrays.sort(files);
        int index = 0;
        long newFirst = firstEventSeq;
        try (Reader reader = reader())
        {
            for (final Long cycle : cycles.tailSet(cycles.first(), false))
            {
                final long firstOfNext = reader.firstEventSeqOf(cycle.intValue());
                if (firstOfNext <= 0 || firstOfNext > eventSeq + 1)
                {
                    break;
                }
                Files.deleteIfExists(files[index++].toPath());
                newFirst = firstOfNext;
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        if (index > 0)
        {
            queue.refreshDirectoryListing();
            firstEventSeq = newFirst;
            LOG.info("journal purged: {} files, first event is now {}", index, newFirst);
        }
    }

    /**
     * @return a reader of what is there now, to be used by one thread and closed by it.
     */
    public Reader reader()
    {
        return new Reader(content);
    }

    @Override
    public void close()
    {
        final Content old = letGo();
        if (null != old)
        {
            old.release();
        }
    }

    private Content letGo()
    {
        if (null != appender)
        {
            appender.close();
            appender = null;
        }
        final Content old = null == queue ? null : content;
        queue = null;
        return old;
    }

    private void openGeneration(final long generation)
    {
        final Content opened = new Content(generation, generationDirectory(generation), rollCycle, clock);
        queue = opened.queue;
        content = opened;
        appender = queue.createAppender();
        readBackDue = true;
    }

    private Path generationDirectory(final long generation)
    {
        return directory.resolve("generation-" + generation);
    }

    private long newestGeneration()
    {
        long newest = null == content ? 1 : content.generation;
        final File[] folders = directory.toFile().listFiles((dir, name) -> name.matches("generation-\\d{1,15}"));
        for (final File folder : null == folders ? new File[0] : folders)
        {
            newest = Math.max(newest, Long.parseLong(folder.getName().substring("generation-".length())));
        }
        return newest;
    }

    private void deleteOtherGenerations()
    {
        final String current = generationDirectory(content.generation).getFileName().toString();
        final File[] folders = directory.toFile().listFiles(
            (dir, name) -> name.startsWith("generation-") && !name.equals(current));
        for (final File folder : null == folders ? new File[0] : folders)
        {
            IoUtil.delete(folder, true);
        }
    }

    private NavigableSet<Long> cycles()
    {
        try
        {
            return queue.listCyclesBetween(queue.firstCycle(), queue.lastCycle());
        }
        catch (final RuntimeException ex)
        {
            throw new JournalDamagedException("cycles cannot be listed: " + ex);
        }
    }

    /**
     * Find the last good excerpt: read on from some way before the end until nothing is left.
     */
    private void recover()
    {
        try (Reader reader = reader())
        {
            final long first = reader.firstEventSeq();
            if (0 == first)
            {
                return;
            }
            final long end = reader.lastEventSeq();
            if (end < first)
            {
                throw new JournalDamagedException("first event " + first + ", last event " + end);
            }
            final long from = Math.max(first, end - CHECKED_ON_OPEN);
            if (!reader.seek(from))
            {
                throw new JournalDamagedException("event " + from + " is not where it should be");
            }
            SettlementEvent newest = null;
            for (SettlementEvent event = reader.next(); null != event; event = reader.next())
            {
                newest = event;
            }
            if (null == newest || newest.eventSeq() < end)
            {
                throw new JournalDamagedException("no way from event " + from + " to " + end);
            }
            last = SinkPosition.after(newest);
            firstEventSeq = first;
            lastEventSeq = newest.eventSeq();
        }
    }

    /**
     * A hole left by a lost page hides what is appended after it: prove once per opening that the new end can be
     * reached from the old one.
     */
    private void readBack(final long eventSeq, final long index)
    {
        readBackDue = false;
        try (Reader reader = reader())
        {
            final boolean found = 0 == lastEventSeq ? reader.seek(eventSeq) : reader.seek(lastEventSeq);
            SettlementEvent event = found ? reader.next() : null;
            if (null != event && event.eventSeq() != eventSeq)
            {
                event = reader.next();
            }
            if (null == event || event.eventSeq() != eventSeq)
            {
                throw new JournalDamagedException(
                    "event " + eventSeq + " was appended at index " + Long.toHexString(index) + " but cannot be read");
            }
        }
    }

    private static int checksum(final CRC32C crc, final byte[] excerpt, final int length)
    {
        crc.reset();
        crc.update(excerpt, 0, CRC_OFFSET);
        crc.update(excerpt, HEADER_LENGTH, length);
        return (int)crc.getValue();
    }

    /**
     * A reader with its own place in the journal. Checks CRC, sequence and chain of what it reads. Single-threaded.
     */
    public final class Reader implements AutoCloseable
    {
        private final Content source;
        private final ExcerptTailer tailer;
        private final byte[] bytes = new byte[HEADER_LENGTH + EventStream.MAX_EVENT_LENGTH];
        private final UnsafeBuffer header = new UnsafeBuffer(bytes);
        private final CRC32C readCrc = new CRC32C();
        private long previousSeq;
        private long previousHash;
        private boolean hasPrevious;

        private Reader(final Content source)
        {
            this.source = source;
            source.holders.incrementAndGet();
            this.tailer = source.queue.createTailer();
            tailer.singleThreadedCheckDisabled(true);
        }

        /**
         * @return whether this is still the journal's content; if not, close and take a new reader.
         */
        public boolean isCurrent()
        {
            return source == content;
        }

        /**
         * Go to an event.
         *
         * @param eventSeq that {@link #next()} shall return.
         * @return false when the journal does not hold it.
         */
        public boolean seek(final long eventSeq)
        {
            hasPrevious = false;
            final int firstCycle = source.queue.firstCycle();
            int cycle = source.queue.lastCycle();
            while (cycle >= firstCycle && cycle != Integer.MIN_VALUE)
            {
                final long first = firstEventSeqOf(cycle);
                if (first > 0 && first <= eventSeq)
                {
                    return moveTo(cycle, eventSeq - first, eventSeq);
                }
                cycle = before(cycle);
            }
            return false;
        }

        private boolean moveTo(final int cycle, final long sequence, final long eventSeq)
        {
            final long index = source.queue.rollCycle().toIndex(cycle, sequence);
            hasPrevious = false;
            if (!tailer.moveToIndex(index))
            {
                return false;
            }
            final SettlementEvent event = read();
            if (null == event)
            {
                return false;
            }
            if (event.eventSeq() != eventSeq)
            {
                throw new JournalDamagedException("event " + event.eventSeq() + " where " + eventSeq + " should be");
            }
            hasPrevious = false;
            return tailer.moveToIndex(index);
        }

        private int before(final int cycle)
        {
            try
            {
                final int earlier = source.queue.nextCycle(cycle, TailerDirection.BACKWARD);
                return earlier < 0 ? Integer.MIN_VALUE : earlier;
            }
            catch (final ParseException ex)
            {
                throw new JournalDamagedException("cycles cannot be listed: " + ex);
            }
        }

        /**
         * @return the next event, or null when there is none yet.
         * @throws JournalDamagedException when it fails a check.
         */
        public SettlementEvent next()
        {
            final SettlementEvent event = read();
            if (null != event)
            {
                if (hasPrevious && event.eventSeq() != previousSeq + 1)
                {
                    throw new JournalDamagedException("event " + event.eventSeq() + " after " + previousSeq);
                }
                if (hasPrevious && event.chainHash() !=
                    EventChain.next(previousHash, event.buffer(), 0, event.bytes().length))
                {
                    throw new JournalDamagedException("chain broken at event " + event.eventSeq());
                }
                previousSeq = event.eventSeq();
                previousHash = event.chainHash();
                hasPrevious = true;
            }
            return event;
        }

        private SettlementEvent read()
        {
            final int length;
            try (DocumentContext document = tailer.readingDocument())
            {
                if (!document.isPresent())
                {
                    return null;
                }
                final Bytes<?> stored = document.wire().bytes();
                final long remaining = stored.readRemaining();
                if (remaining < HEADER_LENGTH || remaining > bytes.length)
                {
                    throw new JournalDamagedException("excerpt of " + remaining + " bytes");
                }
                stored.read(bytes, 0, (int)remaining);
                length = (int)remaining - HEADER_LENGTH;
            }
            if (length < EventChain.HASH_LENGTH ||
                header.getInt(LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN) != length ||
                header.getInt(CRC_OFFSET, ByteOrder.LITTLE_ENDIAN) != checksum(readCrc, bytes, length))
            {
                throw new JournalDamagedException("bad CRC after event " + previousSeq);
            }
            final byte[] event = Arrays.copyOfRange(bytes, HEADER_LENGTH, HEADER_LENGTH + length);
            return new SettlementEvent(
                header.getLong(0, ByteOrder.LITTLE_ENDIAN),
                header.getLong(POSITION_OFFSET, ByteOrder.LITTLE_ENDIAN),
                header.getLong(HEADER_LENGTH + length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN),
                header.getLong(CHAIN_ID_OFFSET, ByteOrder.LITTLE_ENDIAN),
                event);
        }

        private long firstEventSeqOf(final int cycle)
        {
            hasPrevious = false;
            if (!tailer.moveToIndex(source.queue.rollCycle().toIndex(cycle, 0)))
            {
                return 0;
            }
            final SettlementEvent event = read();
            return null == event ? 0 : event.eventSeq();
        }

        private long firstEventSeq()
        {
            hasPrevious = false;
            tailer.toStart();
            final SettlementEvent event = read();
            return null == event ? 0 : event.eventSeq();
        }

        private long lastEventSeq()
        {
            hasPrevious = false;
            final long index = source.queue.lastIndex();
            if (index < 0 || !tailer.moveToIndex(index))
            {
                return 0;
            }
            final SettlementEvent event = read();
            return null == event ? 0 : event.eventSeq();
        }

        @Override
        public void close()
        {
            if (!tailer.isClosed())
            {
                tailer.close();
                source.release();
            }
        }
    }
}
