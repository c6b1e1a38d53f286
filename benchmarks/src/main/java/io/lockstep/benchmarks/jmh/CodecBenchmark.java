package io.lockstep.benchmarks.jmh;

import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.client.NewOrderDecoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.common.BalanceLegEncoder;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import io.lockstep.sbe.event.BalanceChangedEncoder;
import io.lockstep.sbe.event.OrderAcceptedEncoder;
import io.lockstep.sbe.event.TradeDecoder;
import io.lockstep.sbe.event.TradeEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What a command costs to write and read, what an event costs to write, read and chain: every field each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark
{
    private static final int BUFFER_LENGTH = 1024;

    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final NewOrderEncoder newOrderEncoder = new NewOrderEncoder();
    private final NewOrderDecoder newOrderDecoder = new NewOrderDecoder();
    private final TradeEncoder tradeEncoder = new TradeEncoder();
    private final TradeDecoder tradeDecoder = new TradeDecoder();
    private final UnsafeBuffer newOrderBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER_LENGTH));
    private final UnsafeBuffer tradeBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER_LENGTH));
    private final UnsafeBuffer scratchBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER_LENGTH));
    private final byte[] clientOrderId = new byte[NewOrderEncoder.clientOrderIdLength()];
    private final byte[] clientOrderIdRead = new byte[NewOrderEncoder.clientOrderIdLength()];
    private int balanceChangedLength;
    private int orderAcceptedLength;
    private int tradeLength;
    private long sequence;
    private long chainHash;

    /**
     * Write what the decoders will read.
     */
    @Setup
    public void setUp()
    {
        final byte[] id = "benchmark-0000000001".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(id, 0, clientOrderId, 0, id.length);
        writeNewOrder(newOrderBuffer, 1);
        tradeLength = writeTrade(tradeBuffer, 1);
        balanceChangedLength = MessageHeaderEncoder.ENCODED_LENGTH + BalanceChangedEncoder.BLOCK_LENGTH;
        orderAcceptedLength = MessageHeaderEncoder.ENCODED_LENGTH + OrderAcceptedEncoder.BLOCK_LENGTH;
        chainHash = 42;
    }

    /**
     * @return length of a new order.
     */
    @Benchmark
    public int encodeNewOrder()
    {
        return writeNewOrder(scratchBuffer, ++sequence);
    }

    /**
     * @return a digest of all fields of a new order.
     */
    @Benchmark
    public long decodeNewOrder()
    {
        newOrderDecoder.wrapAndApplyHeader(newOrderBuffer, 0, headerDecoder);
        newOrderDecoder.getClientOrderId(clientOrderIdRead, 0);
        return newOrderDecoder.correlationId() ^ newOrderDecoder.accountId() ^ newOrderDecoder.price() ^
            newOrderDecoder.quantity() ^ newOrderDecoder.quoteQuantity() ^ newOrderDecoder.stopPrice() ^
            newOrderDecoder.displayQuantity() ^ newOrderDecoder.expireTimeNs() ^ newOrderDecoder.requestTimeNs() ^
            newOrderDecoder.instrumentId() ^ newOrderDecoder.side().value() ^ newOrderDecoder.orderType().value() ^
            newOrderDecoder.timeInForce().value() ^ newOrderDecoder.selfTradePrevention().value() ^
            clientOrderIdRead[0];
    }

    /**
     * @return length of a trade event.
     */
    @Benchmark
    public int encodeTrade()
    {
        return writeTrade(scratchBuffer, ++sequence);
    }

    /**
     * @return a digest of what a sink reads of a trade event.
     */
    @Benchmark
    public long decodeTrade()
    {
        tradeDecoder.wrapAndApplyHeader(tradeBuffer, 0, headerDecoder);
        return tradeDecoder.eventHeader().eventSeq() ^ tradeDecoder.eventHeader().clusterTimeNs() ^
            tradeDecoder.tradeId() ^ tradeDecoder.price() ^ tradeDecoder.quantity() ^ tradeDecoder.quoteAmount() ^
            tradeDecoder.buyerOrderId() ^ tradeDecoder.sellerOrderId() ^ tradeDecoder.buyerAccountId() ^
            tradeDecoder.sellerAccountId() ^ tradeDecoder.buyerFee() ^ tradeDecoder.sellerFee() ^
            tradeDecoder.buyerRefund() ^ tradeDecoder.buyerQuote().available() ^ tradeDecoder.buyerBase().available() ^
            tradeDecoder.sellerBase().available() ^ tradeDecoder.sellerQuote().available() ^
            tradeDecoder.revenueBase().version() ^ tradeDecoder.revenueQuote().version() ^
            tradeDecoder.baseAmount() ^ tradeDecoder.instrumentId() ^ tradeDecoder.takerSide().value() ^
            tradeDecoder.chainHash();
    }

    /**
     * @return chain hash after an event of a deposit's length.
     */
    @Benchmark
    public long chainBalanceChanged()
    {
        return chainHash = EventChain.next(chainHash, tradeBuffer, 0, balanceChangedLength);
    }

    /**
     * @return chain hash after an event of an accepted order's length.
     */
    @Benchmark
    public long chainOrderAccepted()
    {
        return chainHash = EventChain.next(chainHash, tradeBuffer, 0, orderAcceptedLength);
    }

    /**
     * @return chain hash after an event of a trade's length.
     */
    @Benchmark
    public long chainTrade()
    {
        return chainHash = EventChain.next(chainHash, tradeBuffer, 0, tradeLength);
    }

    private int writeNewOrder(final UnsafeBuffer buffer, final long id)
    {
        newOrderEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder)
            .correlationId(id)
            .accountId(1001)
            .price(5_000_000)
            .quantity(10_000)
            .quoteQuantity(NewOrderEncoder.quoteQuantityNullValue())
            .stopPrice(NewOrderEncoder.stopPriceNullValue())
            .displayQuantity(NewOrderEncoder.displayQuantityNullValue())
            .expireTimeNs(NewOrderEncoder.expireTimeNsNullValue())
            .requestTimeNs(id)
            .instrumentId(1)
            .side(Side.BUY)
            .orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.GTC)
            .selfTradePrevention(SelfTradePrevention.EXPIRE_TAKER)
            .putClientOrderId(clientOrderId, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + newOrderEncoder.encodedLength();
    }

    private int writeTrade(final UnsafeBuffer buffer, final long id)
    {
        tradeEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder).eventHeader()
            .eventSeq(id).logPosition(id * 256).clusterTimeNs(id).leadershipTermId(3)
            .indexInCommand(1).lastOfCommand((short)1).reserved1((short)0).reserved2(0);
        tradeEncoder
            .tradeId(id)
            .price(5_000_000)
            .quantity(10_000)
            .quoteAmount(50_000_000_000L)
            .buyerOrderId(id + 1)
            .sellerOrderId(id)
            .buyerAccountId(1002)
            .sellerAccountId(1001)
            .buyerAccountSeq(id)
            .sellerAccountSeq(id)
            .buyerLeavesQuantity(0)
            .sellerLeavesQuantity(0)
            .buyerCumQuantity(10_000)
            .sellerCumQuantity(10_000)
            .buyerCumQuoteAmount(50_000_000_000L)
            .sellerCumQuoteAmount(50_000_000_000L)
            .buyerFee(2_000)
            .sellerFee(50_000_000L)
            .buyerRefund(0)
            .baseAmount(1_000_000)
            .instrumentId(1)
            .baseAssetId(1)
            .quoteAssetId(2)
            .takerSide(Side.BUY)
            .reserved1((short)0)
            .reserved2(0)
            .chainHash(id);
        leg(tradeEncoder.buyerQuote(), id);
        leg(tradeEncoder.buyerBase(), id);
        leg(tradeEncoder.sellerBase(), id);
        leg(tradeEncoder.sellerQuote(), id);
        leg(tradeEncoder.revenueBase(), id);
        leg(tradeEncoder.revenueQuote(), id);
        return MessageHeaderEncoder.ENCODED_LENGTH + tradeEncoder.encodedLength();
    }

    private static void leg(final BalanceLegEncoder leg, final long version)
    {
        leg.available(1_000_000_000L).held(0).version(version);
    }
}
