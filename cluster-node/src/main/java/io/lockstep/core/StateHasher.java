package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.Hashing64;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;

/**
 * Folds the state into 64 bits. Equal on every replica at one log position; equal before and after a refused command.
 * Sequences, positions, the chain, time and sessions are not part of it.
 */
final class StateHasher implements StateVisitor
{
    private long hash;

    StateHasher reset()
    {
        hash = 0;
        return this;
    }

    long hash()
    {
        return Hashing64.finish(hash);
    }

    private StateHasher mix(final long value)
    {
        hash = Hashing64.mix(hash, value);
        return this;
    }

    private StateHasher mix(final RequestId id)
    {
        return mix(id.word0()).mix(id.word1()).mix(id.word2()).mix(id.word3()).mix(id.word4());
    }

    @Override
    public void onAsset(final Asset asset, final long netDeposits)
    {
        mix(1).mix(asset.assetId()).mix(asset.scale()).mix(asset.code().word0()).mix(asset.code().word1())
            .mix(netDeposits);
    }

    @Override
    public void onInstrument(final Instrument instrument)
    {
        final InstrumentDefinition d = instrument.definition();
        mix(2).mix(d.instrumentId()).mix(d.symbol().word0()).mix(d.symbol().word1()).mix(d.baseAssetId())
            .mix(d.quoteAssetId()).mix(d.priceScale()).mix(d.quantityScale()).mix(d.tickSize()).mix(d.minPrice())
            .mix(d.maxPrice()).mix(d.lotSize()).mix(d.minQuantity()).mix(d.maxQuantity()).mix(d.minNotional())
            .mix(d.maxNotional()).mix(d.referencePrice()).mix(d.maxOpenOrders()).mix(d.makerFeePpm())
            .mix(d.takerFeePpm()).mix(d.priceBandBps()).mix(instrument.status().code())
            .mix(instrument.lastTradePriceTicks());
    }

    @Override
    public void onAccount(final Account account)
    {
        mix(3).mix(account.accountId()).mix(account.feeGroupId()).mix(account.status().code());
    }

    @Override
    public void onBalance(
        final Account account, final int assetId, final long available, final long held, final long version)
    {
        mix(4).mix(account.accountId()).mix(assetId).mix(available).mix(held).mix(version);
    }

    @Override
    public void onOrder(final Order order)
    {
        mix(5).mix(order.orderId()).mix(order.accountId()).mix(order.instrument().instrumentId())
            .mix(order.side().code()).mix(order.orderType().code()).mix(order.timeInForce().code())
            .mix(order.selfTradePrevention().code()).mix(order.priceTicks()).mix(order.quantityLots())
            .mix(order.quoteQuantity()).mix(order.leavesLots()).mix(order.cumLots()).mix(order.cumQuoteAmount())
            .mix(order.heldAmount()).mix(order.createTimeNs()).mix(order.fingerprint()).mix(order.clientOrderId());
    }

    @Override
    public void onClosedOrder(final OrderState order)
    {
        mix(6).mix(order.orderId()).mix(order.accountId()).mix(order.instrumentId()).mix(order.side().code())
            .mix(order.orderType().code()).mix(order.timeInForce().code()).mix(order.status().code())
            .mix(order.closeReason().code()).mix(order.priceTicks()).mix(order.quantityLots())
            .mix(order.quoteQuantity()).mix(order.cumLots()).mix(order.cumQuoteAmount()).mix(order.createTimeNs())
            .mix(order.fingerprint()).mix(order.clientOrderId());
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
        mix(7).mix(accountId).mix(transferId).mix(appliedTimeNs).mix(fingerprint).mix(available).mix(held);
    }
}
