package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.lockstep.client.Checkpoint;
import io.lockstep.settlement.EventSink;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.SinkStatus;
import io.lockstep.settlement.event.EventView;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes events to the CQL store, once in effect: every row is a function of its event, with a key and a timestamp
 * taken from it, so writing it again changes nothing. Rows of one partition go in one unlogged batch. When all rows
 * of a batch are acknowledged, settlement_progress says so. Single-threaded.
 */
public final class CqlSink implements EventSink
{
    /** Key of tables with one row. */
    public static final String MAIN = "main";

    private static final Logger LOG = LoggerFactory.getLogger(CqlSink.class);
    private static final int MAX_IN_FLIGHT = 128;
    private static final int MAX_ROWS_PER_STATEMENT = 100;
    private static final int MAX_BYTES_PER_STATEMENT = 32 * 1024;
    private static final int ESTIMATED_ROW_BYTES = 200;
    private static final long FENCE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final SettlementConfiguration configuration;
    private final SinkStatus status;
    private final WriterFence fence;
    private final RowMapper mapper = new RowMapper();
    private final Map<Table, PreparedStatement> inserts = new EnumMap<>(Table.class);
    private final Map<List<Object>, List<Row>> rowsByPartition = new LinkedHashMap<>();
    private final List<Statement<?>> statements = new ArrayList<>();
    private final List<BatchableStatement<?>> singles = new ArrayList<>();
    private CqlSession session;
    private StatementRunner runner;
    private long fenceCheckedNs;

    /**
     * @param configuration with the contact points and the keyspace.
     * @param status        to tell when the store is slow or away.
     */
    public CqlSink(final SettlementConfiguration configuration, final SinkStatus status)
    {
        this.configuration = configuration;
        this.status = status;
        this.fence = new WriterFence(configuration.cqlKeyspace());
    }

    @Override
    public String name()
    {
        return "cql";
    }

    @Override
    public SinkPosition open()
    {
        session = CqlSessions.open(configuration);
        CqlSchema.apply(session, configuration);
        for (final Table table : Table.values())
        {
            inserts.put(table, session.prepare(
                SimpleStatement.newInstance(table.insert(configuration.cqlKeyspace())).setIdempotent(true)));
        }
        fence.take(session);
        fenceCheckedNs = System.nanoTime();
        runner = new StatementRunner(session, status, MAX_IN_FLIGHT);
        return position(session, configuration.cqlKeyspace());
    }

    /**
     * @param session  connected.
     * @param keyspace of the tables.
     * @return what settlement_progress says.
     */
    public static SinkPosition position(final CqlSession session, final String keyspace)
    {
        final com.datastax.oss.driver.api.core.cql.Row row = session.execute(SimpleStatement.newInstance(
            "SELECT chain_id, event_seq, position, chain_hash FROM " + keyspace +
            ".settlement_progress WHERE id = ?", MAIN).setIdempotent(true)).one();
        if (null == row)
        {
            return new SinkPosition(chainOfFirstEvent(session, keyspace), Checkpoint.START);
        }
        return new SinkPosition(
            Long.parseUnsignedLong(row.getString("chain_id")),
            new Checkpoint(row.getLong("event_seq"), row.getLong("position"),
            Long.parseUnsignedLong(row.getString("chain_hash"))));
    }

    /**
     * Rows of a first batch may be there although nothing was promised yet.
     */
    private static long chainOfFirstEvent(final CqlSession session, final String keyspace)
    {
        final com.datastax.oss.driver.api.core.cql.Row row = session.execute(SimpleStatement.newInstance(
            "SELECT event FROM " + keyspace + ".events_raw WHERE bucket = 0 AND event_seq = 1")
            .setIdempotent(true)).one();
        return null == row ? 0 :
            new EventView().wrap(new UnsafeBuffer(row.getByteBuffer(0)), 0).genesis().chainId();
    }

    @Override
    public void write(final List<SettlementEvent> batch) throws InterruptedException
    {
        if (System.nanoTime() - fenceCheckedNs > FENCE_INTERVAL_NS)
        {
            fence.check();
            fenceCheckedNs = System.nanoTime();
        }
        for (final Row row : mapper.map(batch))
        {
            rowsByPartition.computeIfAbsent(row.partition(), (key) -> new ArrayList<>()).add(row);
        }
        statements.clear();
        rowsByPartition.values().forEach(this::addStatements);
        addSingles();
        rowsByPartition.clear();
        runner.run(statements);
        runner.run(List.of(bind(
            RowMapper.progress(SinkPosition.after(batch.get(batch.size() - 1)), Instant.now()))));
    }

    private void addStatements(final List<Row> rows)
    {
        if (1 == rows.size())
        {
            addSingle(rows.get(0));
            return;
        }
        BatchStatementBuilder builder = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        int lengthBytes = 0;
        for (final Row row : rows)
        {
            if (builder.getStatementsCount() == MAX_ROWS_PER_STATEMENT || lengthBytes > MAX_BYTES_PER_STATEMENT)
            {
                statements.add(builder.setIdempotence(true).build());
                builder = BatchStatement.builder(DefaultBatchType.UNLOGGED);
                lengthBytes = 0;
            }
            builder.addStatement(bind(row));
            lengthBytes += ESTIMATED_ROW_BYTES;
            if (Table.EVENTS_RAW == row.table())
            {
                lengthBytes += ((ByteBuffer)row.get("event")).remaining();
            }
        }
        statements.add(builder.setIdempotence(true).build());
    }

    /**
     * Rows that are alone in their partition (a trade, an order) cost the store more for the request than for the
     * write, so a few share one. The batch promises nothing about them together, and nothing is needed: each may be
     * repeated.
     */
    private void addSingle(final Row row)
    {
        singles.add(bind(row));
        if (singles.size() >= configuration.cqlBatchPartitions())
        {
            addSingles();
        }
    }

    private void addSingles()
    {
        if (singles.size() == 1)
        {
            statements.add(singles.get(0));
        }
        else if (!singles.isEmpty())
        {
            statements.add(BatchStatement.newInstance(DefaultBatchType.UNLOGGED, singles).setIdempotent(true));
        }
        singles.clear();
    }

    private BoundStatement bind(final Row row)
    {
        final BoundStatementBuilder builder = inserts.get(row.table()).boundStatementBuilder();
        final Object[] values = row.values();
        for (int i = 0; i < values.length; i++)
        {
            set(builder, i, values[i]);
        }
        return builder.setLong(values.length, row.timestampMicros()).build();
    }

    /**
     * A null is left unset: written, it would be a tombstone.
     */
    private static void set(final BoundStatementBuilder builder, final int index, final Object value)
    {
        if (value instanceof Long number)
        {
            builder.setLong(index, number);
        }
        else if (value instanceof Integer number)
        {
            builder.setInt(index, number);
        }
        else if (value instanceof String text)
        {
            builder.setString(index, text);
        }
        else if (value instanceof Instant instant)
        {
            builder.setInstant(index, instant);
        }
        else if (value instanceof ByteBuffer bytes)
        {
            builder.setByteBuffer(index, bytes);
        }
        else if (value instanceof Boolean flag)
        {
            builder.setBoolean(index, flag);
        }
        else if (null != value)
        {
            throw new IllegalArgumentException("no CQL type for " + value.getClass());
        }
    }

    @Override
    public void close()
    {
        inserts.clear();
        singles.clear();
        rowsByPartition.clear();
        if (null != session)
        {
            try
            {
                session.forceCloseAsync().toCompletableFuture().get(5, TimeUnit.SECONDS);
            }
            catch (final Exception ex)
            {
                LOG.warn("session not closed cleanly: {}", ex.toString());
            }
            session = null;
        }
    }
}
