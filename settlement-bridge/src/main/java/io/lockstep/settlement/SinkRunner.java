package io.lockstep.settlement;

import io.lockstep.sbe.EventChain;
import io.lockstep.settlement.journal.EventJournal;
import io.lockstep.settlement.journal.JournalDamagedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Drives one sink: reads the journal from the sink's own position, batch by batch. Whatever goes wrong, the way on is
 * the same: close, open, read the position from the store, go on from there.
 */
final class SinkRunner extends Stoppable
{
    private static final Logger LOG = LoggerFactory.getLogger(SinkRunner.class);
    private static final long MIN_BACKOFF_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_BACKOFF_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long MIN_IDLE_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MAX_IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WAIT_FOR_JOURNAL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** How long the journal may show nothing although it was told of more, before it counts as damaged. */
    private static final long HIDDEN_EVENT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    /** A journal that is being rebuilt may be behind the store for a while; then it is worth saying. */
    private static final long AHEAD_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int MAX_REASON_LENGTH = 160;
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private final EventSink sink;
    private final SinkStatus status;
    private final EventJournal journal;
    private final Consumer<String> journalDamaged;
    private final int maxEvents;
    private final List<SettlementEvent> batch = new ArrayList<>();
    private boolean isChainProven;
    private long aheadSinceNs;
    private String lastReason = "";

    /**
     * @param sink           to drive.
     * @param status         to tell.
     * @param journal        to read.
     * @param journalDamaged told why the journal must be rebuilt.
     * @param maxEvents      most events of a batch.
     */
    SinkRunner(
        final EventSink sink,
        final SinkStatus status,
        final EventJournal journal,
        final Consumer<String> journalDamaged,
        final int maxEvents)
    {
        super("sink-" + sink.name());
        this.sink = sink;
        this.status = status;
        this.journal = journal;
        this.journalDamaged = journalDamaged;
        this.maxEvents = maxEvents;
    }

    SinkStatus status()
    {
        return status;
    }

    String name()
    {
        return sink.name();
    }

    @Override
    public void run()
    {
        long backoffNs = MIN_BACKOFF_NS;
        while (!isStopped())
        {
            final long startedNs = System.nanoTime();
            try
            {
                final SinkPosition position = sink.open();
                status.position(position);
                status.running();
                lastReason = "";
                LOG.info("sink {} opened at event {}", sink.name(), position.eventSeq());
                drain(position);
            }
            catch (final SinkHaltedException ex)
            {
                halt(ex.getMessage());
            }
            catch (final Exception ex)
            {
                if (!isStopped())
                {
                    final String reason = describe(ex);
                    if (!reason.equals(lastReason))
                    {
                        LOG.warn("sink {} will be reopened until it works: {}", sink.name(), reason);
                    }
                    lastReason = reason;
                    status.retrying(reason);
                }
            }
            catch (final Throwable ex)
            {
                LOG.error("sink {} failed", sink.name(), ex);
                halt(describe(ex));
            }
            finally
            {
                // An interrupt has done its work by now; left set, it would keep connections from closing cleanly.
                Thread.interrupted();
                sink.close();
            }
            final boolean ranWell = System.nanoTime() - startedNs > MAX_BACKOFF_NS * 2;
            backoffNs = ranWell ? MIN_BACKOFF_NS : Math.min(MAX_BACKOFF_NS, backoffNs * 2);
            pause(backoffNs);
        }
    }

    private void halt(final String reason)
    {
        status.halted(reason);
        LOG.error("ALARM sink {} halted: {}", sink.name(), reason);
        while (!isStopped())
        {
            pause(MAX_BACKOFF_NS);
        }
    }

    private static String describe(final Throwable ex)
    {
        final String message = ex.getMessage();
        final String text = ex.getClass().getSimpleName() + (null == message ? "" : ": " + message);
        return text.length() <= MAX_REASON_LENGTH ? text : text.substring(0, MAX_REASON_LENGTH);
    }

    private void drain(final SinkPosition start) throws Exception
    {
        SinkPosition position = start;
        while (!isStopped())
        {
            if (!awaitJournal(position))
            {
                continue;
            }
            // What this reader brings may come from a journal that was filled anew.
            isChainProven = false;
            try (EventJournal.Reader reader = journal.reader())
            {
                if (seek(reader, position))
                {
                    position = follow(reader, position);
                }
                else if (reader.isCurrent() && position.eventSeq() + 1 < journal.firstEventSeq())
                {
                    journalDamaged.accept("sink " + sink.name() + " is at event " + position.eventSeq() +
                        ", the journal begins at " + journal.firstEventSeq());
                    awaitOther(reader);
                }
            }
            catch (final JournalDamagedException ex)
            {
                LOG.warn("sink {} distrusts the journal: {}", sink.name(), ex.getMessage());
                journalDamaged.accept(ex.getMessage());
                position = status.position();
                pause(MIN_BACKOFF_NS);
            }
        }
    }

    /**
     * The sink may be ahead of a journal that is being rebuilt.
     */
    private boolean awaitJournal(final SinkPosition position)
    {
        if (journal.lastEventSeq() > position.eventSeq())
        {
            aheadSinceNs = 0;
            return true;
        }
        if (journal.lastEventSeq() < position.eventSeq())
        {
            aheadSinceNs = 0 == aheadSinceNs ? System.nanoTime() : aheadSinceNs;
            if (System.nanoTime() - aheadSinceNs > AHEAD_TIMEOUT_NS)
            {
                status.retrying("store is at event " + position.eventSeq() + ", ahead of the journal's " +
                    journal.lastEventSeq());
            }
        }
        else
        {
            aheadSinceNs = 0;
            status.running();
        }
        pause(WAIT_FOR_JOURNAL_NS);
        return false;
    }

    private void awaitOther(final EventJournal.Reader reader)
    {
        final long deadlineNs = System.nanoTime() + MAX_BACKOFF_NS;
        while (!isStopped() && reader.isCurrent() && System.nanoTime() - deadlineNs < 0)
        {
            pause(WAIT_FOR_JOURNAL_NS);
        }
    }

    private boolean seek(final EventJournal.Reader reader, final SinkPosition position)
    {
        return reader.seek(position.eventSeq() + 1);
    }

    private SinkPosition follow(final EventJournal.Reader reader, final SinkPosition start) throws Exception
    {
        SinkPosition position = start;
        long idleNs = MIN_IDLE_NS;
        long hiddenSinceNs = 0;
        while (!isStopped() && reader.isCurrent())
        {
            fill(reader);
            if (batch.isEmpty())
            {
                if (journal.lastEventSeq() > position.eventSeq() && reader.isCurrent())
                {
                    hiddenSinceNs = 0 == hiddenSinceNs ? System.nanoTime() : hiddenSinceNs;
                    if (System.nanoTime() - hiddenSinceNs > HIDDEN_EVENT_TIMEOUT_NS)
                    {
                        throw new JournalDamagedException("event " + (position.eventSeq() + 1) + " cannot be read");
                    }
                }
                pause(idleNs);
                idleNs = Math.min(MAX_IDLE_NS, idleNs * 2);
                continue;
            }
            idleNs = MIN_IDLE_NS;
            hiddenSinceNs = 0;
            if (!isChainProven)
            {
                proveChain(position, batch.get(0));
            }
            sink.write(batch);
            position = SinkPosition.after(batch.get(batch.size() - 1));
            status.position(position);
            status.running();
        }
        return position;
    }

    private void fill(final EventJournal.Reader reader)
    {
        batch.clear();
        int lengthBytes = 0;
        while (batch.size() < maxEvents && lengthBytes < MAX_BATCH_BYTES)
        {
            final SettlementEvent event = reader.next();
            if (null == event)
            {
                return;
            }
            lengthBytes += event.bytes().length;
            batch.add(event);
        }
    }

    /**
     * The first event after the store's own last one must belong to the same chain and follow from its hash. The
     * journal's checksum has been checked, so if it does not, the store holds another history.
     */
    private void proveChain(final SinkPosition position, final SettlementEvent first)
    {
        if (0 != position.chainId() && position.chainId() != first.chainId())
        {
            throw new SinkHaltedException("store holds chain " + Long.toUnsignedString(position.chainId()) +
                ", the cluster's chain is " + Long.toUnsignedString(first.chainId()));
        }
        final long previousHash = 0 == position.eventSeq() ? first.chainId() : position.checkpoint().chainHash();
        if (first.chainHash() != EventChain.next(previousHash, first.buffer(), 0, first.bytes().length))
        {
            throw new SinkHaltedException("event " + first.eventSeq() + " does not follow from the store's event " +
                position.eventSeq() + ": the store holds another history");
        }
        isChainProven = true;
    }
}
