package io.lockstep.core.types;

/**
 * Mixing of longs into a 64-bit hash: fold multiply, then an avalanche. For tables, fingerprints and the state hash;
 * stable, since the last two reach snapshots and replies.
 */
public final class Hashing64
{
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Hashing64()
    {
    }

    /**
     * @param hash  so far.
     * @param value to add.
     * @return the hash of both, in this order.
     */
    public static long mix(final long hash, final long value)
    {
        return (Long.rotateLeft(hash, 26) ^ value) * MULTIPLIER;
    }

    /**
     * @param hash to spread.
     * @return every bit depends on every bit (the 64-bit finaliser of MurmurHash3).
     */
    public static long finish(final long hash)
    {
        long spread = hash ^ (hash >>> 33);
        spread *= 0xFF51AFD7ED558CCDL;
        spread ^= spread >>> 33;
        spread *= 0xC4CEB9FE1A85EC53L;
        return spread ^ (spread >>> 33);
    }
}
