package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
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
    private final String table;
    private final String owner = UUID.randomUUID().toString();
    private CqlSession session;
    private long epoch;

    WriterFence(final String keyspace)
    {
        this.table = keyspace + ".settlement_writer";
    }

    /**
     * Become the writer, or go on being it.
     *
     * @param newSession to use from now on.
     * @throws SinkHaltedException when this was the writer and another has taken over.
     */
    void take(final CqlSession newSession)
    {
        session = newSession;
        if (epoch > 0)
        {
            requireOwn(read());
            return;
        }
        while (true)
        {
            final Row current = read();
            final SimpleStatement claim;
            final long next = null == current ? 1 : current.getLong("epoch") + 1;
            if (null == current)
            {
                claim = SimpleStatement.newInstance(
                    "INSERT INTO " + table + " (id, epoch, owner) VALUES (?, ?, ?) IF NOT EXISTS",
                    CqlSink.MAIN, next, owner);
            }
            else if (owner.equals(current.getString("owner")))
            {
                // An earlier claim was applied although its answer was lost.
                epoch = current.getLong("epoch");
                return;
            }
            else
            {
                claim = SimpleStatement.newInstance(
                    "UPDATE " + table + " SET epoch = ?, owner = ? WHERE id = ? IF epoch = ?",
                    next, owner, CqlSink.MAIN, next - 1);
            }
            if (session.execute(claim).one().getBoolean("[applied]"))
            {
                epoch = next;
                return;
            }
        }
    }

    /**
     * Look whether this is still the writer.
     *
     * @throws SinkHaltedException when another writer has taken over.
     */
    void check()
    {
        final Row current;
        try
        {
            current = read();
        }
        catch (final DriverException ex)
        {
            // The store is away: the writes will wait for it, and the next check will tell.
            return;
        }
        requireOwn(current);
    }

    private void requireOwn(final Row current)
    {
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
