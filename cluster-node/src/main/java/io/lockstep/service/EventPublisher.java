package io.lockstep.service;

import io.aeron.logbuffer.BufferClaim;
import io.lockstep.core.ExchangeEvents;
import io.lockstep.core.Trade;
import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.types.BalanceReason;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.Invariants;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.AccountStatus;
import io.lockstep.sbe.common.BalanceLegEncoder;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import io.lockstep.sbe.event.AccountCreatedEncoder;
import io.lockstep.sbe.event.AssetCreatedEncoder;
import io.lockstep.sbe.event.BalanceChangedEncoder;
import io.lockstep.sbe.event.CommandRejectedEncoder;
import io.lockstep.sbe.event.EventHeaderEncoder;
import io.lockstep.sbe.event.GenesisRecordedEncoder;
import io.lockstep.sbe.event.InstrumentCreatedEncoder;
import io.lockstep.sbe.event.OrderAcceptedEncoder;
import io.lockstep.sbe.event.OrderClosedEncoder;
import io.lockstep.sbe.event.StateHashTakenEncoder;
import io.lockstep.sbe.event.TradeEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Writes what the core did to the recorded event stream, byte-identical on every node.
 * <p>
 * The stream's position is computed beside the stream and must agree with it. The last event stays claimed until the
 * next one comes or the command ends, because only then is it known whether it is the last of its command; then it is
 * hashed into the chain and committed. Events that this node had recorded before it started are made and hashed again
 * but not written; the last of them must come out as it was recorded. Allocates nothing per event.
 */
final class EventPublisher implements ExchangeEvents
{
    private static final int BODY_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int LAST_OF_COMMAND_OFFSET = BODY_OFFSET + EventHeaderEncoder.lastOfCommandEncodingOffset();

    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final EventHeaderEncoder eventHeader = new EventHeaderEncoder();
    private final GenesisRecordedEncoder genesisRecorded = new GenesisRecordedEncoder();
    private final AssetCreatedEncoder assetCreated = new AssetCreatedEncoder();
    private final InstrumentCreatedEncoder instrumentCreated = new InstrumentCreatedEncoder();
    private final AccountCreatedEncoder accountCreated = new AccountCreatedEncoder();
    private final BalanceChangedEncoder balanceChanged = new BalanceChangedEncoder();
    private final OrderAcceptedEncoder orderAccepted = new OrderAcceptedEncoder();
    private final OrderClosedEncoder orderClosed = new OrderClosedEncoder();
    private final TradeEncoder tradeEncoder = new TradeEncoder();
    private final CommandRejectedEncoder commandRejected = new CommandRejectedEncoder();
    private final StateHashTakenEncoder stateHashTaken = new StateHashTakenEncoder();
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[EventStream.MAX_EVENT_LENGTH]);
    private final CommandContext command;
    private final NodeStatus status;

    private EventChannel channel;
    private RecordedTail recorded = RecordedTail.emptyAt(0);
    private long eventSeq;
    private long eventPosition;
    private long chainHash;
    private long leadershipTermId = RecordedTail.NONE;
    private long ackedEventSeq;
    private long ackedPosition;
    private long clusterTimeNs;
    private int indexInCommand;

    private MutableDirectBuffer buffer;
    private int offset;
    private int length;
    private boolean isOpen;
    private boolean isClaimed;

    EventPublisher(final CommandContext command, final NodeStatus status)
    {
        this.command = command;
        this.status = status;
    }

    /** The replicated part of this, out of a snapshot. */
    void restore(
        final long eventSeq, final long eventPosition, final long chainHash, final long leadershipTermId)
    {
        this.eventSeq = eventSeq;
        this.eventPosition = eventPosition;
        this.chainHash = chainHash;
        this.leadershipTermId = leadershipTermId;
    }

    void restoreAcknowledged(final long ackedEventSeq, final long ackedPosition)
    {
        this.ackedEventSeq = ackedEventSeq;
        this.ackedPosition = ackedPosition;
    }

    /** From here on events have somewhere to go. */
    void start(final EventChannel channel, final RecordedTail recorded)
    {
        this.channel = channel;
        this.recorded = recorded;
        Invariants.require(eventPosition <= recorded.position(), "the recording reaches the state");
        if (eventPosition == recorded.position())
        {
            requireRecordedHash();
        }
        publishStatus();
    }

    /**
     * A recording that is ahead of the log can only be caught up with by the entries it was made from, and those are
     * of terms up to its own: if a later term begins before, the log has lost them.
     */
    void onNewLeadershipTerm(final long leadershipTermId)
    {
        Invariants.require(
            eventPosition >= recorded.position() || leadershipTermId <= recorded.leadershipTermId(),
            "the log holds every command whose events were recorded");
        this.leadershipTermId = leadershipTermId;
        status.onLeadershipTerm(leadershipTermId);
    }

    void beginCommand(final long clusterTimeNs)
    {
        Invariants.require(!isOpen, "the last command was ended");
        this.clusterTimeNs = clusterTimeNs;
        indexInCommand = 0;
    }

    void endCommand()
    {
        if (isOpen)
        {
            finish(true);
            publishStatus();
        }
    }

    private void publishStatus()
    {
        status.onEvents(eventSeq, eventPosition, chainHash);
    }

    /** Progress of settlement; what does not go forward, or beyond what there is, is ignored. */
    void acknowledge(final long ackedEventSeq, final long ackedPosition)
    {
        if (ackedEventSeq > this.ackedEventSeq && ackedEventSeq <= eventSeq && ackedPosition <= eventPosition)
        {
            restoreAcknowledged(ackedEventSeq, ackedPosition);
        }
    }

    long eventSeq()
    {
        return eventSeq;
    }

    long eventPosition()
    {
        return eventPosition;
    }

    long chainHash()
    {
        return chainHash;
    }

    long leadershipTermId()
    {
        return leadershipTermId;
    }

    long ackedEventSeq()
    {
        return ackedEventSeq;
    }

    long ackedPosition()
    {
        return ackedPosition;
    }

    private int open(final int templateId, final int blockLength)
    {
        if (isOpen)
        {
            finish(false);
        }
        length = BODY_OFFSET + blockLength;
        final long endPosition = EventStream.positionAfter(eventPosition, length);
        isClaimed = endPosition > recorded.position();
        if (isClaimed)
        {
            Invariants.require(eventPosition >= recorded.position(), "no event straddles the end of the recording");
            final long claimedPosition = channel.claim(length, claim);
            Invariants.require(claimedPosition == endPosition, "the stream is where its events put it");
            buffer = claim.buffer();
            offset = claim.offset();
        }
        else
        {
            buffer = scratch;
            offset = 0;
        }
        isOpen = true;
        eventSeq++;
        eventPosition = endPosition;

        buffer.setMemory(offset, length, (byte)0);
        messageHeader.wrap(buffer, offset)
            .blockLength(blockLength)
            .templateId(templateId)
            .schemaId(GenesisRecordedEncoder.SCHEMA_ID)
            .version(GenesisRecordedEncoder.SCHEMA_VERSION);
        eventHeader.wrap(buffer, offset + BODY_OFFSET)
            .eventSeq(eventSeq)
            .logPosition(command.logPosition)
            .clusterTimeNs(clusterTimeNs)
            .leadershipTermId(leadershipTermId)
            .indexInCommand(indexInCommand++);
        return offset + BODY_OFFSET;
    }

    private void finish(final boolean isLastOfCommand)
    {
        isOpen = false;
        buffer.putByte(offset + LAST_OF_COMMAND_OFFSET, (byte)(isLastOfCommand ? 1 : 0));
        chainHash = EventChain.next(chainHash, buffer, offset, length);
        buffer.putLong(offset + length - EventChain.HASH_LENGTH, chainHash, ByteOrder.LITTLE_ENDIAN);
        if (isClaimed)
        {
            claim.commit();
        }
        else if (eventPosition == recorded.position())
        {
            requireRecordedHash();
        }
    }

    private void requireRecordedHash()
    {
        Invariants.require(
            !recorded.hasEvent() || chainHash == recorded.chainHash(), "events come out as they were recorded");
    }

    @Override
    public void onGenesis(final long chainId)
    {
        Invariants.require(0 == eventSeq, "genesis is the first event");
        chainHash = chainId;
        final int body = open(GenesisRecordedEncoder.TEMPLATE_ID, GenesisRecordedEncoder.BLOCK_LENGTH);
        genesisRecorded.wrap(buffer, body).chainId(chainId).revenueAccountId(ExchangeLimits.REVENUE_ACCOUNT_ID);
    }

    @Override
    public void onAssetCreated(final Asset asset)
    {
        final int body = open(AssetCreatedEncoder.TEMPLATE_ID, AssetCreatedEncoder.BLOCK_LENGTH);
        assetCreated.wrap(buffer, body).assetId(asset.assetId()).scale(asset.scale());
        AsciiFields.put(buffer, body + AssetCreatedEncoder.codeEncodingOffset(), asset.code());
    }

    @Override
    public void onInstrumentCreated(final Instrument instrument)
    {
        final InstrumentDefinition definition = instrument.definition();
        final int body = open(InstrumentCreatedEncoder.TEMPLATE_ID, InstrumentCreatedEncoder.BLOCK_LENGTH);
        instrumentCreated.wrap(buffer, body)
            .tickSize(definition.tickSize())
            .minPrice(definition.minPrice())
            .maxPrice(definition.maxPrice())
            .lotSize(definition.lotSize())
            .minQuantity(definition.minQuantity())
            .maxQuantity(definition.maxQuantity())
            .minNotional(definition.minNotional())
            .maxNotional(definition.maxNotional())
            .referencePrice(definition.referencePrice())
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
        AsciiFields.put(buffer, body + InstrumentCreatedEncoder.symbolEncodingOffset(), definition.symbol());
    }

    @Override
    public void onAccountCreated(final Account account)
    {
        final int body = open(AccountCreatedEncoder.TEMPLATE_ID, AccountCreatedEncoder.BLOCK_LENGTH);
        accountCreated.wrap(buffer, body)
            .accountId(account.accountId())
            .feeGroupId(account.feeGroupId())
            .accountStatus(AccountStatus.get((short)account.status().code()));
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
        final int body = open(BalanceChangedEncoder.TEMPLATE_ID, BalanceChangedEncoder.BLOCK_LENGTH);
        balanceChanged.wrap(buffer, body)
            .accountId(accountId)
            .availableDelta(availableDelta)
            .heldDelta(heldDelta)
            .assetId(assetId)
            .reason(io.lockstep.sbe.common.BalanceReason.get((short)reason.code()));
        put(balanceChanged.balance(), after);
        AsciiFields.put(buffer, body + BalanceChangedEncoder.transferIdEncodingOffset(), transferId);
    }

    private static void put(final BalanceLegEncoder encoder, final BalanceLeg leg)
    {
        encoder.available(leg.available()).held(leg.held()).version(leg.version());
    }

    @Override
    public void onOrderAccepted(
        final Order order, final long accountSeq, final int holdAsset, final BalanceLeg after)
    {
        final int body = open(OrderAcceptedEncoder.TEMPLATE_ID, OrderAcceptedEncoder.BLOCK_LENGTH);
        orderAccepted.wrap(buffer, body)
            .orderId(order.orderId())
            .accountId(order.accountId())
            .accountSeq(accountSeq)
            .price(WireValues.price(order.instrument(), order.priceTicks()))
            .quantity(WireValues.quantity(order.instrument(), order.quantityLots()))
            .quoteQuantity(order.quoteQuantity())
            .stopPrice(OrderAcceptedEncoder.stopPriceNullValue())
            .displayQuantity(OrderAcceptedEncoder.displayQuantityNullValue())
            .expireTimeNs(OrderAcceptedEncoder.expireTimeNsNullValue())
            .holdAmount(order.heldAmount())
            .holdAssetId(holdAsset)
            .instrumentId(order.instrument().instrumentId())
            .side(Side.get((short)order.side().code()))
            .orderType(OrderType.get((short)order.orderType().code()))
            .timeInForce(TimeInForce.get((short)order.timeInForce().code()))
            .selfTradePrevention(SelfTradePrevention.get((short)order.selfTradePrevention().code()));
        put(orderAccepted.balance(), after);
        AsciiFields.put(buffer, body + OrderAcceptedEncoder.clientOrderIdEncodingOffset(), order.clientOrderId());
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
        final int body = open(OrderClosedEncoder.TEMPLATE_ID, OrderClosedEncoder.BLOCK_LENGTH);
        orderClosed.wrap(buffer, body)
            .orderId(order.orderId())
            .accountId(order.accountId())
            .accountSeq(accountSeq)
            .price(WireValues.price(order.instrument(), order.priceTicks()))
            .cumQuantity(order.instrument().quantity(order.cumLots()))
            .cumQuoteAmount(order.cumQuoteAmount())
            .leavesQuantity(order.instrument().quantity(order.leavesLots()))
            .releasedAmount(releasedAmount)
            .holdAssetId(holdAsset)
            .instrumentId(order.instrument().instrumentId())
            .side(Side.get((short)order.side().code()))
            .orderStatus(io.lockstep.sbe.common.OrderStatus.get((short)status.code()))
            .closeReason(io.lockstep.sbe.common.CloseReason.get((short)reason.code()));
        put(orderClosed.balance(), after);
        AsciiFields.put(buffer, body + OrderClosedEncoder.clientOrderIdEncodingOffset(), order.clientOrderId());
    }

    @Override
    public void onTrade(final Trade trade)
    {
        final int body = open(TradeEncoder.TEMPLATE_ID, TradeEncoder.BLOCK_LENGTH);
        final Order buyer = trade.buyer();
        final Order seller = trade.seller();
        final Instrument instrument = buyer.instrument();
        tradeEncoder.wrap(buffer, body)
            .tradeId(trade.tradeId())
            .price(instrument.price(trade.priceTicks()))
            .quantity(instrument.quantity(trade.lots()))
            .quoteAmount(trade.quoteAmount())
            .buyerOrderId(buyer.orderId())
            .sellerOrderId(seller.orderId())
            .buyerAccountId(buyer.accountId())
            .sellerAccountId(seller.accountId())
            .buyerAccountSeq(trade.buyerAccountSeq())
            .sellerAccountSeq(trade.sellerAccountSeq())
            .buyerLeavesQuantity(instrument.quantity(buyer.leavesLots()))
            .sellerLeavesQuantity(instrument.quantity(seller.leavesLots()))
            .buyerCumQuantity(instrument.quantity(buyer.cumLots()))
            .sellerCumQuantity(instrument.quantity(seller.cumLots()))
            .buyerCumQuoteAmount(buyer.cumQuoteAmount())
            .sellerCumQuoteAmount(seller.cumQuoteAmount())
            .buyerFee(trade.buyerFee())
            .sellerFee(trade.sellerFee())
            .buyerRefund(trade.buyerRefund())
            .baseAmount(trade.baseAmount())
            .instrumentId(instrument.instrumentId())
            .baseAssetId(instrument.baseAssetId())
            .quoteAssetId(instrument.quoteAssetId())
            .takerSide(Side.get((short)trade.takerSide().code()));
        put(tradeEncoder.buyerQuote(), trade.buyerQuote());
        put(tradeEncoder.buyerBase(), trade.buyerBase());
        put(tradeEncoder.sellerBase(), trade.sellerBase());
        put(tradeEncoder.sellerQuote(), trade.sellerQuote());
        put(tradeEncoder.revenueBase(), trade.revenueBase());
        put(tradeEncoder.revenueQuote(), trade.revenueQuote());
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
        final int body = open(CommandRejectedEncoder.TEMPLATE_ID, CommandRejectedEncoder.BLOCK_LENGTH);
        commandRejected.wrap(buffer, body)
            .accountId(accountId)
            .orderId(orderId)
            .instrumentId(0 == instrumentId ? CommandRejectedEncoder.instrumentIdNullValue() : instrumentId)
            .assetId(0 == assetId ? CommandRejectedEncoder.assetIdNullValue() : assetId)
            .refTemplateId(command.templateId)
            .code(io.lockstep.sbe.common.RejectCode.get(code.code()));
        if (requestId.isValid())
        {
            AsciiFields.put(buffer, body + CommandRejectedEncoder.requestIdEncodingOffset(), requestId);
        }
    }

    @Override
    public void onStateHashTaken(final long stateHash)
    {
        final int body = open(StateHashTakenEncoder.TEMPLATE_ID, StateHashTakenEncoder.BLOCK_LENGTH);
        stateHashTaken.wrap(buffer, body).stateHash(stateHash);
        status.onStateHash(stateHash, command.logPosition);
    }
}
