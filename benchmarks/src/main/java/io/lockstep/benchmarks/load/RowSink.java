package io.lockstep.benchmarks.load;

/**
 * Told of orders whose rows are to be timed.
 */
interface RowSink
{
    /** Times nothing. */
    RowSink NONE = (eventSeq, intendedNs) ->
    {
    };

    /**
     * An order was answered.
     *
     * @param eventSeq   of the last event that it caused.
     * @param intendedNs when the order was due.
     */
    void onOrder(long eventSeq, long intendedNs);
}
