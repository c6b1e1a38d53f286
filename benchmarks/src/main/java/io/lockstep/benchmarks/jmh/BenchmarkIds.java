package io.lockstep.benchmarks.jmh;

import io.lockstep.core.types.RequestId;

/**
 * Client order ids from a counter: sixteen letters A to P, made with a few shifts so that making the id is not what is
 * measured.
 */
final class BenchmarkIds
{
    private static final long LETTER_A = 0x4141_4141_4141_4141L;

    private BenchmarkIds()
    {
    }

    /**
     * @param id    to set.
     * @param value that makes it unique.
     */
    static void set(final RequestId id, final long value)
    {
        id.set(letters(value & 0xFFFF_FFFFL), letters(value >>> Integer.SIZE), 0, 0, 0);
    }

    /** Eight half bytes spread over eight bytes. */
    private static long letters(final long low)
    {
        long spread = (low | (low << 16)) & 0x0000_FFFF_0000_FFFFL;
        spread = (spread | (spread << 8)) & 0x00FF_00FF_00FF_00FFL;
        spread = (spread | (spread << 4)) & 0x0F0F_0F0F_0F0F_0F0FL;
        return spread + LETTER_A;
    }
}
