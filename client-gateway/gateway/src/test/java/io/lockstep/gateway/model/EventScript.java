package io.lockstep.gateway.model;

import io.lockstep.sbe.common.AccountStatus;
import io.lockstep.sbe.common.BalanceLegEncoder;
import io.lockstep.sbe.common.BalanceReason;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import io.lockstep.sbe.event.AccountCreatedEncoder;
import io.lockstep.sbe.event.AssetCreatedEncoder;
import io.lockstep.sbe.event.BalanceChangedEncoder;
import io.lockstep.sbe.event.EventHeaderEncoder;
import io.lockstep.sbe.event.GenesisRecordedEncoder;
import io.lockstep.sbe.event.InstrumentCreatedEncoder;
import io.lockstep.sbe.event.OrderAcceptedEncoder;
import io.lockstep.sbe.event.OrderClosedEncoder;
import io.lockstep.sbe.event.StateHashTakenEncoder;
import io.lockstep.sbe.event.TradeEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.HashMap;
import java.util.Map;

/** Writes events as the cluster would, one after the other, and hands each to a consumer. For tests. */
public final class EventScript
{
    public static final int BTC = 1;
    public static final int USDT = 2;
    public static final int BTC_USDT = 1;
    public static final int NO_LEG = -1;

    /** Receives each event's bytes. */
    public interface Consumer
    {
        void onEvent(UnsafeBuffer buffer, int offset);
    }

    private static final int OFFSET = 24;

    private final Consumer consumer;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Map<String, long[]> balances = new HashMap<>();
    private final Map<Long, Long> leaves = new HashMap<>();
    private long eventSeq;
    private long timeMs = 1_700_000_000_000L;
    private boolean isLast = true;

    public EventScript(final Consumer consumer)
    {
        this.consumer = consumer;
    }

    /** The next event is not the last of its command. */
    public EventScript more()
    {
        isLast = false;
        return this;
    }

    public long eventSeq()
    {
        return eventSeq;
    }

    public long timeMs()
    {
        return timeMs;
    }

    /** BTC and USDT with 8 decimals, BTC_USDT with prices of 2 and quantities of 6 decimals. */
    public EventScript reference()
    {
        return genesis().asset(BTC, "BTC", 8).asset(USDT, "USDT", 8).instrument(BTC_USDT, "BTC_USDT");
    }

    public EventScript genesis()
    {
        header(new GenesisRecordedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .chainId(77).revenueAccountId(1).eventHeader());
        return emit();
    }

    public EventScript asset(final int assetId, final String code, final int scale)
    {
        header(new AssetCreatedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .assetId(assetId).scale(scale).code(code).eventHeader());
        return emit();
    }

    public EventScript instrument(final int instrumentId, final String symbol)
    {
        header(new InstrumentCreatedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .tickSize(1).minPrice(1).maxPrice(100_000_000).lotSize(1).minQuantity(1).maxQuantity(1_000_000_000)
            .minNotional(1_000_000).maxNotional(Long.MAX_VALUE / 4)
            .referencePrice(InstrumentCreatedEncoder.referencePriceNullValue())
            .instrumentId(instrumentId).baseAssetId(BTC).quoteAssetId(USDT).maxOpenOrders(200)
            .makerFeePpm(1_000).takerFeePpm(2_000).priceBandBps(0).priceScale((short)2).quantityScale((short)6)
            .instrumentStatus(InstrumentStatus.TRADING).reserved((short)0).symbol(symbol).eventHeader());
        return emit();
    }

    public EventScript account(final long accountId)
    {
        header(new AccountCreatedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .accountId(accountId).feeGroupId(0).accountStatus(AccountStatus.ACTIVE).eventHeader());
        return emit();
    }

    public EventScript deposit(final long accountId, final int assetId, final long amount)
    {
        final BalanceChangedEncoder event = new BalanceChangedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .accountId(accountId).availableDelta(amount).heldDelta(0).assetId(assetId)
            .reason(BalanceReason.DEPOSIT).transferId("t" + eventSeq);
        leg(event.balance(), accountId, assetId, amount, 0);
        header(event.eventHeader());
        return emit();
    }

    /** A limit order: what it holds is computed as the cluster does. */
    public EventScript limit(
        final long orderId,
        final long accountId,
        final Side side,
        final TimeInForce timeInForce,
        final long price,
        final long quantity,
        final String clientOrderId)
    {
        final long hold = Side.BUY == side ? price * quantity : quantity * 100;
        return accepted(
            orderId, accountId, side, OrderType.LIMIT, timeInForce, price, quantity, OrderState.NONE, hold,
            clientOrderId);
    }

    public EventScript accepted(
        final long orderId,
        final long accountId,
        final Side side,
        final OrderType orderType,
        final TimeInForce timeInForce,
        final long price,
        final long quantity,
        final long quoteQuantity,
        final long hold,
        final String clientOrderId)
    {
        final int holdAsset = Side.BUY == side ? USDT : BTC;
        final OrderAcceptedEncoder event = new OrderAcceptedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .orderId(orderId).accountId(accountId).accountSeq(1).price(price).quantity(quantity)
            .quoteQuantity(quoteQuantity)
            .stopPrice(OrderState.NONE).displayQuantity(OrderState.NONE).expireTimeNs(OrderState.NONE)
            .holdAmount(hold).holdAssetId(holdAsset).instrumentId(BTC_USDT).side(side).orderType(orderType)
            .timeInForce(timeInForce).selfTradePrevention(SelfTradePrevention.EXPIRE_TAKER)
            .clientOrderId(clientOrderId);
        leg(event.balance(), accountId, holdAsset, -hold, hold);
        header(event.eventHeader());
        leaves.put(orderId, OrderState.NONE == quantity ? 0 : quantity);
        return emit();
    }

    public EventScript closed(
        final long orderId,
        final long accountId,
        final Side side,
        final OrderStatus status,
        final CloseReason reason,
        final long cumQuantity,
        final long cumQuoteAmount,
        final long released)
    {
        final int holdAsset = Side.BUY == side ? USDT : BTC;
        final OrderClosedEncoder event = new OrderClosedEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .orderId(orderId).accountId(accountId).accountSeq(1).price(OrderState.NONE)
            .cumQuantity(cumQuantity).cumQuoteAmount(cumQuoteAmount).leavesQuantity(leaves.get(orderId))
            .releasedAmount(released).holdAssetId(holdAsset).instrumentId(BTC_USDT).side(side).orderStatus(status)
            .closeReason(reason).reserved((short)0).clientOrderId("unused");
        leg(event.balance(), accountId, holdAsset, released, -released);
        header(event.eventHeader());
        return emit();
    }

    /** A fill of two orders; cumulative amounts are those of the fill, fees 10 units each, no refund. */
    public EventScript trade(
        final long tradeId,
        final long buyerOrderId,
        final long buyer,
        final long sellerOrderId,
        final long seller,
        final long price,
        final long quantity,
        final Side takerSide)
    {
        final long quote = price * quantity;
        final long base = quantity * 100;
        final long fee = 10;
        final long buyerLeaves = leaves.merge(buyerOrderId, 0L, (left, none) -> Math.max(0, left - quantity));
        final long sellerLeaves = leaves.merge(sellerOrderId, 0L, (left, none) -> Math.max(0, left - quantity));
        final TradeEncoder event = new TradeEncoder().wrapAndApplyHeader(buffer, OFFSET, header)
            .tradeId(tradeId).price(price).quantity(quantity).quoteAmount(quote)
            .buyerOrderId(buyerOrderId).sellerOrderId(sellerOrderId)
            .buyerAccountId(buyer).sellerAccountId(seller).buyerAccountSeq(1).sellerAccountSeq(1)
            .buyerLeavesQuantity(buyerLeaves).sellerLeavesQuantity(sellerLeaves)
            .buyerCumQuantity(quantity).sellerCumQuantity(quantity)
            .buyerCumQuoteAmount(quote).sellerCumQuoteAmount(quote)
            .buyerFee(fee).sellerFee(fee).buyerRefund(0).baseAmount(base)
            .instrumentId(BTC_USDT).baseAssetId(BTC).quoteAssetId(USDT).takerSide(takerSide)
            .reserved1((short)0).reserved2(0);
        leg(event.buyerQuote(), buyer, USDT, 0, -quote);
        leg(event.buyerBase(), buyer, BTC, base - fee, 0);
        leg(event.sellerBase(), seller, BTC, 0, -base);
        leg(event.sellerQuote(), seller, USDT, quote - fee, 0);
        leg(event.revenueBase(), 1, BTC, fee, 0);
        leg(event.revenueQuote(), 1, USDT, fee, 0);
        header(event.eventHeader());
        return emit();
    }

    /** An event that a reader of this version does not know, with a template id of the future. */
    public EventScript fromTheFuture()
    {
        header(new StateHashTakenEncoder().wrapAndApplyHeader(buffer, OFFSET, header).stateHash(5).eventHeader());
        header.wrap(buffer, OFFSET).templateId(9_999);
        return emit();
    }

    /** Skip a balance change, as a stream with a hole would. */
    public EventScript loseALeg(final long accountId, final int assetId)
    {
        balances.computeIfAbsent(accountId + "/" + assetId, (key) -> new long[3])[2]++;
        return this;
    }

    private void leg(
        final BalanceLegEncoder leg, final long accountId, final int assetId, final long available, final long held)
    {
        final long[] balance = balances.computeIfAbsent(accountId + "/" + assetId, (key) -> new long[3]);
        balance[0] += available;
        balance[1] += held;
        balance[2]++;
        leg.available(balance[0]).held(balance[1]).version(balance[2]);
    }

    private void header(final EventHeaderEncoder event)
    {
        event.eventSeq(++eventSeq).logPosition(eventSeq * 64).clusterTimeNs(timeMs++ * 1_000_000).leadershipTermId(0)
            .indexInCommand(0).lastOfCommand((short)(isLast ? 1 : 0)).reserved1((short)0).reserved2(0);
        isLast = true;
    }

    private EventScript emit()
    {
        consumer.onEvent(buffer, OFFSET);
        return this;
    }
}
