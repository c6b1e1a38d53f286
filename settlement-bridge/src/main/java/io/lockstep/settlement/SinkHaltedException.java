package io.lockstep.settlement;

/**
 * A sink met something that trying again cannot heal: a person must look. The sink stops; the others run on.
 */
public final class SinkHaltedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message that says what was found and what was expected.
     */
    public SinkHaltedException(final String message)
    {
        super(message);
    }
}
