package io.lockstep.settlement.cql;

import java.util.List;

/**
 * A row to write.
 *
 * @param table           that it goes to.
 * @param timestampMicros of all its cells.
 * @param values          by column; null leaves the column as it is. Mutable until it is written.
 */
public record Row(Table table, long timestampMicros, Object[] values)
{
    /**
     * @param table           that it goes to.
     * @param timestampMicros of all its cells.
     * @return an empty row.
     */
    static Row of(final Table table, final long timestampMicros)
    {
        return new Row(table, timestampMicros, new Object[table.columns().size()]);
    }

    Row set(final String column, final Object value)
    {
        values[table.indexOf(column)] = value;
        return this;
    }

    /**
     * @param column name.
     * @return its value, or null.
     */
    public Object get(final String column)
    {
        return values[table.indexOf(column)];
    }

    /**
     * @return what tells its partition from all others; tables with equal partition keys share a mutation.
     */
    List<Object> partition()
    {
        return switch (table.partitionKeyColumns())
        {
            case 1 -> List.of(table, values[0]);
            case 2 -> List.of(values[0], values[1]);
            default -> List.of(table, values[0], values[1], values[2]);
        };
    }
}
