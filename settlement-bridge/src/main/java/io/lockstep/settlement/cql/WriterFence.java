package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.lockstep.settlement.SinkHaltedException;

import java.util.UUID;

/**
 * Keeps two bridges from writing for long: the newest takes the one row of settlement_writer by a lightweight
 * transaction, and an older one that looks finds itself replaced. Rows are the same whoever writes them, so a check
 * about once a second is enough. Single-threaded.
 */
final class WriterFence
{
    private final CqlSession session;
    private final String table;
    private final String owner = UUID.randomUUID().toString();
    private long epoch;

    WriterFence(final CqlSession session, final String keyspace)
    {
        this.session = session;
        this.table = keyspace + ".settlement_writer";
    }

    /** Become the writer. */
    void take()
    {
        while (true)
        {
            final Row current = read();
            final SimpleStatement claim;
            if (null == current)
            {
                epoch = 1;
                claim = SimpleStatement.newInstance(
                    "INSERT INTO " + table + " (id, epoch, owner) VALUES (?, ?, ?) IF NOT EXISTS",
                    CqlSink.MAIN, epoch, owner);
            }
            else
            {
                if (owner.equals(current.getString("owner")))
                {
                    epoch = current.getLong("epoch");
                    return;
                }
                epoch = current.getLong("epoch") + 1;
                claim = SimpleStatement.newInstance(
                    "UPDATE " + table + " SET epoch = ?, owner = ? WHERE id = ? IF epoch = ?",
                    epoch, owner, CqlSink.MAIN, epoch - 1);
            }
            if (session.execute(claim).one().getBoolean("[applied]"))
            {
                return;
            }
        }
    }

    /**
     * @throws SinkHaltedException when another writer has taken over.
     */
    void check()
    {
        final Row current = read();
        if (null == current || !owner.equals(current.getString("owner")))
        {
            throw new SinkHaltedException("another bridge writes to this store: writer epoch " +
                (null == current ? "gone" : current.getLong("epoch")) + ", ours is " + epoch);
        }
    }

    private Row read()
    {
        return session.execute(SimpleStatement.newInstance(
            "SELECT epoch, owner FROM " + table + " WHERE id = ?", CqlSink.MAIN)
            .setIdempotent(true)
            .setConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL)).one();
    }
}
