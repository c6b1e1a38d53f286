package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;

/**
 * Is shown the whole state of the core in an order that depends on nothing but the state: each kind in id order, open
 * orders per instrument, side, price and time, remembered commands by age. Both the snapshot and the state hash are
 * visitors, so neither can forget what the other has.
 */
public interface StateVisitor
{
    /**
     * @param asset       next by id.
     * @param netDeposits deposits less withdrawals, minor units.
     */
    void onAsset(Asset asset, long netDeposits);

    /**
     * @param instrument next by id.
     */
    void onInstrument(Instrument instrument);

    /**
     * @param account next by id; its balances follow.
     */
    void onAccount(Account account);

    /**
     * @param account   owner.
     * @param assetId   next by id, of those that ever changed.
     * @param available minor units.
     * @param held      minor units.
     * @param version   number of changes.
     */
    void onBalance(Account account, int assetId, long available, long held, long version);

    /**
     * @param order next open one: bids, then asks, of each instrument, from the lowest price, first come first.
     */
    void onOrder(Order order);

    /**
     * @param order next ended one, oldest first.
     */
    void onClosedOrder(OrderState order);

    /**
     * @param accountId     owner.
     * @param transferId    next by age.
     * @param appliedTimeNs cluster time.
     * @param fingerprint   of its business fields.
     * @param available     after it.
     * @param held          after it.
     */
    void onTransfer(
        long accountId, RequestId transferId, long appliedTimeNs, long fingerprint, long available, long held);
}
