package io.lockstep.deploy.cluster;

import java.util.Map;

/**
 * What the cluster answered to one command. Immutable.
 *
 * @param code        NONE if it was applied, the reject code if not, {@link #UNKNOWN} if no answer came.
 * @param duplicate   true if the command had been applied before.
 * @param eventSeq    last event of the command.
 * @param orderId     of the order that the command was about; 0 for none.
 * @param orderStatus of that order after the command; empty for none.
 * @param cumQuantity filled of that order.
 * @param available   after a money command; 0 otherwise.
 * @param held        after a money command; 0 otherwise.
 * @param stateHash   unsigned; 0 if none was asked for.
 * @param logPosition at which that hash was taken.
 * @param balances    by asset id, if they were asked for.
 */
public record Reply(
    String code,
    boolean duplicate,
    long eventSeq,
    long orderId,
    String orderStatus,
    long cumQuantity,
    long available,
    long held,
    long stateHash,
    long logPosition,
    Map<Integer, Balance> balances)
{
    /** In place of a code: no answer came in time, so the command may or may not have been applied. */
    public static final String UNKNOWN = "UNKNOWN_OUTCOME";

    /**
     * One balance.
     *
     * @param available minor units that can be used.
     * @param held      minor units that open orders hold.
     * @param version   of the balance, one more with every change.
     */
    public record Balance(long available, long held, long version)
    {
    }

    /**
     * @return true if the command was applied, now or before.
     */
    public boolean applied()
    {
        return "NONE".equals(code);
    }

    static Reply unknown()
    {
        return new Reply(UNKNOWN, false, 0, 0, "", 0, 0, 0, 0, 0, Map.of());
    }
}
