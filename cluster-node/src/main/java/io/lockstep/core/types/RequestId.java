package io.lockstep.core.types;

/**
 * A client order id or a transfer id: 1 to 36 ASCII characters, held as four and a half little-endian words, zero
 * padded, so that the core compares and hashes without a string. Mutable flyweight; single-threaded.
 */
public final class RequestId
{
    /** Most characters of an id, and its length on the wire. */
    public static final int MAX_LENGTH = 36;

    private static final long[] ALLOWED = new long[2];

    static
    {
        final String allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/";
        for (int i = 0; i < allowed.length(); i++)
        {
            ALLOWED[allowed.charAt(i) >>> 6] |= 1L << allowed.charAt(i);
        }
    }

    private long word0;
    private long word1;
    private long word2;
    private long word3;
    private int word4;

    /**
     * Set all 36 bytes.
     *
     * @param word0 bytes 0 to 7, little-endian.
     * @param word1 bytes 8 to 15.
     * @param word2 bytes 16 to 23.
     * @param word3 bytes 24 to 31.
     * @param word4 bytes 32 to 35.
     * @return this.
     */
    public RequestId set(final long word0, final long word1, final long word2, final long word3, final int word4)
    {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
        this.word3 = word3;
        this.word4 = word4;
        return this;
    }

    /**
     * @param other to copy.
     * @return this.
     */
    public RequestId set(final RequestId other)
    {
        return set(other.word0, other.word1, other.word2, other.word3, other.word4);
    }

    /**
     * @return this, empty.
     */
    public RequestId clear()
    {
        return set(0, 0, 0, 0, 0);
    }

    /**
     * @return whether it has no character.
     */
    public boolean isEmpty()
    {
        return word0 == 0;
    }

    /**
     * @return bytes 0 to 7.
     */
    public long word0()
    {
        return word0;
    }

    /**
     * @return bytes 8 to 15.
     */
    public long word1()
    {
        return word1;
    }

    /**
     * @return bytes 16 to 23.
     */
    public long word2()
    {
        return word2;
    }

    /**
     * @return bytes 24 to 31.
     */
    public long word3()
    {
        return word3;
    }

    /**
     * @return bytes 32 to 35.
     */
    public int word4()
    {
        return word4;
    }

    /**
     * @param other to compare with.
     * @return whether both are the same id.
     */
    public boolean isSame(final RequestId other)
    {
        return word0 == other.word0 && word1 == other.word1 && word2 == other.word2 &&
            word3 == other.word3 && word4 == other.word4;
    }

    /**
     * @param accountId that the id is unique for.
     * @return a well mixed 64-bit hash of both.
     */
    public long hash(final long accountId)
    {
        long hash = Hashing64.mix(accountId, word0);
        hash = Hashing64.mix(hash, word1);
        if ((word2 | word3 | word4) != 0)
        {
            hash = Hashing64.mix(hash, word2);
            hash = Hashing64.mix(hash, word3);
            hash = Hashing64.mix(hash, word4);
        }
        return Hashing64.finish(hash);
    }

    /**
     * @return whether this is 1 to 36 of {@code A-Z a-z 0-9 - _ . : /} followed by nothing but zero bytes.
     */
    public boolean isValid()
    {
        return word0 != 0 && areValid(word0, word1) && areValid(word1, word2) && areValid(word2, word3) &&
            areValid(word3, word4) && areValid(word4 & 0xFFFF_FFFFL, 0);
    }

    /** Eight characters, of which a zero byte must be followed by zeros alone, through the next word. */
    private static boolean areValid(final long word, final long next)
    {
        long left = word;
        int count = 0;
        while (left != 0)
        {
            final int character = (int)(left & 0xFF);
            if (character >= 128 || (ALLOWED[character >>> 6] & (1L << character)) == 0)
            {
                return false;
            }
            left >>>= 8;
            count++;
        }
        return count == Long.BYTES || next == 0;
    }

    /**
     * For tests and messages; allocates.
     *
     * @param text 0 to 36 ASCII characters.
     * @return this.
     */
    public RequestId set(final CharSequence text)
    {
        Invariants.require(text.length() <= MAX_LENGTH, "request id of at most 36 characters");
        clear();
        for (int i = 0; i < text.length(); i++)
        {
            final long character = (text.charAt(i) & 0xFFL) << ((i & 7) * 8);
            switch (i >>> 3)
            {
                case 0:
                    word0 |= character;
                    break;

                case 1:
                    word1 |= character;
                    break;

                case 2:
                    word2 |= character;
                    break;

                case 3:
                    word3 |= character;
                    break;

                default:
                    word4 |= (int)character;
                    break;
            }
        }
        return this;
    }

    /**
     * @return the characters; allocates.
     */
    public String toString()
    {
        final StringBuilder text = new StringBuilder(MAX_LENGTH);
        final long[] words = {word0, word1, word2, word3, word4 & 0xFFFF_FFFFL};
        for (final long word : words)
        {
            for (long left = word; left != 0; left >>>= 8)
            {
                text.append((char)(left & 0xFF));
            }
        }
        return text.toString();
    }
}
