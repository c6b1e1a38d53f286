package io.lockstep.testing;

import io.lockstep.sbe.client.BalanceQueryEncoder;
import io.lockstep.sbe.client.CancelOrderEncoder;
import io.lockstep.sbe.client.CreateAccountEncoder;
import io.lockstep.sbe.client.CreateAssetEncoder;
import io.lockstep.sbe.client.CreateInstrumentEncoder;
import io.lockstep.sbe.client.DepositEncoder;
import io.lockstep.sbe.client.GenesisEncoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.client.OrderQueryEncoder;
import io.lockstep.sbe.client.StateHashRequestEncoder;
import io.lockstep.sbe.client.WithdrawEncoder;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commands of the users' own example, sent by a {@link TestClient}: BTC and USDT with 8 decimals, BTC_USDT with tick
 * 0.01 and lot 0.000001, fees of 10 and 20 basis points. Prices are in cents, quantities in millionths.
 */
public final class TestTrading
{
    /** Asset that is traded. */
    public static final int BTC = 1;
    /** Asset that prices are in. */
    public static final int USDT = 2;
    /** BTC_USDT. */
    public static final int INSTRUMENT = 1;
    /** Name of the event chain. */
    public static final long CHAIN_ID = 0x1234_5678_9ABCL;
    /** One whole BTC or USDT. */
    public static final long ONE = 100_000_000L;

    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final TestClient client;

    /**
     * @param client that sends.
     */
    public TestTrading(final TestClient client)
    {
        this.client = client;
    }

    private DirectBuffer one(final int blockLength)
    {
        final List<DirectBuffer> replies = client.call(buffer, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
        return replies.get(replies.size() - 1);
    }

    private RejectCode code(final int blockLength)
    {
        return TestClient.result(one(blockLength)).code();
    }

    /**
     * Genesis, assets, instrument and two accounts with money: 1001 with BTC, 1002 with USDT.
     */
    public void setUp()
    {
        requireNone(genesis(CHAIN_ID));
        requireNone(createAsset(BTC, "BTC"));
        requireNone(createAsset(USDT, "USDT"));
        requireNone(createInstrument());
        requireNone(createAccount(1001));
        requireNone(createAccount(1002));
        requireNone(deposit(1001, BTC, 10_000 * ONE, "dep-1"));
        requireNone(deposit(1002, USDT, 100_000_000 * ONE, "dep-2"));
    }

    private static void requireNone(final RejectCode code)
    {
        if (RejectCode.NONE != code)
        {
            throw new AssertionError("refused: " + code);
        }
    }

    /**
     * @param chainId name of the event chain.
     * @return outcome.
     */
    public RejectCode genesis(final long chainId)
    {
        new GenesisEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId()).chainId(chainId);
        return code(GenesisEncoder.BLOCK_LENGTH);
    }

    /**
     * @param assetId of a new asset.
     * @param name    of it.
     * @return outcome.
     */
    public RejectCode createAsset(final int assetId, final String name)
    {
        new CreateAssetEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId()).assetId(assetId).scale((short)8).code(name);
        return code(CreateAssetEncoder.BLOCK_LENGTH);
    }

    /**
     * @return outcome of creating BTC_USDT.
     */
    public RejectCode createInstrument()
    {
        new CreateInstrumentEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId())
            .tickSize(1)
            .minPrice(1)
            .maxPrice(100_000_000)
            .lotSize(1)
            .minQuantity(1)
            .maxQuantity(1_000_000_000)
            .minNotional(0)
            .maxNotional(1_000_000_000 * ONE)
            .referencePrice(CreateInstrumentEncoder.referencePriceNullValue())
            .instrumentId(INSTRUMENT)
            .baseAssetId(BTC)
            .quoteAssetId(USDT)
            .maxOpenOrders(100_000)
            .makerFeePpm(1000)
            .takerFeePpm(2000)
            .priceBandBps(0)
            .priceScale((short)2)
            .quantityScale((short)6)
            .instrumentStatus(InstrumentStatus.TRADING)
            .symbol("BTC_USDT");
        return code(CreateInstrumentEncoder.BLOCK_LENGTH);
    }

    /**
     * @param accountId of a new account.
     * @return outcome.
     */
    public RejectCode createAccount(final long accountId)
    {
        new CreateAccountEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId()).accountId(accountId).feeGroupId(0);
        return code(CreateAccountEncoder.BLOCK_LENGTH);
    }

    /**
     * @param accountId  that gets money.
     * @param assetId    of the money.
     * @param amount     minor units.
     * @param transferId of the deposit.
     * @return outcome.
     */
    public RejectCode deposit(
        final long accountId, final int assetId, final long amount, final String transferId)
    {
        new DepositEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId())
            .accountId(accountId)
            .amount(amount)
            .requestTimeNs(nowNs())
            .assetId(assetId)
            .transferId(transferId);
        return code(DepositEncoder.BLOCK_LENGTH);
    }

    /**
     * @param accountId  that gives money.
     * @param assetId    of the money.
     * @param amount     minor units.
     * @param transferId of the withdrawal.
     * @return outcome.
     */
    public RejectCode withdraw(
        final long accountId, final int assetId, final long amount, final String transferId)
    {
        new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId())
            .accountId(accountId)
            .amount(amount)
            .requestTimeNs(nowNs())
            .assetId(assetId)
            .transferId(transferId);
        return code(WithdrawEncoder.BLOCK_LENGTH);
    }

    private static long nowNs()
    {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /**
     * A GTC limit order.
     *
     * @param accountId     owner.
     * @param side          bought or sold.
     * @param price         in cents.
     * @param quantity      in millionths.
     * @param clientOrderId of it.
     * @return the replies.
     */
    public List<DirectBuffer> limit(
        final long accountId, final Side side, final long price, final long quantity, final String clientOrderId)
    {
        encodeLimit(accountId, side, price, quantity, clientOrderId);
        return client.call(buffer, MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH);
    }

    /**
     * A GTC limit order whose answer is not waited for.
     *
     * @param accountId     owner.
     * @param side          bought or sold.
     * @param price         in cents.
     * @param quantity      in millionths.
     * @param clientOrderId of it.
     */
    public void sendLimit(
        final long accountId, final Side side, final long price, final long quantity, final String clientOrderId)
    {
        encodeLimit(accountId, side, price, quantity, clientOrderId);
        client.send(buffer, MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH);
    }

    private void encodeLimit(
        final long accountId, final Side side, final long price, final long quantity, final String clientOrderId)
    {
        new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId())
            .accountId(accountId)
            .price(price)
            .quantity(quantity)
            .quoteQuantity(NewOrderEncoder.quoteQuantityNullValue())
            .stopPrice(NewOrderEncoder.stopPriceNullValue())
            .displayQuantity(NewOrderEncoder.displayQuantityNullValue())
            .expireTimeNs(NewOrderEncoder.expireTimeNsNullValue())
            .requestTimeNs(nowNs())
            .instrumentId(INSTRUMENT)
            .side(side)
            .orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.GTC)
            .selfTradePrevention(SelfTradePrevention.NULL_VAL)
            .clientOrderId(clientOrderId);
    }

    /**
     * @param accountId     owner.
     * @param clientOrderId of the order.
     * @return the last reply to a cancel of it.
     */
    public DirectBuffer cancel(final long accountId, final String clientOrderId)
    {
        new CancelOrderEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId())
            .accountId(accountId)
            .orderId(CancelOrderEncoder.orderIdNullValue())
            .requestTimeNs(nowNs())
            .instrumentId(INSTRUMENT)
            .origClientOrderId(clientOrderId);
        return one(CancelOrderEncoder.BLOCK_LENGTH);
    }

    /**
     * @param accountId     owner.
     * @param clientOrderId of the order.
     * @return the last reply to a question for it.
     */
    public DirectBuffer query(final long accountId, final String clientOrderId)
    {
        new OrderQueryEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId())
            .accountId(accountId)
            .orderId(OrderQueryEncoder.orderIdNullValue())
            .instrumentId(INSTRUMENT)
            .clientOrderId(clientOrderId);
        return one(OrderQueryEncoder.BLOCK_LENGTH);
    }

    /**
     * @param accountId owner.
     * @return the last reply to a question for its balances.
     */
    public DirectBuffer balances(final long accountId)
    {
        new BalanceQueryEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId()).accountId(accountId);
        return one(BalanceQueryEncoder.BLOCK_LENGTH);
    }

    /**
     * Have every node hash its state.
     *
     * @return the reply.
     */
    public DirectBuffer stateHash()
    {
        new StateHashRequestEncoder().wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(client.nextCorrelationId());
        return one(StateHashRequestEncoder.BLOCK_LENGTH);
    }
}
