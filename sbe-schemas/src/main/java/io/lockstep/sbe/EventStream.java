package io.lockstep.sbe;

/**
 * Geometry of the recorded event stream. Stream positions are a pure function of the sequence of event lengths
 * because every
 * node uses this term length, MTU and initial term id and never fragments an event; so one position is good on every
 * node.
 * Changing a value here makes a new stream: the snapshot stores them and a node refuses to load others.
 */
public final class EventStream
{
    /** Aeron stream id of the recording, on every node. */
    public static final int STREAM_ID = 500;
    /** Alias in the recorded channel, by which a consumer finds the recording. */
    public static final String ALIAS = "lockstep-events";
    /** Length of an Aeron term, bytes. */
    public static final int TERM_LENGTH = 16 * 1024 * 1024;
    /** Aeron's maximum transmission unit, bytes; an event with its frame header must fit. */
    public static final int MTU_LENGTH = 1408;
    /** The first term's id. */
    public static final int INITIAL_TERM_ID = 0;
    /** Bytes that Aeron puts before each frame (DataHeaderFlyweight). */
    public static final int FRAME_HEADER_LENGTH = 32;
    /** Frames start at multiples of this many bytes. */
    public static final int FRAME_ALIGNMENT = 32;
    /** The longest event, bytes, SBE header included. */
    public static final int MAX_EVENT_LENGTH = MTU_LENGTH - FRAME_HEADER_LENGTH;

    private EventStream()
    {
    }

    /**
     * Position of the stream after an event was appended, as Aeron computes it: the frame is aligned, and a frame
     * that does not
     * fit in what is left of the term goes to the start of the next.
     *
     * @param position    stream position before the event, a multiple of {@link #FRAME_ALIGNMENT}.
     * @param eventLength of the event in bytes, 1 to {@link #MAX_EVENT_LENGTH}.
     * @return stream position after the event.
     */
    public static long positionAfter(final long position, final int eventLength)
    {
        final int frameLength = (eventLength + FRAME_HEADER_LENGTH + FRAME_ALIGNMENT - 1) & -FRAME_ALIGNMENT;
        final int termOffset = (int)(position & (TERM_LENGTH - 1));
        final int remaining = TERM_LENGTH - termOffset;
        return frameLength > remaining ? position + remaining + frameLength : position + frameLength;
    }
}
