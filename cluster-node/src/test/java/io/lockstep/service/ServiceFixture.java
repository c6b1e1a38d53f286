package io.lockstep.service;

import io.aeron.logbuffer.BufferClaim;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.client.CreateAccountEncoder;
import io.lockstep.sbe.client.CreateAssetEncoder;
import io.lockstep.sbe.client.CreateInstrumentEncoder;
import io.lockstep.sbe.client.DepositEncoder;
import io.lockstep.sbe.client.GenesisEncoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/**
 * The service without Aeron: messages in, events and replies out, all kept.
 */
final class ServiceFixture
{
    static final long CHAIN_ID = 42;
    static final long NOW_NS = 1_000_000_000_000_000L;
    private static final int FRAME_HEADER_LENGTH = EventStream.FRAME_HEADER_LENGTH;

    final NodeStatus status = new NodeStatus();
    final CommandContext command = new CommandContext();
    final ConnectedSessions sessions = new ConnectedSessions();
    final EventPublisher events = new EventPublisher(command, status);
    final KeptEgress egress = new KeptEgress(status);
    final KeptEvents channel = new KeptEvents();
    final ExchangeStateMachine core;
    final IngressAdapter ingress;
    final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    final MessageHeaderEncoder header = new MessageHeaderEncoder();
    final ConnectedSession session =
        new ConnectedSession(null, Principal.of("all", "GATEWAY,CASHIER,ADMIN,BRIDGE", ""));
    long logPosition;

    ServiceFixture()
    {
        final ReportPublisher reports = new ReportPublisher(command, sessions, events, egress);
        core = new ExchangeStateMachine(new EventFanOut(events, reports));
        ingress = new IngressAdapter(
            command, core, events, reports, new ReplyPublisher(command, events, egress));
    }

    /** Replies, instead of sessions. */
    static final class KeptEgress extends Egress
    {
        final List<DirectBuffer> replies = new ArrayList<>();

        KeptEgress(final NodeStatus status)
        {
            super(status);
        }

        @Override
        boolean isSending()
        {
            return true;
        }

        @Override
        void send(final ConnectedSession session, final DirectBuffer buffer, final int length)
        {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, 0, length);
            replies.add(copy);
        }
    }

    /** Events, instead of a stream; positions as a stream has them. */
    static final class KeptEvents implements EventChannel
    {
        final List<UnsafeBuffer> frames = new ArrayList<>();
        long position;

        @Override
        public long claim(final int length, final BufferClaim claim)
        {
            final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_HEADER_LENGTH + length]);
            frame.setMemory(0, frame.capacity(), (byte)0x77);
            claim.wrap(frame, 0, frame.capacity());
            frames.add(frame);
            position = EventStream.positionAfter(position, length);
            return position;
        }

        byte[] event(final int index)
        {
            final UnsafeBuffer frame = frames.get(index);
            final byte[] event = new byte[frame.capacity() - FRAME_HEADER_LENGTH];
            frame.getBytes(FRAME_HEADER_LENGTH, event);
            return event;
        }
    }

    /** As a node does that has nothing yet. */
    ServiceFixture startEmpty()
    {
        return start(RecordedTail.emptyAt(0));
    }

    ServiceFixture start(final RecordedTail recorded)
    {
        channel.position = recorded.streamPosition();
        events.start(channel, recorded);
        events.onNewLeadershipTerm(0);
        return this;
    }

    /** Give the service a message, and tell the last reply to it, or null. */
    DirectBuffer send(final int length)
    {
        return send(session, length);
    }

    DirectBuffer send(final ConnectedSession from, final int length)
    {
        egress.replies.clear();
        logPosition += 256;
        ingress.onMessage(from, logPosition, NOW_NS + logPosition, buffer, 0, length);
        return egress.replies.isEmpty() ? null : egress.replies.get(egress.replies.size() - 1);
    }

    int genesis()
    {
        new GenesisEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(1).chainId(CHAIN_ID);
        return MessageHeaderEncoder.ENCODED_LENGTH + GenesisEncoder.BLOCK_LENGTH;
    }

    int createAsset(final int assetId, final String code)
    {
        new CreateAssetEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(1).assetId(assetId).scale((short)8).code(code);
        return MessageHeaderEncoder.ENCODED_LENGTH + CreateAssetEncoder.BLOCK_LENGTH;
    }

    int createInstrument()
    {
        new CreateInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(1)
            .tickSize(1)
            .minPrice(1)
            .maxPrice(100_000_000)
            .lotSize(1)
            .minQuantity(1)
            .maxQuantity(1_000_000_000)
            .minNotional(0)
            .maxNotional(Long.MAX_VALUE / 2)
            .referencePrice(CreateInstrumentEncoder.referencePriceNullValue())
            .instrumentId(1)
            .baseAssetId(1)
            .quoteAssetId(2)
            .maxOpenOrders(100_000)
            .makerFeePpm(1000)
            .takerFeePpm(2000)
            .priceBandBps(0)
            .priceScale((short)2)
            .quantityScale((short)6)
            .instrumentStatus(InstrumentStatus.TRADING)
            .symbol("BTC_USDT");
        return MessageHeaderEncoder.ENCODED_LENGTH + CreateInstrumentEncoder.BLOCK_LENGTH;
    }

    int createAccount(final long accountId)
    {
        new CreateAccountEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(1).accountId(accountId).feeGroupId(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + CreateAccountEncoder.BLOCK_LENGTH;
    }

    int deposit(final long accountId, final int assetId, final long amount, final String transferId)
    {
        new DepositEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(1).accountId(accountId).amount(amount).requestTimeNs(NOW_NS).assetId(assetId)
            .transferId(transferId);
        return MessageHeaderEncoder.ENCODED_LENGTH + DepositEncoder.BLOCK_LENGTH;
    }

    int limit(final long accountId, final Side side, final long price, final long quantity, final String id)
    {
        new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(1)
            .accountId(accountId)
            .price(price)
            .quantity(quantity)
            .quoteQuantity(NewOrderEncoder.quoteQuantityNullValue())
            .stopPrice(NewOrderEncoder.stopPriceNullValue())
            .displayQuantity(NewOrderEncoder.displayQuantityNullValue())
            .expireTimeNs(NewOrderEncoder.expireTimeNsNullValue())
            .requestTimeNs(NOW_NS)
            .instrumentId(1)
            .side(side)
            .orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.GTC)
            .selfTradePrevention(SelfTradePrevention.NULL_VAL)
            .clientOrderId(id);
        return MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    }

    /** Genesis to money: eight events. */
    ServiceFixture setUp()
    {
        send(genesis());
        send(createAsset(1, "BTC"));
        send(createAsset(2, "USDT"));
        send(createInstrument());
        send(createAccount(1001));
        send(createAccount(1002));
        send(deposit(1001, 1, 1_000_000_000_000L, "d1"));
        send(deposit(1002, 2, 100_000_000_000_000_000L, "d2"));
        return this;
    }

    /** Two orders that rest, one that takes both, a refusal: two, four and one events. */
    ServiceFixture trade(final String id)
    {
        send(limit(1001, Side.SELL, 5_000_000, 100, id + "-1"));
        send(limit(1001, Side.SELL, 5_000_100, 100, id + "-2"));
        send(limit(1002, Side.BUY, 5_000_100, 250, id + "-3"));
        send(limit(1002, Side.BUY, 0, 250, id + "-4"));
        return this;
    }
}
