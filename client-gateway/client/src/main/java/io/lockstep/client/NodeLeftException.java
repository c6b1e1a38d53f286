package io.lockstep.client;

/** A node has to be left. Thrown and caught inside the tail only; carries no stack trace. */
final class NodeLeftException extends RuntimeException
{
    private static final long serialVersionUID = 1L;
    private final NodeVerdict verdict;

    NodeLeftException(final NodeVerdict verdict, final String message)
    {
        super(message, null, false, false);
        this.verdict = verdict;
    }

    NodeVerdict verdict()
    {
        return verdict;
    }
}
