package io.lockstep.core.types;

/**
 * A promise the core makes to itself was broken. Never caused by input: input is refused with a {@link RejectCode}
 * before anything changes. Whoever drives the core must stop the node when it sees one.
 */
public final class InvariantViolation extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message that names the broken promise.
     */
    public InvariantViolation(final String message)
    {
        super(message);
    }
}
