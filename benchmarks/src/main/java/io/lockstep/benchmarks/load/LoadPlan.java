package io.lockstep.benchmarks.load;

/**
 * One run at one rate.
 *
 * @param runId           prefix of its client order ids, new for every run.
 * @param ratePerSecond   new orders a second; cancels come on top.
 * @param warmUpNs        orders due in this time are sent and must be answered, but are not measured.
 * @param durationNs      measured time, after the warm-up.
 * @param accounts        that trade.
 * @param restPercent     of orders that rest and are cancelled.
 * @param cancelAfterNs   from an order being due to its cancel being due.
 * @param answerTimeoutNs how long an answer may take before the run gives up on it.
 */
record LoadPlan(
    String runId,
    long ratePerSecond,
    long warmUpNs,
    long durationNs,
    int accounts,
    int restPercent,
    long cancelAfterNs,
    long answerTimeoutNs)
{
    /**
     * @return number of orders of the warm-up.
     */
    long warmUpOrders()
    {
        return Pace.count(ratePerSecond, warmUpNs);
    }

    /**
     * @return number of orders of the run.
     */
    long orders()
    {
        return Pace.count(ratePerSecond, warmUpNs + durationNs);
    }

    /**
     * @param sequence of an order.
     * @return its client order id.
     */
    static String clientOrderId(final String runId, final long sequence)
    {
        return runId + '-' + sequence;
    }
}
