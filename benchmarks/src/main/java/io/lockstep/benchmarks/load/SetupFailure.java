package io.lockstep.benchmarks.load;

/**
 * The exchange cannot be made ready for the load; the message says what was refused.
 */
final class SetupFailure extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was refused.
     */
    SetupFailure(final String message)
    {
        super(message);
    }

    /**
     * @param message what failed.
     * @param cause   of it.
     */
    SetupFailure(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
