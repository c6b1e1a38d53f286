package io.lockstep.deploy.command;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.CqlSessions;
import io.lockstep.deploy.process.CommandFailure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs one CQL statement.
 */
@Command(
    name = "cql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Run one CQL statement and print its rows.",
    footer = {"", "Example: deploy/lockstep cql \"SELECT * FROM trading.settled_trades\""})
public final class CqlCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Parameters(paramLabel = "STATEMENT", description = "The statement, in quotes.")
    private String statement;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000",
        description = "Print at most so many rows. Default: ${DEFAULT-VALUE}")
    private int limit;

    CqlCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        final int port = instance.settings().ports().cql();
        try (CqlSession session = CqlSessions.open(port))
        {
            print(session.execute(statement), spec.commandLine().getOut());
            return 0;
        }
        catch (final AllNodesFailedException ex)
        {
            throw new CommandFailure("no CQL store answers on port " + port +
                "; is it running? deploy/lockstep status", ex);
        }
        catch (final DriverException ex)
        {
            throw new CommandFailure("the store refused the statement: " + ex.getMessage(), ex);
        }
    }

    private void print(final ResultSet rows, final PrintWriter out)
    {
        final List<String> headings = new ArrayList<>();
        for (final ColumnDefinition column : rows.getColumnDefinitions())
        {
            headings.add(column.getName().asInternal());
        }
        if (headings.isEmpty())
        {
            out.println("ok");
            out.flush();
            return;
        }
        final TextTable table = new TextTable(headings);
        int count = 0;
        boolean more = false;
        for (final Row row : rows)
        {
            if (count == limit)
            {
                more = true;
                break;
            }
            final List<String> cells = new ArrayList<>();
            for (int i = 0; i < headings.size(); i++)
            {
                cells.add(format(row, i));
            }
            table.add(cells);
            count++;
        }
        table.print(out);
        out.println("(" + count + (1 == count ? " row" : " rows") + (more ? ", there are more: see --limit)" : ")"));
        out.flush();
    }

    private static String format(final Row row, final int column)
    {
        final Object value = row.getObject(column);
        if (null == value || value instanceof String)
        {
            return String.valueOf(value);
        }
        return row.codecRegistry().codecFor(row.getType(column)).format(value);
    }
}
