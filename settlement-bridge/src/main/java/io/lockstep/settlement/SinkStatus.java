package io.lockstep.settlement;

/**
 * What a sink is doing, for the status page and for those who wait. Written by the sink's thread, read by any.
 */
public final class SinkStatus
{
    /** Stages of a sink. */
    public enum State
    {
        /** Events go in as they come. */
        RUNNING,
        /** The store is away or slow; tried again until it is back. */
        RETRYING,
        /** Stopped until a person has looked. */
        HALTED
    }

    private volatile State state = State.RETRYING;
    private volatile String error = "not opened yet";
    private volatile SinkPosition position;

    /**
     * The store works.
     */
    public void running()
    {
        if (State.RUNNING != state)
        {
            state = State.RUNNING;
            error = "";
        }
    }

    /**
     * The store is away or slow.
     *
     * @param reason in words.
     */
    public void retrying(final String reason)
    {
        error = reason;
        state = State.RETRYING;
    }

    /**
     * The sink has stopped.
     *
     * @param reason in words.
     */
    public void halted(final String reason)
    {
        error = reason;
        state = State.HALTED;
    }

    /**
     * @param value position that the store has acknowledged.
     */
    public void position(final SinkPosition value)
    {
        position = value;
    }

    /**
     * @return position that the store has acknowledged, or null while none was read yet.
     */
    public SinkPosition position()
    {
        return position;
    }

    /**
     * @return the stage.
     */
    public State state()
    {
        return state;
    }

    /**
     * @return why it is not running, or empty.
     */
    public String error()
    {
        return error;
    }
}
