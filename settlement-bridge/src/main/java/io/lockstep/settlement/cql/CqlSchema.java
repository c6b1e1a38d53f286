package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.SinkHaltedException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Applies {@code schema/trading.cql}. Stateless.
 */
public final class CqlSchema
{
    /** Version that this code writes. */
    public static final int VERSION = 1;

    private CqlSchema()
    {
    }

    /**
     * @param configuration with keyspace, replication and options.
     * @return the statements, in order.
     */
    public static List<String> statements(final SettlementConfiguration configuration)
    {
        try (InputStream in = CqlSchema.class.getResourceAsStream("/schema/trading.cql"))
        {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter((line) -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replace("${keyspace}", configuration.cqlKeyspace())
                .replace("${replication}", configuration.cqlKeyspaceReplication())
                .replace("${options}", configuration.cqlKeyspaceOptions());
            return Arrays.stream(text.split(";")).map(String::strip).filter((part) -> !part.isEmpty()).toList();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Make what is missing; refuse a store that a newer version has changed.
     *
     * @param session       connected.
     * @param configuration with keyspace, replication and options.
     */
    static void apply(final CqlSession session, final SettlementConfiguration configuration)
    {
        for (final String statement : statements(configuration))
        {
            session.execute(SimpleStatement.newInstance(statement)
                .setIdempotent(true).setTimeout(CqlSessions.DDL_TIMEOUT));
        }
        final String table = configuration.cqlKeyspace() + ".schema_version";
        final com.datastax.oss.driver.api.core.cql.Row row = session.execute(SimpleStatement.newInstance(
            "SELECT version FROM " + table + " WHERE id = 'main'").setIdempotent(true)).one();
        if (null != row && row.getInt(0) > VERSION)
        {
            throw new SinkHaltedException("the store's schema is version " + row.getInt(0) +
                ", this bridge knows " + VERSION);
        }
        if (null == row)
        {
            session.execute(SimpleStatement.newInstance(
                "INSERT INTO " + table + " (id, version) VALUES ('main', " + VERSION + ")").setIdempotent(true));
        }
    }
}
