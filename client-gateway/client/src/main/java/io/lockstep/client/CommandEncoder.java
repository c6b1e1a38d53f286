package io.lockstep.client;

import io.lockstep.sbe.client.BalanceQueryEncoder;
import io.lockstep.sbe.client.CancelOrderEncoder;
import io.lockstep.sbe.client.CreateAccountEncoder;
import io.lockstep.sbe.client.CreateAssetEncoder;
import io.lockstep.sbe.client.CreateInstrumentEncoder;
import io.lockstep.sbe.client.DepositEncoder;
import io.lockstep.sbe.client.GenesisEncoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.client.OrderQueryEncoder;
import io.lockstep.sbe.client.SettlementAckEncoder;
import io.lockstep.sbe.client.StateHashRequestEncoder;
import io.lockstep.sbe.client.WithdrawEncoder;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.MutableDirectBuffer;

/**
 * Checks a command's arguments and encodes it. Every field of the block is written, so a buffer can be used again.
 * Each method returns the encoded length, message header included. Single-threaded, allocation free.
 */
final class CommandEncoder
{
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final OrderQueryEncoder orderQuery = new OrderQueryEncoder();
    private final CreateAccountEncoder createAccount = new CreateAccountEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final BalanceQueryEncoder balanceQuery = new BalanceQueryEncoder();
    private final GenesisEncoder genesis = new GenesisEncoder();
    private final CreateAssetEncoder createAsset = new CreateAssetEncoder();
    private final CreateInstrumentEncoder createInstrument = new CreateInstrumentEncoder();
    private final StateHashRequestEncoder stateHashRequest = new StateHashRequestEncoder();
    private final SettlementAckEncoder settlementAck = new SettlementAckEncoder();

    int newOrder(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final long requestTimeNs,
        final OrderRequest request)
    {
        Arguments.id("accountId", request.accountId);
        Arguments.id("instrumentId", request.instrumentId);
        Arguments.given("side", request.side, Side.NULL_VAL);
        Arguments.given("orderType", request.orderType, OrderType.NULL_VAL);
        Arguments.given("timeInForce", request.timeInForce, TimeInForce.NULL_VAL);
        Arguments.given("selfTradePrevention", request.selfTradePrevention, null);
        Arguments.requestId("clientOrderId", request.clientOrderId);

        newOrder.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(request.accountId)
            .price(request.price)
            .quantity(request.quantity)
            .quoteQuantity(request.quoteQuantity)
            .stopPrice(request.stopPrice)
            .displayQuantity(request.displayQuantity)
            .expireTimeNs(request.expireTimeNs)
            .requestTimeNs(requestTimeNs)
            .instrumentId(request.instrumentId)
            .side(request.side)
            .orderType(request.orderType)
            .timeInForce(request.timeInForce)
            .selfTradePrevention(request.selfTradePrevention)
            .clientOrderId(request.clientOrderId);
        return MessageHeaderEncoder.ENCODED_LENGTH + newOrder.encodedLength();
    }

    int cancelOrder(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final long requestTimeNs,
        final long accountId,
        final int instrumentId,
        final long orderId,
        final CharSequence origClientOrderId)
    {
        Arguments.id("accountId", accountId);
        Arguments.id("instrumentId", instrumentId);
        final boolean byId = orderReference(orderId, "origClientOrderId", origClientOrderId);

        cancelOrder.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(accountId)
            .orderId(byId ? orderId : CancelOrderEncoder.orderIdNullValue())
            .requestTimeNs(requestTimeNs)
            .instrumentId(instrumentId)
            .origClientOrderId(orEmpty(origClientOrderId));
        return MessageHeaderEncoder.ENCODED_LENGTH + cancelOrder.encodedLength();
    }

    int orderQuery(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final long accountId,
        final int instrumentId,
        final long orderId,
        final CharSequence clientOrderId)
    {
        Arguments.id("accountId", accountId);
        Arguments.id("instrumentId", instrumentId);
        final boolean byId = orderReference(orderId, "clientOrderId", clientOrderId);

        orderQuery.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(accountId)
            .orderId(byId ? orderId : OrderQueryEncoder.orderIdNullValue())
            .instrumentId(instrumentId)
            .clientOrderId(orEmpty(clientOrderId));
        return MessageHeaderEncoder.ENCODED_LENGTH + orderQuery.encodedLength();
    }

    int createAccount(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final long accountId,
        final int feeGroupId)
    {
        Arguments.id("accountId", accountId);
        Arguments.range("feeGroupId", feeGroupId, 0, Integer.MAX_VALUE);

        createAccount.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(accountId)
            .feeGroupId(feeGroupId);
        return MessageHeaderEncoder.ENCODED_LENGTH + createAccount.encodedLength();
    }

    int deposit(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final long requestTimeNs,
        final long accountId,
        final int assetId,
        final long amount,
        final CharSequence transferId)
    {
        Arguments.id("accountId", accountId);
        Arguments.id("assetId", assetId);
        Arguments.requestId("transferId", transferId);

        deposit.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(accountId)
            .amount(amount)
            .requestTimeNs(requestTimeNs)
            .assetId(assetId)
            .transferId(transferId);
        return MessageHeaderEncoder.ENCODED_LENGTH + deposit.encodedLength();
    }

    int withdraw(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final long requestTimeNs,
        final long accountId,
        final int assetId,
        final long amount,
        final CharSequence transferId)
    {
        Arguments.id("accountId", accountId);
        Arguments.id("assetId", assetId);
        Arguments.requestId("transferId", transferId);

        withdraw.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(accountId)
            .amount(amount)
            .requestTimeNs(requestTimeNs)
            .assetId(assetId)
            .transferId(transferId);
        return MessageHeaderEncoder.ENCODED_LENGTH + withdraw.encodedLength();
    }

    int balanceQuery(
        final MutableDirectBuffer buffer, final int offset, final long correlationId, final long accountId)
    {
        Arguments.id("accountId", accountId);

        balanceQuery.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .accountId(accountId);
        return MessageHeaderEncoder.ENCODED_LENGTH + balanceQuery.encodedLength();
    }

    int genesis(final MutableDirectBuffer buffer, final int offset, final long correlationId, final long chainId)
    {
        if (0 == chainId)
        {
            throw new IllegalArgumentException("chainId must not be 0");
        }

        genesis.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .chainId(chainId);
        return MessageHeaderEncoder.ENCODED_LENGTH + genesis.encodedLength();
    }

    int createAsset(
        final MutableDirectBuffer buffer,
        final int offset,
        final long correlationId,
        final int assetId,
        final int scale,
        final CharSequence code)
    {
        Arguments.id("assetId", assetId);
        Arguments.range("scale", scale, 0, 18);
        Arguments.code("code", code);

        createAsset.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .assetId(assetId)
            .scale((short)scale)
            .code(code);
        return MessageHeaderEncoder.ENCODED_LENGTH + createAsset.encodedLength();
    }

    int createInstrument(
        final MutableDirectBuffer buffer, final int offset, final long correlationId, final InstrumentRequest request)
    {
        Arguments.id("instrumentId", request.instrumentId);
        Arguments.code("symbol", request.symbol);
        Arguments.id("baseAssetId", request.baseAssetId);
        Arguments.id("quoteAssetId", request.quoteAssetId);
        Arguments.range("priceScale", request.priceScale, 0, 18);
        Arguments.range("quantityScale", request.quantityScale, 0, 18);
        Arguments.given("instrumentStatus", request.instrumentStatus, InstrumentStatus.NULL_VAL);

        createInstrument.wrapAndApplyHeader(buffer, offset, header)
            .correlationId(correlationId)
            .tickSize(request.tickSize)
            .minPrice(request.minPrice)
            .maxPrice(request.maxPrice)
            .lotSize(request.lotSize)
            .minQuantity(request.minQuantity)
            .maxQuantity(request.maxQuantity)
            .minNotional(request.minNotional)
            .maxNotional(request.maxNotional)
            .referencePrice(request.referencePrice)
            .instrumentId(request.instrumentId)
            .baseAssetId(request.baseAssetId)
            .quoteAssetId(request.quoteAssetId)
            .maxOpenOrders(request.maxOpenOrders)
            .makerFeePpm(request.makerFeePpm)
            .takerFeePpm(request.takerFeePpm)
            .priceBandBps(request.priceBandBps)
            .priceScale((short)request.priceScale)
            .quantityScale((short)request.quantityScale)
            .instrumentStatus(request.instrumentStatus)
            .symbol(request.symbol);
        return MessageHeaderEncoder.ENCODED_LENGTH + createInstrument.encodedLength();
    }

    int stateHashRequest(final MutableDirectBuffer buffer, final int offset, final long correlationId)
    {
        stateHashRequest.wrapAndApplyHeader(buffer, offset, header).correlationId(correlationId);
        return MessageHeaderEncoder.ENCODED_LENGTH + stateHashRequest.encodedLength();
    }

    int settlementAck(final MutableDirectBuffer buffer, final int offset, final long eventSeq, final long position)
    {
        Arguments.range("eventSeq", eventSeq, 0, Long.MAX_VALUE);
        Arguments.range("position", position, 0, Long.MAX_VALUE);

        settlementAck.wrapAndApplyHeader(buffer, offset, header)
            .eventSeq(eventSeq)
            .position(position);
        return MessageHeaderEncoder.ENCODED_LENGTH + settlementAck.encodedLength();
    }

    private static boolean orderReference(final long orderId, final String field, final CharSequence clientOrderId)
    {
        final boolean byId = ExchangeClient.NULL_ID != orderId && 0 != orderId;
        if (byId)
        {
            Arguments.id("orderId", orderId);
        }
        if (!byId || 0 != orEmpty(clientOrderId).length())
        {
            Arguments.requestId(field, clientOrderId);
        }
        return byId;
    }

    private static CharSequence orEmpty(final CharSequence value)
    {
        return null == value ? "" : value;
    }
}
