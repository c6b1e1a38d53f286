package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;
import io.lockstep.client.EventHandler;
import io.lockstep.client.TailHaltedException;
import io.lockstep.sbe.event.GenesisRecordedDecoder;
import io.lockstep.settlement.event.EventView;
import io.lockstep.settlement.journal.EventJournal;
import io.lockstep.settlement.journal.JournalDamagedException;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the cluster's event stream into the journal. Owns the journal: only this thread appends, discards and purges.
 * <p>
 * Where it starts: after the journal's last event; when the journal is empty, after the lowest position of the
 * sinks; if the cluster does not know that place, at the beginning, which tells whose chain it is; and if that fails
 * too, it halts.
 */
final class TailAgent extends Stoppable
{
    private static final Logger LOG = LoggerFactory.getLogger(TailAgent.class);
    private static final int FRAGMENT_LIMIT = 256;
    private static final long MIN_IDLE_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long MAX_IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PURGE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long WAIT_FOR_SINKS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long WAIT_FOR_SINKS_STEP_NS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Where a tail begins. */
    private enum Start
    {
        /** After the last event of the journal. */
        JOURNAL,
        /** After the lowest event that a sink holds. */
        SINKS,
        /** Before event 1. */
        BEGINNING
    }

    private final EventSource source;
    private final EventJournal journal;
    private final List<SinkStatus> sinks;
    private final AtomicReference<String> damage = new AtomicReference<>();
    private final EventView view = new EventView();
    private final EventHandler handler = this::onEvent;
    private Start start = Start.JOURNAL;
    private long chainId;
    private volatile int node = -1;
    private volatile SinkPosition position = SinkPosition.EMPTY;
    private volatile long receivedMs;
    private volatile long lagMs;
    private volatile String error = "";
    private volatile boolean halted;

    /**
     * @param source  of events.
     * @param journal to fill.
     * @param sinks   whose lowest position the journal must reach back to.
     */
    TailAgent(final EventSource source, final EventJournal journal, final List<SinkStatus> sinks)
    {
        super("tail");
        this.source = source;
        this.journal = journal;
        this.sinks = sinks;
    }

    /**
     * Ask for the journal to be thrown away and fetched again. Any thread.
     *
     * @param reason in words.
     */
    void journalDamaged(final String reason)
    {
        damage.compareAndSet(null, reason);
    }

    int node()
    {
        return node;
    }

    SinkPosition position()
    {
        return position;
    }

    long journaledEventSeq()
    {
        return journal.lastEventSeq();
    }

    long receivedMs()
    {
        return receivedMs;
    }

    long lagMs()
    {
        return lagMs;
    }

    String error()
    {
        return error;
    }

    boolean isHalted()
    {
        return halted;
    }

    @Override
    public void run()
    {
        while (!isStopped())
        {
            try
            {
                follow(choose());
            }
            catch (final TailHaltedException ex)
            {
                onHalted(ex);
            }
            catch (final JournalDamagedException ex)
            {
                journalDamaged(ex.getMessage());
            }
            catch (final Exception ex)
            {
                if (!isStopped())
                {
                    error = ex.toString();
                    LOG.warn("tail will be restarted: {}", ex.toString());
                    pause(RETRY_NS);
                }
            }
            catch (final Throwable ex)
            {
                LOG.error("ALARM tail failed", ex);
                error = ex.toString();
                halted = true;
                return;
            }
        }
    }

    private SinkPosition choose()
    {
        final String reason = damage.getAndSet(null);
        if (null != reason)
        {
            LOG.warn("journal thrown away: {}", reason);
            journal.discard();
        }
        if (journal.lastEventSeq() > 0)
        {
            start = Start.JOURNAL;
            return journal.last();
        }
        if (Start.BEGINNING == start)
        {
            return SinkPosition.EMPTY;
        }
        start = Start.SINKS;
        return lowestOfSinks();
    }

    /**
     * A sink whose store is away has no known position; after a while the beginning serves all.
     */
    private SinkPosition lowestOfSinks()
    {
        final long deadlineNs = System.nanoTime() + WAIT_FOR_SINKS_NS;
        while (!isStopped() && System.nanoTime() - deadlineNs < 0 &&
            sinks.stream().anyMatch((sink) -> null == sink.position() && SinkStatus.State.HALTED != sink.state()))
        {
            pause(WAIT_FOR_SINKS_STEP_NS);
        }
        final SinkPosition lowest = lowest(sinks);
        return null == lowest ? SinkPosition.EMPTY : lowest;
    }

    /**
     * @param sinks to look at.
     * @return the lowest position, or null when one is not known or they are of different chains.
     */
    static SinkPosition lowest(final List<SinkStatus> sinks)
    {
        SinkPosition lowest = null;
        for (final SinkStatus sink : sinks)
        {
            final SinkPosition position = sink.position();
            if (null == position)
            {
                return null;
            }
            if (null != lowest && 0 != lowest.chainId() && 0 != position.chainId() &&
                lowest.chainId() != position.chainId())
            {
                return null;
            }
            if (null == lowest || position.eventSeq() < lowest.eventSeq())
            {
                lowest = position;
            }
        }
        return lowest;
    }

    private void follow(final SinkPosition from) throws Exception
    {
        LOG.info("tail starts after event {}, position {}, from {}",
            from.eventSeq(), from.checkpoint().position(), start);
        chainId = from.chainId();
        position = from;
        long idleNs = MIN_IDLE_NS;
        long purgeNs = System.nanoTime() + PURGE_INTERVAL_NS;
        try (EventSource.Tail tail = source.open(from.chainId(), from.checkpoint(), handler))
        {
            while (!isStopped() && null == damage.get())
            {
                if (tail.poll(FRAGMENT_LIMIT) > 0)
                {
                    idleNs = MIN_IDLE_NS;
                }
                else
                {
                    pause(idleNs);
                    idleNs = Math.min(MAX_IDLE_NS, idleNs * 2);
                }
                node = tail.currentNode();
                if (System.nanoTime() - purgeNs > 0)
                {
                    purgeNs = System.nanoTime() + PURGE_INTERVAL_NS;
                    purge();
                }
            }
        }
    }

    private void purge()
    {
        final SinkPosition lowest = lowest(sinks);
        if (null != lowest && lowest.eventSeq() > 0)
        {
            journal.purge(lowest.eventSeq());
        }
    }

    private void onHalted(final TailHaltedException ex)
    {
        error = ex.getMessage();
        if (Start.JOURNAL == start && journal.lastEventSeq() > 0)
        {
            journalDamaged("the cluster does not continue it: " + ex.getMessage());
        }
        else if (Start.SINKS == start)
        {
            LOG.warn("the cluster does not continue the sinks' position, asking for its beginning: {}", error);
            start = Start.BEGINNING;
        }
        else
        {
            LOG.error("ALARM tail halted: {}", error);
            halted = true;
            while (!isStopped())
            {
                pause(RETRY_NS);
            }
        }
    }

    private void onEvent(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long eventSeq,
        final long endPosition,
        final long chainHash)
    {
        view.wrap(buffer, offset);
        if (1 == eventSeq && GenesisRecordedDecoder.TEMPLATE_ID == view.templateId())
        {
            chainId = view.genesis().chainId();
        }
        journal.append(buffer, offset, length, eventSeq, endPosition, chainHash, chainId);
        final long nowMs = System.currentTimeMillis();
        receivedMs = nowMs;
        lagMs = nowMs - TimeUnit.NANOSECONDS.toMillis(view.header().clusterTimeNs());
        position = new SinkPosition(chainId, new Checkpoint(eventSeq, endPosition, chainHash));
        error = "";
    }
}
