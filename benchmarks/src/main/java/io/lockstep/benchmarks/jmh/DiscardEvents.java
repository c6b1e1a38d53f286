package io.lockstep.benchmarks.jmh;

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
 * Takes what the core has to tell and keeps the counts alone, so that a benchmark measures the core and can prove that
 * it did the work. The only implementation of {@link ExchangeEvents} in this module. Single-threaded.
 */
final class DiscardEvents implements ExchangeEvents
{
    /** Fills. */
    long tradeCount;
    /** Orders that ended other than by a fill. */
    long closedCount;
    /** Commands that were refused. */
    long rejectedCount;

    @Override
    public void onGenesis(final long chainId)
    {
    }

    @Override
    public void onAssetCreated(final Asset asset)
    {
    }

    @Override
    public void onInstrumentCreated(final Instrument instrument)
    {
    }

    @Override
    public void onAccountCreated(final Account account)
    {
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
    }

    @Override
    public void onOrderAccepted(
        final Order order, final long accountSeq, final int holdAsset, final BalanceLeg after)
    {
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
        closedCount++;
    }

    @Override
    public void onTrade(final Trade trade)
    {
        tradeCount++;
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
        rejectedCount++;
    }

    @Override
    public void onStateHashTaken(final long stateHash)
    {
    }
}
