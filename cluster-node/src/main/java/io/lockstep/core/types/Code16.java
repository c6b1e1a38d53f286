package io.lockstep.core.types;

/**
 * An asset code or a symbol: 1 to 16 of {@code A-Z 0-9 _}, as two little-endian words, zero padded. Immutable.
 *
 * @param word0 characters 0 to 7.
 * @param word1 characters 8 to 15.
 */
public record Code16(long word0, long word1)
{
    private static final int MAX_LENGTH = 16;

    /**
     * @param text 1 to 16 ASCII characters.
     * @return the code.
     */
    public static Code16 of(final CharSequence text)
    {
        Invariants.require(text.length() <= MAX_LENGTH, "code of at most 16 characters");
        long word0 = 0;
        long word1 = 0;
        for (int i = 0; i < text.length(); i++)
        {
            final long character = (text.charAt(i) & 0xFFL) << ((i & 7) * 8);
            if (i < 8)
            {
                word0 |= character;
            }
            else
            {
                word1 |= character;
            }
        }
        return new Code16(word0, word1);
    }

    /**
     * @return whether this is 1 to 16 of {@code A-Z 0-9 _} followed by nothing but zero bytes.
     */
    public boolean isValid()
    {
        boolean ended = false;
        for (int i = 0; i < MAX_LENGTH; i++)
        {
            final int character = (int)((i < 8 ? word0 : word1) >>> ((i & 7) * 8)) & 0xFF;
            if (character == 0)
            {
                ended = true;
            }
            else if (ended || !isAllowed(character))
            {
                return false;
            }
        }
        return word0 != 0;
    }

    private static boolean isAllowed(final int character)
    {
        return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9') || character == '_';
    }

    /**
     * @return the characters.
     */
    public String toString()
    {
        final StringBuilder text = new StringBuilder(MAX_LENGTH);
        for (int i = 0; i < MAX_LENGTH; i++)
        {
            final int character = (int)((i < 8 ? word0 : word1) >>> ((i & 7) * 8)) & 0xFF;
            if (character != 0)
            {
                text.append((char)character);
            }
        }
        return text.toString();
    }
}
