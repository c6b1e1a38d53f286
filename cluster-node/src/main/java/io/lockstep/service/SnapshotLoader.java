package io.lockstep.service;

import io.aeron.Image;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.StateRestore;
import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.types.AccountStatus;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.Invariants;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.snapshot.AccountRecordDecoder;
import io.lockstep.sbe.snapshot.AssetRecordDecoder;
import io.lockstep.sbe.snapshot.BalanceRecordDecoder;
import io.lockstep.sbe.snapshot.ClosedOrderRecordDecoder;
import io.lockstep.sbe.snapshot.InstrumentRecordDecoder;
import io.lockstep.sbe.snapshot.OrderRecordDecoder;
import io.lockstep.sbe.snapshot.SnapshotBeginDecoder;
import io.lockstep.sbe.snapshot.SnapshotEndDecoder;
import io.lockstep.sbe.snapshot.TransferRecordDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/**
 * Reads a snapshot into a new core. Anything but a whole snapshot of this stream's geometry, with the number of records
 * and the state hash that its end promises, is refused by throwing: the node must not serve from it.
 */
final class SnapshotLoader implements FragmentHandler
{
    private static final int FRAGMENT_LIMIT = 64;

    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final SnapshotBeginDecoder snapshotBegin = new SnapshotBeginDecoder();
    private final AssetRecordDecoder assetRecord = new AssetRecordDecoder();
    private final InstrumentRecordDecoder instrumentRecord = new InstrumentRecordDecoder();
    private final AccountRecordDecoder accountRecord = new AccountRecordDecoder();
    private final BalanceRecordDecoder balanceRecord = new BalanceRecordDecoder();
    private final OrderRecordDecoder orderRecord = new OrderRecordDecoder();
    private final ClosedOrderRecordDecoder closedOrderRecord = new ClosedOrderRecordDecoder();
    private final TransferRecordDecoder transferRecord = new TransferRecordDecoder();
    private final SnapshotEndDecoder snapshotEnd = new SnapshotEndDecoder();
    private final RequestId requestId = new RequestId();
    private final StateRestore restore;
    private final EventPublisher events;
    private long recordCount;
    private boolean hasBegun;
    private boolean hasEnded;

    SnapshotLoader(final ExchangeStateMachine core, final EventPublisher events)
    {
        this.restore = core.restore();
        this.events = events;
    }

    void load(final Image image, final IdleStrategy idleStrategy)
    {
        while (!hasEnded)
        {
            final int fragments = image.poll(this, FRAGMENT_LIMIT);
            Invariants.require(
                hasEnded || fragments > 0 || !(image.isClosed() || image.isEndOfStream()), "snapshot has an end");
            idleStrategy.idle(fragments);
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        messageHeader.wrap(buffer, offset);
        Invariants.require(
            SnapshotBeginDecoder.SCHEMA_ID == messageHeader.schemaId() &&
            messageHeader.version() <= SnapshotBeginDecoder.SCHEMA_VERSION, "snapshot is of a known schema");
        Invariants.require(!hasEnded, "snapshot has nothing after its end");
        final int templateId = messageHeader.templateId();
        Invariants.require(
            hasBegun != (SnapshotBeginDecoder.TEMPLATE_ID == templateId), "snapshot begins once, with its beginning");
        onRecord(templateId, buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
    }

    private void onRecord(final int templateId, final DirectBuffer buffer, final int body)
    {
        recordCount++;
        switch (templateId)
        {
            case SnapshotBeginDecoder.TEMPLATE_ID:
                onBegin(buffer, body);
                break;

            case AssetRecordDecoder.TEMPLATE_ID:
                assetRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
                restore.asset(
                    new Asset(
                        assetRecord.assetId(),
                        assetRecord.scale(),
                        AsciiFields.getCode(buffer, body + AssetRecordDecoder.codeEncodingOffset())),
                    assetRecord.netDeposits());
                break;

            case InstrumentRecordDecoder.TEMPLATE_ID:
                onInstrument(buffer, body);
                break;

            case AccountRecordDecoder.TEMPLATE_ID:
                accountRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
                restore.account(
                    accountRecord.accountId(),
                    accountRecord.feeGroupId(),
                    AccountStatus.of(accountRecord.accountStatusRaw()),
                    accountRecord.accountSeq());
                break;

            case BalanceRecordDecoder.TEMPLATE_ID:
                balanceRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
                restore.balance(
                    balanceRecord.accountId(),
                    balanceRecord.assetId(),
                    balanceRecord.available(),
                    balanceRecord.held(),
                    balanceRecord.version());
                break;

            case OrderRecordDecoder.TEMPLATE_ID:
                onOrder(buffer, body);
                break;

            case ClosedOrderRecordDecoder.TEMPLATE_ID:
                onClosedOrder(buffer, body);
                break;

            case TransferRecordDecoder.TEMPLATE_ID:
                transferRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
                AsciiFields.get(buffer, body + TransferRecordDecoder.transferIdEncodingOffset(), requestId);
                restore.transfer(
                    transferRecord.accountId(),
                    requestId,
                    transferRecord.appliedTimeNs(),
                    transferRecord.fingerprint(),
                    transferRecord.available(),
                    transferRecord.held());
                break;

            case SnapshotEndDecoder.TEMPLATE_ID:
                onEnd(buffer, body);
                break;

            default:
                throw new IllegalStateException("snapshot has an unknown record: " + templateId);
        }
    }

    private void onBegin(final DirectBuffer buffer, final int body)
    {
        hasBegun = true;
        recordCount = 0;
        snapshotBegin.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
        Invariants.require(
            EventStream.TERM_LENGTH == snapshotBegin.streamTermLength() &&
            EventStream.MTU_LENGTH == snapshotBegin.streamMtuLength() &&
            EventStream.INITIAL_TERM_ID == snapshotBegin.streamInitialTermId(),
            "snapshot is of a stream of this geometry");
        restore.counters(
            snapshotBegin.chainId(),
            snapshotBegin.lastTimeNs(),
            snapshotBegin.nextOrderId(),
            snapshotBegin.nextTradeId());
        events.restore(
            snapshotBegin.eventSeq(),
            snapshotBegin.eventPosition(),
            snapshotBegin.chainHash(),
            snapshotBegin.leadershipTermId());
        events.restoreAcknowledged(snapshotBegin.ackedEventSeq(), snapshotBegin.ackedPosition());
    }

    private void onInstrument(final DirectBuffer buffer, final int body)
    {
        instrumentRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
        final InstrumentStatus status = InstrumentStatus.of(instrumentRecord.instrumentStatusRaw());
        final long lastTradePriceTicks = instrumentRecord.lastTradePriceTicks();
        restore.instrument(
            new InstrumentDefinition(
                instrumentRecord.instrumentId(),
                AsciiFields.getCode(buffer, body + InstrumentRecordDecoder.symbolEncodingOffset()),
                instrumentRecord.baseAssetId(),
                instrumentRecord.quoteAssetId(),
                instrumentRecord.priceScale(),
                instrumentRecord.quantityScale(),
                instrumentRecord.tickSize(),
                instrumentRecord.minPrice(),
                instrumentRecord.maxPrice(),
                instrumentRecord.lotSize(),
                instrumentRecord.minQuantity(),
                instrumentRecord.maxQuantity(),
                instrumentRecord.minNotional(),
                instrumentRecord.maxNotional(),
                instrumentRecord.referencePrice(),
                instrumentRecord.maxOpenOrders(),
                instrumentRecord.makerFeePpm(),
                instrumentRecord.takerFeePpm(),
                instrumentRecord.priceBandBps(),
                status),
            status,
            InstrumentRecordDecoder.lastTradePriceTicksNullValue() == lastTradePriceTicks ?
                Quantities.NULL_VALUE : lastTradePriceTicks);
    }

    private void onOrder(final DirectBuffer buffer, final int body)
    {
        orderRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
        AsciiFields.get(buffer, body + OrderRecordDecoder.clientOrderIdEncodingOffset(), requestId);
        final Order order = restore.order(
            orderRecord.orderId(),
            orderRecord.accountId(),
            orderRecord.instrumentId(),
            requestId,
            orderRecord.fingerprint(),
            orderRecord.createTimeNs());
        order.describe(
            Side.of(orderRecord.sideRaw()),
            OrderType.of(orderRecord.orderTypeRaw()),
            TimeInForce.of(orderRecord.timeInForceRaw()),
            SelfTradePrevention.of(orderRecord.selfTradePreventionRaw()),
            orderRecord.priceTicks(),
            orderRecord.priceTicks(),
            orderRecord.quantityLots(),
            orderRecord.quoteQuantity());
        order.restoreFills(orderRecord.leavesLots(), orderRecord.cumLots(), orderRecord.cumQuoteAmount());
        restore.openOrder(order, orderRecord.heldAmount());
    }

    private void onClosedOrder(final DirectBuffer buffer, final int body)
    {
        closedOrderRecord.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
        AsciiFields.get(buffer, body + ClosedOrderRecordDecoder.clientOrderIdEncodingOffset(), requestId);
        final Order order = restore.order(
            closedOrderRecord.orderId(),
            closedOrderRecord.accountId(),
            closedOrderRecord.instrumentId(),
            requestId,
            closedOrderRecord.fingerprint(),
            closedOrderRecord.createTimeNs());
        order.describe(
            Side.of(closedOrderRecord.sideRaw()),
            OrderType.of(closedOrderRecord.orderTypeRaw()),
            TimeInForce.of(closedOrderRecord.timeInForceRaw()),
            SelfTradePrevention.NONE,
            closedOrderRecord.priceTicks(),
            closedOrderRecord.priceTicks(),
            closedOrderRecord.quantityLots(),
            closedOrderRecord.quoteQuantity());
        order.restoreFills(0, closedOrderRecord.cumLots(), closedOrderRecord.cumQuoteAmount());
        restore.closedOrder(
            order,
            OrderStatus.of(closedOrderRecord.orderStatusRaw()),
            CloseReason.of(closedOrderRecord.closeReasonRaw()));
    }

    private void onEnd(final DirectBuffer buffer, final int body)
    {
        snapshotEnd.wrap(buffer, body, messageHeader.blockLength(), messageHeader.version());
        Invariants.require(recordCount - 1 == snapshotEnd.recordCount(), "snapshot has every record that it counts");
        restore.end(snapshotEnd.stateHash());
        hasEnded = true;
    }
}
