package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.lockstep.settlement.SinkHaltedException;
import io.lockstep.settlement.SinkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs idempotent statements, a bounded number at a time, until the store has acknowledged every one.
 * <p>
 * A timeout does not say whether the write was applied, and a write may land late: both are harmless, because values
 * and timestamps are functions of the event. So what failed is run again, without limit, ever more slowly; only what
 * the store refuses as wrong halts the sink. One thread calls; completions come on the driver's threads.
 */
final class StatementRunner
{
    private static final Logger LOG = LoggerFactory.getLogger(StatementRunner.class);
    private static final long MIN_BACKOFF_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MAX_BACKOFF_NS = TimeUnit.SECONDS.toNanos(2);

    private final CqlSession session;
    private final SinkStatus status;
    private final int maxInFlight;
    private final Semaphore permits;
    private final Queue<Statement<?>> failed = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> lastFailure = new AtomicReference<>();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();

    StatementRunner(final CqlSession session, final SinkStatus status, final int maxInFlight)
    {
        this.session = session;
        this.status = status;
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
    }

    /**
     * @param statements idempotent; in any order.
     * @throws InterruptedException when told to stop; it is not known what was written.
     */
    void run(final List<? extends Statement<?>> statements) throws InterruptedException
    {
        List<? extends Statement<?>> pending = statements;
        long backoffNs = MIN_BACKOFF_NS;
        while (true)
        {
            attempt(pending);
            if (null != fatal.get())
            {
                throw new SinkHaltedException("the store refuses a statement: " + fatal.get());
            }
            if (failed.isEmpty())
            {
                status.running();
                return;
            }
            final Throwable cause = lastFailure.get();
            status.retrying(cause.getClass().getSimpleName() + ": " + cause.getMessage());
            if (MIN_BACKOFF_NS == backoffNs)
            {
                LOG.warn("{} of {} statements will be repeated until the store takes them: {}",
                    failed.size(), pending.size(), cause.toString());
            }
            pending = new ArrayList<>(failed);
            failed.clear();
            LockSupport.parkNanos(backoffNs);
            if (Thread.interrupted())
            {
                throw new InterruptedException();
            }
            backoffNs = Math.min(MAX_BACKOFF_NS, backoffNs * 2);
        }
    }

    private void attempt(final List<? extends Statement<?>> statements) throws InterruptedException
    {
        int sent = 0;
        try
        {
            for (final Statement<?> statement : statements)
            {
                permits.acquire();
                sent++;
                session.executeAsync(statement).whenComplete((result, failure) -> onDone(statement, failure));
            }
        }
        finally
        {
            if (sent == statements.size())
            {
                permits.acquire(maxInFlight);
                permits.release(maxInFlight);
            }
        }
    }

    private void onDone(final Statement<?> statement, final Throwable failure)
    {
        if (null != failure)
        {
            if (failure instanceof QueryValidationException)
            {
                fatal.set(failure);
            }
            lastFailure.set(failure);
            failed.add(statement);
        }
        permits.release();
    }
}
