package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import io.lockstep.settlement.EventStreamFixture;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkHaltedException;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.SinkStatus;
import io.lockstep.settlement.TestConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * Against a real Cassandra; skipped, with the reason, where none can be started.
 */
@Timeout(180)
class CqlSinkTest
{
    @TempDir
    private static Path directory;
    private static CassandraProcess cassandra;

    private final List<SettlementEvent> events = EventStreamFixture.random(5, 4_000).events();
    private final SinkStatus status = new SinkStatus();

    @BeforeAll
    static void startStore() throws Exception
    {
        final String reason = CassandraProcess.unavailable();
        Assumptions.assumeTrue(null == reason, reason);
        cassandra = new CassandraProcess(directory);
        cassandra.start();
    }

    @AfterAll
    static void stopStore()
    {
        if (null != cassandra)
        {
            cassandra.close();
        }
    }

    private static SettlementConfiguration configuration(final String keyspace)
    {
        return TestConfiguration.with("cql.contact", cassandra.contact(), "cql.keyspace", keyspace);
    }

    private static long count(final SettlementConfiguration configuration, final String table)
    {
        try (CqlSession session = CqlSessions.open(configuration))
        {
            return session.execute(
                "SELECT count(*) FROM " + configuration.cqlKeyspace() + "." + table).one().getLong(0);
        }
    }

    private void write(final CqlSink sink, final int from, final int until) throws InterruptedException
    {
        for (int i = from; i < until; i += 500)
        {
            sink.write(events.subList(i, Math.min(i + 500, until)));
        }
    }

    @Test
    void shouldWriteAllRowsAndResumeFromItsProgress() throws Exception
    {
        final SettlementConfiguration configuration = configuration("resume");
        try (CqlSink sink = new CqlSink(configuration, status))
        {
            assertEquals(SinkPosition.EMPTY, sink.open());
            write(sink, 0, 2_000);
        }
        try (CqlSink sink = new CqlSink(configuration, status))
        {
            assertEquals(SinkPosition.after(events.get(1_999)), sink.open());
            write(sink, 1_500, events.size());
        }
        assertEquals(events.size(), count(configuration, "events_raw"));
        final List<Row> rows = List.copyOf(new RowMapper().map(events));
        for (final Table table : List.of(Table.SETTLED_TRADES, Table.USER_TRADES, Table.BALANCE_LEDGER,
            Table.BALANCES, Table.ORDER_HISTORY, Table.ORDERS, Table.ASSETS, Table.INSTRUMENTS))
        {
            assertEquals(rows.stream().filter((row) -> row.table() == table).count(),
                count(configuration, table.cqlName()), table.cqlName());
        }
    }

    @Test
    void shouldWaitForAStoreThatWasKilledAndGoOn() throws Exception
    {
        final SettlementConfiguration configuration = configuration("killed");
        try (CqlSink sink = new CqlSink(configuration, status))
        {
            sink.open();
            write(sink, 0, 1_000);
            cassandra.kill();
            final CompletableFuture<Void> rest = CompletableFuture.runAsync(() ->
            {
                try
                {
                    write(sink, 1_000, events.size());
                }
                catch (final InterruptedException ex)
                {
                    throw new AssertionError(ex);
                }
            });
            await().atMost(20, TimeUnit.SECONDS).until(() -> SinkStatus.State.RETRYING == status.state());
            cassandra.start();
            rest.get(90, TimeUnit.SECONDS);
        }
        assertEquals(events.size(), count(configuration, "events_raw"));
    }

    @Test
    void shouldHaltWhenAnotherWriterTakesOver() throws Exception
    {
        final SettlementConfiguration configuration = configuration("fenced");
        try (CqlSink first = new CqlSink(configuration, status); CqlSink second = new CqlSink(configuration, status))
        {
            first.open();
            write(first, 0, 100);
            second.open();
            assertThrows(SinkHaltedException.class, () ->
            {
                while (true)
                {
                    write(first, 100, 101);
                }
            });
            assertThrows(SinkHaltedException.class, first::open, "it does not take the store back by being reopened");
        }
    }
}
