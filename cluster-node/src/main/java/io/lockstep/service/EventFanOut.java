package io.lockstep.service;

import io.lockstep.core.ExchangeEvents;
import io.lockstep.core.Trade;
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
 * Gives every event to two listeners, the recorded stream first: so a report knows the sequence of its event.
 */
final class EventFanOut implements ExchangeEvents
{
    private final ExchangeEvents first;
    private final ExchangeEvents second;

    EventFanOut(final ExchangeEvents first, final ExchangeEvents second)
    {
        this.first = first;
        this.second = second;
    }

    @Override
    public void onGenesis(final long chainId)
    {
        first.onGenesis(chainId);
        second.onGenesis(chainId);
    }

    @Override
    public void onAssetCreated(final Asset asset)
    {
        first.onAssetCreated(asset);
        second.onAssetCreated(asset);
    }

    @Override
    public void onInstrumentCreated(final Instrument instrument)
    {
        first.onInstrumentCreated(instrument);
        second.onInstrumentCreated(instrument);
    }

    @Override
    public void onAccountCreated(final Account account)
    {
        first.onAccountCreated(account);
        second.onAccountCreated(account);
    }

    @Override
    public void onBalanceChanged(
        final long accountId,
        final int assetId,
        final BalanceReason reason,
        final long availableDelta,
        final long heldDelta,
        final BalanceLeg after,
        final RequestId transferId)
    {
        first.onBalanceChanged(accountId, assetId, reason, availableDelta, heldDelta, after, transferId);
        second.onBalanceChanged(accountId, assetId, reason, availableDelta, heldDelta, after, transferId);
    }

    @Override
    public void onOrderAccepted(
        final Order order, final long accountSeq, final int holdAsset, final BalanceLeg after)
    {
        first.onOrderAccepted(order, accountSeq, holdAsset, after);
        second.onOrderAccepted(order, accountSeq, holdAsset, after);
    }

    @Override
    public void onOrderClosed(
        final Order order,
        final long accountSeq,
        final OrderStatus status,
        final CloseReason reason,
        final int holdAsset,
        final long releasedAmount,
        final BalanceLeg after)
    {
        first.onOrderClosed(order, accountSeq, status, reason, holdAsset, releasedAmount, after);
        second.onOrderClosed(order, accountSeq, status, reason, holdAsset, releasedAmount, after);
    }

    @Override
    public void onTrade(final Trade trade)
    {
        first.onTrade(trade);
        second.onTrade(trade);
    }

    @Override
    public void onCommandRejected(
        final RejectCode code,
        final long accountId,
        final long orderId,
        final int instrumentId,
        final int assetId,
        final RequestId requestId)
    {
        first.onCommandRejected(code, accountId, orderId, instrumentId, assetId, requestId);
        second.onCommandRejected(code, accountId, orderId, instrumentId, assetId, requestId);
    }

    @Override
    public void onStateHashTaken(final long stateHash)
    {
        first.onStateHashTaken(stateHash);
        second.onStateHashTaken(stateHash);
    }
}
