package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.types.BalanceReason;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;

/**
 * The one way out of the core: what a command did, in order. Arguments are the core's own objects, to be read before
 * returning.
 */
public interface ExchangeEvents
{
    /**
     * @param chainId that names the event chain.
     */
    void onGenesis(long chainId);

    /**
     * @param asset that exists now.
     */
    void onAssetCreated(Asset asset);

    /**
     * @param instrument that exists now.
     */
    void onInstrumentCreated(Instrument instrument);

    /**
     * @param account that exists now.
     */
    void onAccountCreated(Account account);

    /**
     * Money came in or went out.
     *
     * @param accountId      owner.
     * @param assetId        asset.
     * @param reason         why.
     * @param availableDelta change of what is available.
     * @param heldDelta      change of what is held.
     * @param after          the balance after it.
     * @param transferId     of the command.
     */
    void onBalanceChanged(
        long accountId,
        int assetId,
        BalanceReason reason,
        long availableDelta,
        long heldDelta,
        BalanceLeg after,
        RequestId transferId);

    /**
     * An order exists and its funds are held.
     *
     * @param order      as accepted.
     * @param accountSeq the owner's report sequence.
     * @param holdAsset  asset that is held.
     * @param after      the owner's balance of it, after the hold.
     */
    void onOrderAccepted(Order order, long accountSeq, int holdAsset, BalanceLeg after);

    /**
     * An order ended other than by a fill, or by a fill that left a part of its hold.
     *
     * @param order          as it stood; its leaves are what was taken off.
     * @param accountSeq     the owner's report sequence.
     * @param status         CANCELED, EXPIRED or FILLED.
     * @param reason         why.
     * @param holdAsset      asset that was held.
     * @param releasedAmount given back.
     * @param after          the owner's balance of it; no leg when nothing was given back.
     */
    void onOrderClosed(
        Order order,
        long accountSeq,
        OrderStatus status,
        CloseReason reason,
        int holdAsset,
        long releasedAmount,
        BalanceLeg after);

    /**
     * @param trade one fill, settled.
     */
    void onTrade(Trade trade);

    /**
     * A command was refused; nothing changed.
     *
     * @param code         why.
     * @param accountId    named in it, or NULL_VALUE.
     * @param orderId      named in it, or NULL_VALUE.
     * @param instrumentId named in it, or 0.
     * @param assetId      named in it, or 0.
     * @param requestId    named in it; empty for none.
     */
    void onCommandRejected(
        RejectCode code, long accountId, long orderId, int instrumentId, int assetId, RequestId requestId);

    /**
     * @param stateHash of the state at this point of the log.
     */
    void onStateHashTaken(long stateHash);
}
