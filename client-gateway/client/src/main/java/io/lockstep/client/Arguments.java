package io.lockstep.client;

/**
 * What the protocol can carry. A violation names the field and the rule; a message is built only then, so a valid
 * argument costs no allocation. Business rules are not here: those are the exchange's, and have reject codes.
 */
final class Arguments
{
    static final long MAX_ID = (1L << 53) - 1;
    static final int REQUEST_ID_LENGTH = 36;
    static final int CODE_LENGTH = 16;

    private Arguments()
    {
    }

    static void id(final String field, final long value)
    {
        if (value < 1 || value > MAX_ID)
        {
            throw new IllegalArgumentException(field + " must be 1 to 2^53 - 1: " + value);
        }
    }

    static void id(final String field, final int value)
    {
        if (value < 1)
        {
            throw new IllegalArgumentException(field + " must be 1 or more: " + value);
        }
    }

    static void range(final String field, final long value, final long min, final long max)
    {
        if (value < min || value > max)
        {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ": " + value);
        }
    }

    static void given(final String field, final Object value, final Object nullValue)
    {
        if (null == value || nullValue == value)
        {
            throw new IllegalArgumentException(field + " must be given");
        }
    }

    static void requestId(final String field, final CharSequence value)
    {
        final int length = null == value ? 0 : value.length();
        if (length < 1 || length > REQUEST_ID_LENGTH)
        {
            throw new IllegalArgumentException(field + " must have 1 to 36 characters: " + value);
        }
        for (int i = 0; i < length; i++)
        {
            if (!isRequestIdCharacter(value.charAt(i)))
            {
                throw new IllegalArgumentException(field + " must be of A-Z a-z 0-9 - _ . : / only: " + value);
            }
        }
    }

    static void code(final String field, final CharSequence value)
    {
        final int length = null == value ? 0 : value.length();
        if (length < 1 || length > CODE_LENGTH)
        {
            throw new IllegalArgumentException(field + " must have 1 to 16 characters: " + value);
        }
        for (int i = 0; i < length; i++)
        {
            final char c = value.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'))
            {
                throw new IllegalArgumentException(field + " must be of A-Z 0-9 _ only: " + value);
            }
        }
    }

    private static boolean isRequestIdCharacter(final char c)
    {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '-' && c <= ':' || c == '_';
    }
}
