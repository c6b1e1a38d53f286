package io.lockstep.client;

/**
 * No node can continue the event stream after the checkpoint: all of them disagree with it at the same place, or all
 * are behind it. Committed data was lost or damaged, or the checkpoint is of another chain. Nothing may be skipped; a
 * person has to look.
 */
public final class TailHaltedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * Halt for a reason.
     *
     * @param message that says what each node answered.
     */
    public TailHaltedException(final String message)
    {
        super(message);
    }
}
