package io.lockstep.service;

import io.aeron.logbuffer.BufferClaim;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.StateVisitor;
import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.AccountStatus;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import io.lockstep.sbe.snapshot.AccountRecordEncoder;
import io.lockstep.sbe.snapshot.AssetRecordEncoder;
import io.lockstep.sbe.snapshot.BalanceRecordEncoder;
import io.lockstep.sbe.snapshot.ClosedOrderRecordEncoder;
import io.lockstep.sbe.snapshot.InstrumentRecordEncoder;
import io.lockstep.sbe.snapshot.OrderRecordEncoder;
import io.lockstep.sbe.snapshot.SnapshotBeginEncoder;
import io.lockstep.sbe.snapshot.SnapshotEndEncoder;
import io.lockstep.sbe.snapshot.TransferRecordEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Writes the whole state, one record a frame, between a begin and an end that the loader insists on.
 */
final class SnapshotTaker implements StateVisitor
{
    private static final int BODY_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final SnapshotBeginEncoder snapshotBegin = new SnapshotBeginEncoder();
    private final AssetRecordEncoder assetRecord = new AssetRecordEncoder();
    private final InstrumentRecordEncoder instrumentRecord = new InstrumentRecordEncoder();
    private final AccountRecordEncoder accountRecord = new AccountRecordEncoder();
    private final BalanceRecordEncoder balanceRecord = new BalanceRecordEncoder();
    private final OrderRecordEncoder orderRecord = new OrderRecordEncoder();
    private final ClosedOrderRecordEncoder closedOrderRecord = new ClosedOrderRecordEncoder();
    private final TransferRecordEncoder transferRecord = new TransferRecordEncoder();
    private final SnapshotEndEncoder snapshotEnd = new SnapshotEndEncoder();
    private final BufferClaim claim = new BufferClaim();
    private final SnapshotSink sink;
    private long recordCount;

    SnapshotTaker(final SnapshotSink sink)
    {
        this.sink = sink;
    }

    void take(final ExchangeStateMachine core, final EventPublisher events)
    {
        claim(SnapshotBeginEncoder.BLOCK_LENGTH);
        snapshotBegin.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .eventSeq(events.eventSeq())
            .eventPosition(events.eventPosition())
            .chainHash(events.chainHash())
            .chainId(core.chainId())
            .leadershipTermId(events.leadershipTermId())
            .lastTimeNs(core.nowNs())
            .nextOrderId(core.nextOrderId())
            .nextTradeId(core.nextTradeId())
            .ackedEventSeq(events.ackedEventSeq())
            .ackedPosition(events.ackedPosition())
            .streamTermLength(EventStream.TERM_LENGTH)
            .streamMtuLength(EventStream.MTU_LENGTH)
            .streamInitialTermId(EventStream.INITIAL_TERM_ID)
            .initialised(0 != core.chainId() ? Bool.TRUE : Bool.FALSE);
        claim.commit();

        recordCount = 0;
        core.visit(this);

        final long writtenCount = recordCount;
        claim(SnapshotEndEncoder.BLOCK_LENGTH);
        snapshotEnd.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .recordCount(writtenCount)
            .stateHash(core.stateHash());
        claim.commit();
    }

    private void claim(final int blockLength)
    {
        recordCount++;
        sink.claim(BODY_OFFSET + blockLength, claim);
    }

    private MutableDirectBuffer buffer()
    {
        return claim.buffer();
    }

    private int body()
    {
        return claim.offset() + BODY_OFFSET;
    }

    @Override
    public void onAsset(final Asset asset, final long netDeposits)
    {
        claim(AssetRecordEncoder.BLOCK_LENGTH);
        assetRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .assetId(asset.assetId())
            .scale(asset.scale())
            .netDeposits(netDeposits);
        AsciiFields.put(buffer(), body() + AssetRecordEncoder.codeEncodingOffset(), asset.code());
        claim.commit();
    }

    @Override
    public void onInstrument(final Instrument instrument)
    {
        final InstrumentDefinition definition = instrument.definition();
        final long lastTradePriceTicks = instrument.lastTradePriceTicks();
        claim(InstrumentRecordEncoder.BLOCK_LENGTH);
        instrumentRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .tickSize(definition.tickSize())
            .minPrice(definition.minPrice())
            .maxPrice(definition.maxPrice())
            .lotSize(definition.lotSize())
            .minQuantity(definition.minQuantity())
            .maxQuantity(definition.maxQuantity())
            .minNotional(definition.minNotional())
            .maxNotional(definition.maxNotional())
            .referencePrice(definition.referencePrice())
            .lastTradePriceTicks(Quantities.NULL_VALUE == lastTradePriceTicks ?
                InstrumentRecordEncoder.lastTradePriceTicksNullValue() : lastTradePriceTicks)
            .instrumentId(definition.instrumentId())
            .baseAssetId(definition.baseAssetId())
            .quoteAssetId(definition.quoteAssetId())
            .maxOpenOrders(definition.maxOpenOrders())
            .makerFeePpm(definition.makerFeePpm())
            .takerFeePpm(definition.takerFeePpm())
            .priceBandBps(definition.priceBandBps())
            .priceScale((short)definition.priceScale())
            .quantityScale((short)definition.quantityScale())
            .instrumentStatus(InstrumentStatus.get((short)instrument.status().code()));
        AsciiFields.put(buffer(), body() + InstrumentRecordEncoder.symbolEncodingOffset(), definition.symbol());
        claim.commit();
    }

    @Override
    public void onAccount(final Account account)
    {
        claim(AccountRecordEncoder.BLOCK_LENGTH);
        accountRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .accountId(account.accountId())
            .accountSeq(account.accountSeq())
            .feeGroupId(account.feeGroupId())
            .accountStatus(AccountStatus.get((short)account.status().code()));
        claim.commit();
    }

    @Override
    public void onBalance(
        final Account account, final int assetId, final long available, final long held, final long version)
    {
        claim(BalanceRecordEncoder.BLOCK_LENGTH);
        balanceRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .accountId(account.accountId())
            .available(available)
            .held(held)
            .version(version)
            .assetId(assetId);
        claim.commit();
    }

    @Override
    public void onOrder(final Order order)
    {
        claim(OrderRecordEncoder.BLOCK_LENGTH);
        orderRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .orderId(order.orderId())
            .accountId(order.accountId())
            .priceTicks(order.priceTicks())
            .quantityLots(order.quantityLots())
            .quoteQuantity(order.quoteQuantity())
            .leavesLots(order.leavesLots())
            .cumLots(order.cumLots())
            .cumQuoteAmount(order.cumQuoteAmount())
            .heldAmount(order.heldAmount())
            .createTimeNs(order.createTimeNs())
            .fingerprint(order.fingerprint())
            .instrumentId(order.instrument().instrumentId())
            .side(Side.get((short)order.side().code()))
            .orderType(OrderType.get((short)order.orderType().code()))
            .timeInForce(TimeInForce.get((short)order.timeInForce().code()))
            .selfTradePrevention(SelfTradePrevention.get((short)order.selfTradePrevention().code()));
        AsciiFields.put(buffer(), body() + OrderRecordEncoder.clientOrderIdEncodingOffset(), order.clientOrderId());
        claim.commit();
    }

    @Override
    public void onClosedOrder(final OrderState order)
    {
        claim(ClosedOrderRecordEncoder.BLOCK_LENGTH);
        closedOrderRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .orderId(order.orderId())
            .accountId(order.accountId())
            .priceTicks(order.priceTicks())
            .quantityLots(order.quantityLots())
            .quoteQuantity(order.quoteQuantity())
            .cumLots(order.cumLots())
            .cumQuoteAmount(order.cumQuoteAmount())
            .createTimeNs(order.createTimeNs())
            .fingerprint(order.fingerprint())
            .instrumentId(order.instrumentId())
            .side(Side.get((short)order.side().code()))
            .orderType(OrderType.get((short)order.orderType().code()))
            .timeInForce(TimeInForce.get((short)order.timeInForce().code()))
            .orderStatus(OrderStatus.get((short)order.status().code()))
            .closeReason(CloseReason.get((short)order.closeReason().code()));
        AsciiFields.put(
            buffer(), body() + ClosedOrderRecordEncoder.clientOrderIdEncodingOffset(), order.clientOrderId());
        claim.commit();
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
        claim(TransferRecordEncoder.BLOCK_LENGTH);
        transferRecord.wrapAndApplyHeader(buffer(), claim.offset(), messageHeader)
            .accountId(accountId)
            .appliedTimeNs(appliedTimeNs)
            .fingerprint(fingerprint)
            .available(available)
            .held(held);
        AsciiFields.put(buffer(), body() + TransferRecordEncoder.transferIdEncodingOffset(), transferId);
        claim.commit();
    }
}
