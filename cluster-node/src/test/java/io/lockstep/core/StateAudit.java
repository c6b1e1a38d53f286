package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.Side;
import io.lockstep.core.ubs.Account;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What must hold of every state: per asset the balances add up to the deposits, nothing is negative, what is held is
 * what open orders reserve, no book is crossed, and levels are in price order.
 */
public final class StateAudit implements StateVisitor
{
    private final Map<Integer, BigInteger> expected = new TreeMap<>();
    private final Map<Integer, BigInteger> sums = new TreeMap<>();
    private final Map<String, Long> held = new TreeMap<>();
    private final Map<String, Long> reserved = new TreeMap<>();
    private final Map<Integer, Long> bestBid = new TreeMap<>();
    private final Map<Integer, Long> bestAsk = new TreeMap<>();
    private int openOrders;

    /**
     * @param machine to audit.
     */
    public static void check(final ExchangeStateMachine machine)
    {
        final StateAudit audit = new StateAudit();
        machine.visit(audit);
        assertEquals(audit.expected, audit.sums, "balances add up to deposits less withdrawals");
        audit.held.values().removeIf(amount -> 0 == amount);
        assertEquals(audit.reserved, audit.held, "held is what open orders reserve");
        audit.bestBid.forEach((instrumentId, bid) -> assertTrue(
            bid < audit.bestAsk.getOrDefault(instrumentId, Long.MAX_VALUE), "book is not crossed"));
        assertEquals(audit.openOrders, machine.openOrderCount(), "every open order is in a book");
    }

    @Override
    public void onAsset(final Asset asset, final long netDeposits)
    {
        expected.put(asset.assetId(), BigInteger.valueOf(netDeposits));
        sums.put(asset.assetId(), BigInteger.ZERO);
    }

    @Override
    public void onInstrument(final Instrument instrument)
    {
        assertTrue(instrument.lowestBandTicks() <= instrument.highestBandTicks(), "band is not empty");
    }

    @Override
    public void onAccount(final Account account)
    {
        assertTrue(account.accountId() > 0, "account id is positive");
    }

    @Override
    public void onBalance(
        final Account account, final int assetId, final long available, final long heldAmount, final long version)
    {
        assertTrue(available >= 0 && heldAmount >= 0 && version > 0, "balance is not negative");
        sums.merge(assetId, BigInteger.valueOf(available).add(BigInteger.valueOf(heldAmount)), BigInteger::add);
        held.put(account.accountId() + ":" + assetId, heldAmount);
    }

    @Override
    public void onOrder(final Order order)
    {
        openOrders++;
        final boolean isBuy = Side.BUY == order.side();
        final Instrument instrument = order.instrument();
        assertTrue(order.leavesLots() > 0, "a resting order leaves something");
        assertEquals(order.quantityLots(), order.leavesLots() + order.cumLots(), "quantity is filled or left");
        assertEquals(
            isBuy ? order.leavesLots() * order.priceTicks() * instrument.quotePerTickLot() :
                order.leavesLots() * instrument.basePerLot(),
            order.heldAmount(), "a resting order holds exactly what it may have to pay");
        reserved.merge(
            order.accountId() + ":" + (isBuy ? instrument.quoteAssetId() : instrument.baseAssetId()),
            order.heldAmount(), Long::sum);
        if (isBuy)
        {
            bestBid.merge(instrument.instrumentId(), order.priceTicks(), Math::max);
        }
        else
        {
            bestAsk.merge(instrument.instrumentId(), order.priceTicks(), Math::min);
        }
    }

    @Override
    public void onClosedOrder(final OrderState order)
    {
        assertEquals(0, order.leavesLots(), "an ended order leaves nothing");
    }

    @Override
    public void onTransfer(
        final long accountId,
        final RequestId transferId,
        final long appliedTimeNs,
        final long fingerprint,
        final long available,
        final long heldAmount)
    {
        assertTrue(transferId.isValid(), "a remembered transfer has an id");
    }
}
