package io.lockstep.deploy.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows under headings, each column as wide as its widest cell. Used from one thread.
 */
final class TextTable
{
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(final List<String> headings)
    {
        rows.add(headings);
    }

    void add(final List<String> cells)
    {
        rows.add(cells);
    }

    void print(final PrintWriter out)
    {
        final int[] widths = new int[rows.get(0).size()];
        for (final List<String> row : rows)
        {
            for (int i = 0; i < widths.length; i++)
            {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (final List<String> row : rows)
        {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++)
            {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
