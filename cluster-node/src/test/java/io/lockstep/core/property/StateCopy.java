package io.lockstep.core.property;

import io.lockstep.core.ExchangeEvents;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.StateRestore;
import io.lockstep.core.StateVisitor;
import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.ubs.Account;

/**
 * A snapshot without the bytes: shows one machine's state to another that is new.
 */
public final class StateCopy implements StateVisitor
{
    private final StateRestore restore;

    private StateCopy(final StateRestore restore)
    {
        this.restore = restore;
    }

    /**
     * @param from   machine to copy.
     * @param events of the new one.
     * @return a new machine in the same state.
     */
    public static ExchangeStateMachine of(final ExchangeStateMachine from, final ExchangeEvents events)
    {
        final ExchangeStateMachine to = new ExchangeStateMachine(events);
        final StateRestore restore = to.restore();
        restore.counters(from.chainId(), from.nowNs(), from.nextOrderId(), from.nextTradeId());
        from.visit(new StateCopy(restore));
        restore.end(from.stateHash());
        return to;
    }

    @Override
    public void onAsset(final Asset asset, final long netDeposits)
    {
        restore.asset(asset, netDeposits);
    }

    @Override
    public void onInstrument(final Instrument instrument)
    {
        restore.instrument(instrument.definition(), instrument.status(), instrument.lastTradePriceTicks());
    }

    @Override
    public void onAccount(final Account account)
    {
        restore.account(account.accountId(), account.feeGroupId(), account.status(), account.accountSeq());
    }

    @Override
    public void onBalance(
        final Account account, final int assetId, final long available, final long held, final long version)
    {
        restore.balance(account.accountId(), assetId, available, held, version);
    }

    @Override
    public void onOrder(final Order order)
    {
        restore.openOrder(
            restore.order(order.orderId(), order.accountId(), order.instrument().instrumentId(),
                order.clientOrderId(), order.fingerprint(), order.createTimeNs())
                .describe(order.side(), order.orderType(), order.timeInForce(), order.selfTradePrevention(),
                    order.priceTicks(), order.priceTicks(), order.quantityLots(), order.quoteQuantity())
                .restoreFills(order.leavesLots(), order.cumLots(), order.cumQuoteAmount()),
            order.heldAmount());
    }

    @Override
    public void onClosedOrder(final OrderState order)
    {
        restore.closedOrder(
            restore.order(order.orderId(), order.accountId(), order.instrumentId(), order.clientOrderId(),
                order.fingerprint(), order.createTimeNs())
                .describe(order.side(), order.orderType(), order.timeInForce(), SelfTradePrevention.NONE,
                    order.priceTicks(), Quantities.NULL_VALUE, order.quantityLots(), order.quoteQuantity())
                .restoreFills(0, order.cumLots(), order.cumQuoteAmount()),
            order.status(), order.closeReason());
    }

    @Override
    public void onTransfer(
        final long accountId,
        final RequestId transferId,
        final long appliedTimeNs,
        final long fingerprint,
        final long available,
        final long held)
    {
        restore.transfer(accountId, transferId, appliedTimeNs, fingerprint, available, held);
    }
}
