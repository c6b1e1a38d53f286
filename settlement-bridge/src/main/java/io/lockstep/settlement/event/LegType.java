package io.lockstep.settlement.event;

/**
 * Why a balance changed, in the words that go into Kafka and the ledger.
 */
public enum LegType
{
    /** Money in. */
    DEPOSIT("deposit"),
    /** Money out. */
    WITHDRAWAL("withdraw"),
    /** Reserved for a withdrawal. */
    WITHDRAWAL_HOLD("withdraw_lock"),
    /** A reserved withdrawal went out. */
    WITHDRAWAL_SETTLE("withdraw_settle"),
    /** A reserved withdrawal came back. */
    WITHDRAWAL_RELEASE("withdraw_unlock"),
    /** Money to another account. */
    TRANSFER_OUT("transfer_out"),
    /** Money from another account. */
    TRANSFER_IN("transfer_in"),
    /** Corrected by an administrator. */
    ADJUSTMENT("adjustment"),
    /** Reserved for an order. */
    LOCK("lock"),
    /** Given back by an order. */
    UNLOCK("unlock"),
    /** Paid in a fill. */
    TRADE_DEBIT("trade_debit"),
    /** Received in a fill, less the fee. */
    TRADE_CREDIT("trade_credit"),
    /** Fee into, or rebate out of, the revenue account. */
    TRADE_FEE("trade_fee");

    private final String word;

    LegType(final String word)
    {
        this.word = word;
    }

    /**
     * @return as it is stored.
     */
    public String word()
    {
        return word;
    }
}
