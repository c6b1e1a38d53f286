package io.lockstep.core.types;

/**
 * Open-addressing index from a 64-bit hash to an int reference other than 0. Several references may share a hash: the
 * caller compares what they refer to. Linear probing, deletion by shifting back, so no tombstones and no allocation
 * but for growth.
 */
public final class HashIndex
{
    /** No slot. */
    public static final int MISSING = -1;

    private static final int MAX_LOAD_PERCENT = 55;

    private long[] hashes;
    private int[] references;
    private int size;
    private int mask;

    /**
     * @param initialCapacity a power of two.
     */
    public HashIndex(final int initialCapacity)
    {
        hashes = new long[initialCapacity];
        references = new int[initialCapacity];
        mask = initialCapacity - 1;
    }

    /**
     * @return number of references.
     */
    public int size()
    {
        return size;
    }

    /**
     * @param hash to find.
     * @return the first slot with this hash, or {@link #MISSING}.
     */
    public int first(final long hash)
    {
        return scan(hash, (int)hash & mask);
    }

    /**
     * @param hash to find.
     * @param slot the last slot found.
     * @return the next slot with this hash, or {@link #MISSING}.
     */
    public int next(final long hash, final int slot)
    {
        return scan(hash, (slot + 1) & mask);
    }

    private int scan(final long hash, final int from)
    {
        int slot = from;
        while (references[slot] != 0)
        {
            if (hashes[slot] == hash)
            {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return MISSING;
    }

    /**
     * @param slot found.
     * @return the reference in it.
     */
    public int reference(final int slot)
    {
        return references[slot];
    }

    /**
     * @param slot      found.
     * @param reference to put instead, not 0.
     */
    public void replace(final int slot, final int reference)
    {
        references[slot] = reference;
    }

    /**
     * @param hash      of what is referred to.
     * @param reference not 0.
     */
    public void add(final long hash, final int reference)
    {
        if ((size + 1) * 100L > references.length * (long)MAX_LOAD_PERCENT)
        {
            grow();
        }
        put(hash, reference);
        size++;
    }

    private void put(final long hash, final int reference)
    {
        int slot = (int)hash & mask;
        while (references[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }
        hashes[slot] = hash;
        references[slot] = reference;
    }

    /**
     * @param hash      of what is referred to.
     * @param reference that is here.
     */
    public void remove(final long hash, final int reference)
    {
        int slot = first(hash);
        while (MISSING != slot && references[slot] != reference)
        {
            slot = next(hash, slot);
        }
        Invariants.require(MISSING != slot, "reference to remove is indexed");
        references[slot] = 0;
        size--;
        int hole = slot;
        for (int at = (slot + 1) & mask; references[at] != 0; at = (at + 1) & mask)
        {
            final int home = (int)hashes[at] & mask;
            if (((at - home) & mask) >= ((at - hole) & mask))
            {
                hashes[hole] = hashes[at];
                references[hole] = references[at];
                references[at] = 0;
                hole = at;
            }
        }
    }

    private void grow()
    {
        final long[] oldHashes = hashes;
        final int[] oldReferences = references;
        final int capacity = oldReferences.length * 2;
        hashes = new long[capacity];
        references = new int[capacity];
        mask = capacity - 1;
        for (int i = 0; i < oldReferences.length; i++)
        {
            if (oldReferences[i] != 0)
            {
                put(oldHashes[i], oldReferences[i]);
            }
        }
    }
}
