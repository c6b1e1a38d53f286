package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;
import io.lockstep.sbe.EventChain;
import io.lockstep.sbe.EventStream;
import io.lockstep.sbe.common.AccountStatus;
import io.lockstep.sbe.common.BalanceLegEncoder;
import io.lockstep.sbe.common.BalanceReason;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
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
import io.lockstep.sbe.event.TradeEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small exchange that writes valid event streams: real codecs, real chain, real positions, money that adds up. BTC
 * (1) and USDT (2) with 8 decimals, BTC_USDT (1) with price scale 2 and quantity scale 6.
 */
public final class EventStreamFixture
{
    /** Chain of the streams, unless another is asked for. */
    public static final long CHAIN_ID = 0xC0FFEE_0000_0001L;
    /** Asset id. */
    public static final int BTC = 1;
    /** Asset id. */
    public static final int USDT = 2;

    private static final long BASE_UNITS_PER_QUANTITY = 100;
    private static final long PPM = 1_000_000;
    private static final long MAKER_PPM = 1_000;
    private static final long TAKER_PPM = 2_000;
    private static final long START_TIME_NS = 1_765_315_724_848_000_000L;

    private final long chainId;
    private final List<SettlementEvent> events = new ArrayList<>();
    private final Map<List<Long>, long[]> balances = new HashMap<>();
    private final Map<Long, long[]> orders = new HashMap<>();
    private final Map<Long, Long> accountSeqs = new HashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventStream.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long chainHash;
    private long position;
    private long timeNs = START_TIME_NS;
    private long logPosition;
    private long nextOrderId = 1;
    private long nextTradeId = 1;

    /** A stream of the usual chain. */
    public EventStreamFixture()
    {
        this(CHAIN_ID);
    }

    /**
     * @param chainId of the stream.
     */
    public EventStreamFixture(final long chainId)
    {
        this.chainId = chainId;
        this.chainHash = chainId;
    }

    /**
     * @return all events so far.
     */
    public List<SettlementEvent> events()
    {
        return events;
    }

    /**
     * @return checkpoint after the last event.
     */
    public Checkpoint checkpoint()
    {
        return new Checkpoint(events.size(), position, chainHash);
    }

    /**
     * Genesis, two assets, one instrument.
     *
     * @return this.
     */
    public EventStreamFixture begin()
    {
        final GenesisRecordedEncoder genesis = new GenesisRecordedEncoder();
        genesis.wrapAndApplyHeader(buffer, 0, header).chainId(chainId).revenueAccountId(1);
        end(genesis.encodedLength(), genesis.eventHeader());
        asset(BTC, "BTC", 8);
        asset(USDT, "USDT", 8);
        final InstrumentCreatedEncoder instrument = new InstrumentCreatedEncoder();
        instrument.wrapAndApplyHeader(buffer, 0, header)
            .tickSize(1).minPrice(1).maxPrice(100_000_000).lotSize(1).minQuantity(1).maxQuantity(1_000_000_000)
            .minNotional(1).maxNotional(Long.MAX_VALUE)
            .referencePrice(InstrumentCreatedEncoder.referencePriceNullValue())
            .instrumentId(1).baseAssetId(BTC).quoteAssetId(USDT).maxOpenOrders(100)
            .makerFeePpm((int)MAKER_PPM).takerFeePpm((int)TAKER_PPM).priceBandBps(0)
            .priceScale((short)2).quantityScale((short)6).instrumentStatus(InstrumentStatus.TRADING).symbol("BTC_USDT");
        end(instrument.encodedLength(), instrument.eventHeader());
        return this;
    }

    private void asset(final int assetId, final String code, final int scale)
    {
        final AssetCreatedEncoder asset = new AssetCreatedEncoder();
        asset.wrapAndApplyHeader(buffer, 0, header).assetId(assetId).scale(scale).code(code);
        end(asset.encodedLength(), asset.eventHeader());
    }

    /**
     * @param accountId new.
     * @return this.
     */
    public EventStreamFixture account(final long accountId)
    {
        final AccountCreatedEncoder account = new AccountCreatedEncoder();
        account.wrapAndApplyHeader(buffer, 0, header)
            .accountId(accountId).feeGroupId(0).accountStatus(AccountStatus.ACTIVE);
        end(account.encodedLength(), account.eventHeader());
        return this;
    }

    /**
     * @param accountId  whose money.
     * @param assetId    of what.
     * @param amount     minor units; negative is a withdrawal.
     * @param transferId of the request.
     * @return this.
     */
    public EventStreamFixture transfer(
        final long accountId, final int assetId, final long amount, final String transferId)
    {
        final BalanceChangedEncoder change = new BalanceChangedEncoder();
        change.wrapAndApplyHeader(buffer, 0, header)
            .accountId(accountId).availableDelta(amount).heldDelta(0).assetId(assetId)
            .reason(amount > 0 ? BalanceReason.DEPOSIT : BalanceReason.WITHDRAWAL).transferId(transferId);
        change(change.balance(), accountId, assetId, amount, 0);
        end(change.encodedLength(), change.eventHeader());
        return this;
    }

    /**
     * Accept a limit order.
     *
     * @param accountId whose.
     * @param side      of it.
     * @param price     mantissa.
     * @param quantity  mantissa.
     * @return order id.
     */
    public long order(final long accountId, final Side side, final long price, final long quantity)
    {
        final long orderId = nextOrderId++;
        final boolean buy = Side.BUY == side;
        final int holdAsset = buy ? USDT : BTC;
        final long hold = buy ? price * quantity : quantity * BASE_UNITS_PER_QUANTITY;
        final OrderAcceptedEncoder order = new OrderAcceptedEncoder();
        order.wrapAndApplyHeader(buffer, 0, header)
            .orderId(orderId).accountId(accountId).accountSeq(nextAccountSeq(accountId)).price(price)
            .quantity(quantity)
            .quoteQuantity(OrderAcceptedEncoder.quoteQuantityNullValue())
            .stopPrice(OrderAcceptedEncoder.stopPriceNullValue())
            .displayQuantity(OrderAcceptedEncoder.displayQuantityNullValue())
            .expireTimeNs(OrderAcceptedEncoder.expireTimeNsNullValue())
            .holdAmount(hold).holdAssetId(holdAsset).instrumentId(1).side(side).orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.GTC).selfTradePrevention(SelfTradePrevention.EXPIRE_TAKER)
            .clientOrderId("order-" + orderId);
        change(order.balance(), accountId, holdAsset, -hold, hold);
        end(order.encodedLength(), order.eventHeader());
        // account, side, price, leaves, cumQuantity, cumQuote, hold
        orders.put(orderId, new long[]{accountId, side.value(), price, quantity, 0, 0, hold});
        return orderId;
    }

    /**
     * Fill two orders at a price.
     *
     * @param buyOrderId  open.
     * @param sellOrderId open.
     * @param price       the maker's, at most the buyer's.
     * @param quantity    at most what both have left.
     * @param takerSide   which one came later.
     * @return trade id.
     */
    public long trade(
        final long buyOrderId, final long sellOrderId, final long price, final long quantity, final Side takerSide)
    {
        final long tradeId = nextTradeId++;
        final long[] buy = orders.get(buyOrderId);
        final long[] sell = orders.get(sellOrderId);
        final long base = quantity * BASE_UNITS_PER_QUANTITY;
        final long quote = price * quantity;
        final long refund = (buy[2] - price) * quantity;
        final long buyerFee = fee(base, Side.BUY == takerSide ? TAKER_PPM : MAKER_PPM);
        final long sellerFee = fee(quote, Side.SELL == takerSide ? TAKER_PPM : MAKER_PPM);
        fill(buy, quantity, quote, quote + refund);
        fill(sell, quantity, quote, base);
        final TradeEncoder trade = new TradeEncoder();
        trade.wrapAndApplyHeader(buffer, 0, header)
            .tradeId(tradeId).price(price).quantity(quantity).quoteAmount(quote)
            .buyerOrderId(buyOrderId).sellerOrderId(sellOrderId).buyerAccountId(buy[0]).sellerAccountId(sell[0])
            .buyerAccountSeq(nextAccountSeq(buy[0])).sellerAccountSeq(nextAccountSeq(sell[0]))
            .buyerLeavesQuantity(buy[3]).sellerLeavesQuantity(sell[3])
            .buyerCumQuantity(buy[4]).sellerCumQuantity(sell[4])
            .buyerCumQuoteAmount(buy[5]).sellerCumQuoteAmount(sell[5])
            .buyerFee(buyerFee).sellerFee(sellerFee).buyerRefund(refund).baseAmount(base)
            .instrumentId(1).baseAssetId(BTC).quoteAssetId(USDT).takerSide(takerSide);
        change(trade.buyerQuote(), buy[0], USDT, refund, -(quote + refund));
        change(trade.buyerBase(), buy[0], BTC, base - buyerFee, 0);
        change(trade.sellerBase(), sell[0], BTC, 0, -base);
        change(trade.sellerQuote(), sell[0], USDT, quote - sellerFee, 0);
        fee(trade.revenueBase(), BTC, buyerFee);
        fee(trade.revenueQuote(), USDT, sellerFee);
        end(trade.encodedLength(), trade.eventHeader());
        return tradeId;
    }

    private static void fill(final long[] order, final long quantity, final long quote, final long paid)
    {
        order[3] -= quantity;
        order[4] += quantity;
        order[5] += quote;
        order[6] -= paid;
    }

    private static long fee(final long amount, final long ppm)
    {
        return (amount * ppm + PPM - 1) / PPM;
    }

    private void fee(final BalanceLegEncoder leg, final int assetId, final long fee)
    {
        if (0 != fee)
        {
            change(leg, 1, assetId, fee, 0);
        }
        else
        {
            leg.available(0).held(0).version(0);
        }
    }

    /**
     * @param orderId open.
     * @return this.
     */
    public EventStreamFixture cancel(final long orderId)
    {
        final long[] order = orders.get(orderId);
        final int asset = Side.BUY.value() == order[1] ? USDT : BTC;
        final OrderClosedEncoder closed = new OrderClosedEncoder();
        closed.wrapAndApplyHeader(buffer, 0, header)
            .orderId(orderId).accountId(order[0]).accountSeq(nextAccountSeq(order[0])).price(order[2])
            .cumQuantity(order[4]).cumQuoteAmount(order[5]).leavesQuantity(order[3]).releasedAmount(order[6])
            .holdAssetId(asset).instrumentId(1).side(Side.get((short)order[1])).orderStatus(OrderStatus.CANCELED)
            .closeReason(CloseReason.USER_REQUEST).clientOrderId("order-" + orderId);
        change(closed.balance(), order[0], asset, order[6], -order[6]);
        end(closed.encodedLength(), closed.eventHeader());
        order[3] = 0;
        order[6] = 0;
        return this;
    }

    /**
     * @param accountId whose command was refused.
     * @return this.
     */
    public EventStreamFixture reject(final long accountId)
    {
        final CommandRejectedEncoder rejected = new CommandRejectedEncoder();
        rejected.wrapAndApplyHeader(buffer, 0, header)
            .accountId(accountId).orderId(CommandRejectedEncoder.orderIdNullValue()).instrumentId(1)
            .assetId(CommandRejectedEncoder.assetIdNullValue()).refTemplateId(1)
            .code(RejectCode.INSUFFICIENT_BALANCE).requestId("refused");
        end(rejected.encodedLength(), rejected.eventHeader());
        return this;
    }

    /**
     * Genesis, accounts and then random but valid traffic.
     *
     * @param seed  of the traffic.
     * @param count of events, at least.
     * @return a stream.
     */
    public static EventStreamFixture random(final long seed, final int count)
    {
        final EventStreamFixture stream = new EventStreamFixture().begin();
        final Random random = new Random(seed);
        final int accounts = 8;
        for (long id = 1001; id < 1001 + accounts; id++)
        {
            stream.account(id).transfer(id, BTC, 1_000_000_000_000L, "d-btc-" + id)
                .transfer(id, USDT, 100_000_000_000_000_000L, "d-usdt-" + id);
        }
        while (stream.events.size() < count)
        {
            final long maker = 1001 + random.nextInt(accounts);
            final long taker = 1001 + random.nextInt(accounts);
            final long price = 4_900_000 + random.nextInt(200_000);
            final long quantity = 1 + random.nextInt(50_000);
            switch (random.nextInt(10))
            {
                case 0 -> stream.reject(maker);
                case 1 -> stream.transfer(maker, USDT, -(1L + random.nextInt(1000)), "w-" + stream.events.size());
                case 2 -> stream.cancel(stream.order(maker, Side.BUY, price, quantity));
                default ->
                {
                    final long sell = stream.order(maker, Side.SELL, price, quantity);
                    final long buy = stream.order(taker, Side.BUY, price + random.nextInt(3), quantity);
                    final long part = 1 + random.nextInt((int)quantity);
                    stream.trade(buy, sell, price, part, Side.BUY);
                    if (part < quantity)
                    {
                        if (random.nextBoolean())
                        {
                            stream.trade(buy, sell, price, quantity - part, Side.BUY);
                        }
                        else
                        {
                            stream.cancel(buy).cancel(sell);
                        }
                    }
                }
            }
        }
        return stream;
    }

    private long nextAccountSeq(final long accountId)
    {
        return accountSeqs.merge(accountId, 1L, Long::sum);
    }

    private void change(
        final BalanceLegEncoder leg, final long accountId, final int assetId, final long available, final long held)
    {
        final long[] balance = balances.computeIfAbsent(List.of(accountId, (long)assetId), (key) -> new long[3]);
        balance[0] += available;
        balance[1] += held;
        balance[2]++;
        leg.available(balance[0]).held(balance[1]).version(balance[2]);
    }

    private void end(final int bodyLength, final EventHeaderEncoder eventHeader)
    {
        timeNs += 1_000_000;
        logPosition += 128;
        eventHeader.eventSeq(events.size() + 1).logPosition(logPosition).clusterTimeNs(timeNs)
            .leadershipTermId(1).indexInCommand(0).lastOfCommand((short)1);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        append(bytes);
    }

    /**
     * Chain an event whose other bytes are ready.
     *
     * @param bytes of the event.
     */
    public void append(final byte[] bytes)
    {
        final UnsafeBuffer view = new UnsafeBuffer(bytes);
        chainHash = EventChain.next(chainHash, view, 0, bytes.length);
        view.putLong(bytes.length - EventChain.HASH_LENGTH, chainHash, ByteOrder.LITTLE_ENDIAN);
        position = EventStream.positionAfter(position, bytes.length);
        events.add(new SettlementEvent(events.size() + 1, position, chainHash, chainId, bytes));
    }
}
