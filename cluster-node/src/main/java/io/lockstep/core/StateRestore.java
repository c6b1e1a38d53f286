package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.instrument.ReferenceData;
import io.lockstep.core.order.OrderRegistry;
import io.lockstep.core.types.AccountStatus;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.Invariants;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.Side;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.UBSCore;

/**
 * Puts a snapshot's records back into a new state machine, in the order in which {@link StateVisitor} was shown them.
 * What does not fit together is an {@link io.lockstep.core.types.InvariantViolation}: a node must not serve from it.
 */
public final class StateRestore
{
    private final UBSCore ubs;
    private final ReferenceData referenceData;
    private final OrderRegistry registry;
    private final MatchingEngine engine;
    private final TransferLog transfers;
    private final ExchangeStateMachine machine;
    private final long[] expectedNetDeposits = new long[ExchangeLimits.MAX_ASSETS + 1];

    StateRestore(
        final UBSCore ubs,
        final ReferenceData referenceData,
        final OrderRegistry registry,
        final MatchingEngine engine,
        final TransferLog transfers,
        final ExchangeStateMachine machine)
    {
        this.ubs = ubs;
        this.referenceData = referenceData;
        this.registry = registry;
        this.engine = engine;
        this.transfers = transfers;
        this.machine = machine;
    }

    /**
     * What no record carries.
     *
     * @param chainId     name of the event chain, 0 before genesis.
     * @param nowNs       cluster time.
     * @param nextOrderId id that the next order gets.
     * @param nextTradeId id that the next trade gets.
     */
    public void counters(final long chainId, final long nowNs, final long nextOrderId, final long nextTradeId)
    {
        machine.restoreCounters(chainId, nowNs, nextOrderId, nextTradeId);
        if (0 != chainId)
        {
            machine.restoreRevenue(ubs.createAccount(ExchangeLimits.REVENUE_ACCOUNT_ID, 0));
        }
    }

    /**
     * @param asset       next.
     * @param netDeposits what its balances must add up to.
     */
    public void asset(final Asset asset, final long netDeposits)
    {
        referenceData.add(asset);
        expectedNetDeposits[asset.assetId()] = netDeposits;
    }

    /**
     * @param definition          next.
     * @param status              that it has.
     * @param lastTradePriceTicks price of its last trade, or NULL_VALUE.
     */
    public void instrument(
        final InstrumentDefinition definition, final InstrumentStatus status, final long lastTradePriceTicks)
    {
        final Instrument instrument = referenceData.add(definition);
        instrument.status(status);
        if (Quantities.NULL_VALUE != lastTradePriceTicks)
        {
            instrument.onTrade(lastTradePriceTicks);
        }
        engine.open(instrument);
    }

    /**
     * @param accountId  next.
     * @param feeGroupId of it.
     * @param status     of it.
     * @param accountSeq of its last report.
     */
    public void account(
        final long accountId, final int feeGroupId, final AccountStatus status, final long accountSeq)
    {
        final Account account = ExchangeLimits.REVENUE_ACCOUNT_ID == accountId ?
            ubs.account(accountId) : ubs.createAccount(accountId, feeGroupId);
        account.status(status);
        ubs.restore(account, accountSeq);
    }

    /**
     * @param accountId owner.
     * @param assetId   asset.
     * @param available minor units.
     * @param held      minor units.
     * @param version   number of changes.
     */
    public void balance(
        final long accountId, final int assetId, final long available, final long held, final long version)
    {
        ubs.restoreBalance(ubs.account(accountId), assetId, available, held, version);
    }

    /**
     * @param orderId       next.
     * @param accountId     owner.
     * @param instrumentId  instrument.
     * @param clientOrderId the client's id.
     * @param fingerprint   of its command.
     * @param createTimeNs  cluster time of its acceptance.
     * @return the order, still to be described, and then to be given to {@link #openOrder} or {@link #closedOrder}.
     */
    public Order order(
        final long orderId,
        final long accountId,
        final int instrumentId,
        final RequestId clientOrderId,
        final long fingerprint,
        final long createTimeNs)
    {
        final Account account = ubs.account(accountId);
        final Instrument instrument = referenceData.instrument(instrumentId);
        Invariants.require(null != account && null != instrument, "restored order has an account and an instrument");
        return engine.takeOrder().identify(
            orderId, accountId, account.accountIndex(), instrument, clientOrderId, fingerprint, createTimeNs);
    }

    /**
     * @param order      described, with its fills.
     * @param heldAmount that it has reserved.
     */
    public void openOrder(final Order order, final long heldAmount)
    {
        final Account account = ubs.accountAt(order.accountIndex());
        final boolean isBuy = Side.BUY == order.side();
        final int base = order.instrument().baseAssetId();
        final int quote = order.instrument().quoteAssetId();
        order.fund(
            ubs.openBalance(account, isBuy ? quote : base), ubs.openBalance(account, isBuy ? base : quote), heldAmount);
        engine.restore(order);
    }

    /**
     * @param order  described, with its fills.
     * @param status that it ended with.
     * @param reason why.
     */
    public void closedOrder(final Order order, final OrderStatus status, final CloseReason reason)
    {
        registry.restoreClosed(order, status, reason);
        engine.discard(order);
    }

    /**
     * @param accountId     owner.
     * @param transferId    next.
     * @param appliedTimeNs cluster time.
     * @param fingerprint   of its business fields.
     * @param available     after it.
     * @param held          after it.
     */
    public void transfer(
        final long accountId,
        final RequestId transferId,
        final long appliedTimeNs,
        final long fingerprint,
        final long available,
        final long held)
    {
        transfers.add(accountId, transferId, appliedTimeNs, fingerprint, available, held);
    }

    /**
     * All is in: it must be what was saved.
     *
     * @param stateHash of the state that was saved.
     */
    public void end(final long stateHash)
    {
        for (int assetId = 1; assetId < referenceData.assetIdLimit(); assetId++)
        {
            Invariants.require(
                ubs.netDeposits(assetId) == expectedNetDeposits[assetId], "restored balances add up to the deposits");
        }
        Invariants.require(machine.stateHash() == stateHash, "restored state has the hash that was saved");
    }
}
