package io.lockstep.core.types;

/**
 * Assertions that stay on in production.
 */
public final class Invariants
{
    private Invariants()
    {
    }

    /**
     * Stop the world unless a promise holds.
     *
     * @param holds   the promise.
     * @param message that names it; a constant, so that nothing is built when it holds.
     * @throws InvariantViolation when it does not hold.
     */
    public static void require(final boolean holds, final String message)
    {
        if (!holds)
        {
            throw new InvariantViolation(message);
        }
    }
}
