package io.lockstep.settlement.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.cql.CqlSessions;
import io.lockstep.settlement.cql.CqlSink;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reads whole tables. Single-threaded.
 */
public final class StoreReader implements AutoCloseable
{
    private static final int PAGE_SIZE = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SettlementConfiguration configuration;
    private final CqlSession session;

    /**
     * @param configuration of the store.
     */
    public StoreReader(final SettlementConfiguration configuration)
    {
        this.configuration = configuration;
        this.session = CqlSessions.open(configuration);
    }

    /**
     * Wait until the bridge has come this far, or give up; the check will tell.
     *
     * @param eventSeq wanted.
     */
    public void awaitEvent(final long eventSeq)
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(configuration.verifyWaitMs());
        while (CqlSink.position(session, configuration.cqlKeyspace()).eventSeq() < eventSeq &&
            System.nanoTime() - deadlineNs < 0)
        {
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    /**
     * Read all.
     *
     * @param check told of each record.
     */
    public void read(final StoreCheck check)
    {
        // The progress first: what it promises must be there when the tables are read.
        read("settlement_progress", check::onProgress);
        read("events_raw", check::onRaw);
        read("settled_trades", check::onSettledTrade);
        read("user_trades", check::onUserTrade);
        read("balance_ledger", check::onLedger);
        read("balances", check::onBalance);
        read("order_history", check::onHistory);
        read("orders", check::onOrder);
    }

    private void read(final String table, final Consumer<Fields> target)
    {
        for (final Row row : session.execute(SimpleStatement.newInstance(
            "SELECT * FROM " + configuration.cqlKeyspace() + "." + table)
            .setPageSize(PAGE_SIZE).setTimeout(TIMEOUT).setIdempotent(true)))
        {
            target.accept((column) -> row.getObject(column));
        }
    }

    @Override
    public void close()
    {
        session.close();
    }
}
