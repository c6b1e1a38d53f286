package io.lockstep.settlement.verify;

import org.agrona.collections.Long2LongHashMap;

/**
 * Every balance leg that must be found in each store once: a digest of its fields by (eventSeq, leg), with a mark per
 * store. Single-threaded.
 */
final class LegFacts
{
    /** Mark of balance.events. */
    static final int KAFKA = 1;
    /** Mark of balance_ledger. */
    static final int LEDGER = 2;

    private static final long MARKS = KAFKA | LEDGER;
    private static final long LEGS_PER_EVENT = 8;
    private static final long NONE = -1L << 2;

    private final Long2LongHashMap digests = new Long2LongHashMap(NONE);

    /** How a leg that was read compares with what must be there. */
    enum Match
    {
        /** As it must be, for the first time. */
        FOUND,
        /** As it must be, but again. */
        AGAIN,
        /** Other fields than it must have. */
        DIFFERENT,
        /** No such leg. */
        UNKNOWN
    }

    void add(final long eventSeq, final int leg, final long digest)
    {
        digests.put(key(eventSeq, leg), digest & ~MARKS);
    }

    Match mark(final long eventSeq, final long leg, final long digest, final int mark)
    {
        final long held = leg < 0 || leg >= LEGS_PER_EVENT ? NONE : digests.get(key(eventSeq, (int)leg));
        if (NONE == held)
        {
            return Match.UNKNOWN;
        }
        if ((held & ~MARKS) != (digest & ~MARKS))
        {
            return Match.DIFFERENT;
        }
        if (0 != (held & mark))
        {
            return Match.AGAIN;
        }
        digests.put(key(eventSeq, (int)leg), held | mark);
        return Match.FOUND;
    }

    /**
     * @param mark  of a store.
     * @param check told of each leg that the store lacks.
     */
    void requireAll(final int mark, final Check check)
    {
        digests.forEachLong((key, held) ->
        {
            if (0 == (held & mark))
            {
                check.fail("event " + key / LEGS_PER_EVENT + " leg " + key % LEGS_PER_EVENT + " is missing");
            }
        });
    }

    int size()
    {
        return digests.size();
    }

    /**
     * @param values of a record.
     * @return a digest that never equals {@link #NONE} once its marks are cleared.
     */
    static long digest(final long... values)
    {
        long hash = 0x9E3779B97F4A7C15L;
        for (final long value : values)
        {
            hash = (hash ^ value) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
            hash *= 0xC4CEB9FE1A85EC53L;
            hash ^= hash >>> 29;
        }
        return hash == NONE ? 4 : hash;
    }

    private static long key(final long eventSeq, final int leg)
    {
        return eventSeq * LEGS_PER_EVENT + leg;
    }
}
