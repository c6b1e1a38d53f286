package io.lockstep.settlement.verify;

import java.time.Instant;

/**
 * One record of a store, by column name.
 */
@FunctionalInterface
public interface Fields
{
    /** What {@link #number} returns for a column without a value. */
    long MISSING = Long.MIN_VALUE;

    /**
     * @param column name.
     * @return its value, or null.
     */
    Object get(String column);

    /**
     * @param column of a number, a flag (0 or 1) or a time (ms).
     * @return its value.
     */
    default long number(final String column)
    {
        final Object value = get(column);
        if (value instanceof Number number)
        {
            return number.longValue();
        }
        if (value instanceof Boolean flag)
        {
            return flag ? 1 : 0;
        }
        if (value instanceof Instant time)
        {
            return time.toEpochMilli();
        }
        return MISSING;
    }

    /**
     * @param column of a text.
     * @return its value, or empty.
     */
    default String text(final String column)
    {
        final Object value = get(column);
        return null == value ? "" : value.toString();
    }
}
