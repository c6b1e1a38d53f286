package io.lockstep.core;

import io.lockstep.core.book.BookSide;
import io.lockstep.core.book.Order;
import io.lockstep.core.book.PriceLevel;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.instrument.ReferenceData;
import io.lockstep.core.order.OrderRegistry;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.Side;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.UBSCore;

/**
 * Walks the state in the order that {@link StateVisitor} promises. No map is iterated: ids are sorted, lists have an
 * order of their own.
 */
final class StateWalk
{
    private final UBSCore ubs;
    private final ReferenceData referenceData;
    private final OrderRegistry registry;
    private final MatchingEngine engine;
    private final TransferLog transfers;

    StateWalk(
        final UBSCore ubs,
        final ReferenceData referenceData,
        final OrderRegistry registry,
        final MatchingEngine engine,
        final TransferLog transfers)
    {
        this.ubs = ubs;
        this.referenceData = referenceData;
        this.registry = registry;
        this.engine = engine;
        this.transfers = transfers;
    }

    void show(final StateVisitor visitor)
    {
        for (int assetId = 1; assetId < referenceData.assetIdLimit(); assetId++)
        {
            final Asset asset = referenceData.asset(assetId);
            if (null != asset)
            {
                visitor.onAsset(asset, ubs.netDeposits(assetId));
            }
        }
        for (int instrumentId = 1; instrumentId < referenceData.instrumentIdLimit(); instrumentId++)
        {
            final Instrument instrument = referenceData.instrument(instrumentId);
            if (null != instrument)
            {
                visitor.onInstrument(instrument);
            }
        }
        for (final Account account : ubs.accountsById())
        {
            visitor.onAccount(account);
            showBalances(account, visitor);
        }
        for (int instrumentId = 1; instrumentId < referenceData.instrumentIdLimit(); instrumentId++)
        {
            if (null != referenceData.instrument(instrumentId))
            {
                showOrders(engine.book(instrumentId).side(Side.BUY), visitor);
                showOrders(engine.book(instrumentId).side(Side.SELL), visitor);
            }
        }
        showClosedOrders(visitor);
        showTransfers(visitor);
    }

    private void showBalances(final Account account, final StateVisitor visitor)
    {
        for (int assetId = 1; assetId < referenceData.assetIdLimit(); assetId++)
        {
            final int balance = ubs.balance(account, assetId);
            if (ubs.version(balance) > 0)
            {
                visitor.onBalance(
                    account, assetId, ubs.available(balance), ubs.held(balance), ubs.version(balance));
            }
        }
    }

    private static void showOrders(final BookSide side, final StateVisitor visitor)
    {
        for (PriceLevel level = side.lowest(); null != level; level = level.higher())
        {
            for (Order order = level.first(); null != order; order = order.nextInLevel())
            {
                visitor.onOrder(order);
            }
        }
    }

    private void showClosedOrders(final StateVisitor visitor)
    {
        final OrderState state = new OrderState();
        for (int record = registry.oldestClosed(); OrderRegistry.NONE != record;
            record = registry.newerClosed(record))
        {
            registry.closedState(record, state);
            visitor.onClosedOrder(state);
        }
    }

    private void showTransfers(final StateVisitor visitor)
    {
        final RequestId transferId = new RequestId();
        for (int place = 0; place < transfers.size(); place++)
        {
            transfers.copyId(place, transferId);
            visitor.onTransfer(
                transfers.accountId(place), transferId, transfers.appliedTimeNs(place),
                transfers.fingerprint(place), transfers.available(place), transfers.held(place));
        }
    }
}
