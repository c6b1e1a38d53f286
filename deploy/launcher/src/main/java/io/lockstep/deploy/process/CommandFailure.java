package io.lockstep.deploy.process;

/**
 * A command could not do what was asked. The message is for the person at the terminal: what happened and what to do
 * next. It ends the command with exit code 1 and no stack trace.
 */
public final class CommandFailure extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, and what to do next.
     */
    public CommandFailure(final String message)
    {
        super(message);
    }

    /**
     * @param message what failed, and what to do next.
     * @param cause   of the failure.
     */
    public CommandFailure(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
