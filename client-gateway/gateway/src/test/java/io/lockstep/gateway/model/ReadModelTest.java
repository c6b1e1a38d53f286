package io.lockstep.gateway.model;

import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReadModelTest
{
    private static final long ALICE = 1001;
    private static final long BOB = 1002;
    private static final long PRICE = 5_000_000;
    private static final long QUANTITY = 10_000;

    private final ReadModel model = new ReadModel(3, 4);
    private final EventScript script = new EventScript(model::apply);

    @BeforeEach
    void reference()
    {
        script.reference().account(ALICE).account(BOB)
            .deposit(ALICE, EventScript.BTC, 1_000_000_000_000L)
            .deposit(BOB, EventScript.USDT, 10_000_000_000_000L);
    }

    @Test
    void shouldKnowReferenceData()
    {
        final ReferenceData data = model.referenceData();
        final Instrument instrument = data.instrument("BTCUSDT");
        assertSame(instrument, data.instrument("BTC_USDT"));
        assertSame(instrument, data.instrument(EventScript.BTC_USDT));
        assertEquals("BTC_USDT", instrument.symbol());
        assertEquals("BTC", instrument.base().code());
        assertEquals(8, instrument.quote().scale());
        assertEquals(2, instrument.priceScale());
        assertEquals(6, instrument.quantityScale());
        assertNull(data.instrument("ETHUSDT"));
        assertNull(data.asset("ETH"));
        assertEquals(77, model.chainId());
    }

    @Test
    void shouldGiveAnAmbiguousShortSymbolToTheOlderAndFullSymbolsToTheirOwn()
    {
        script.instrument(2, "BTCU_SDT");
        assertEquals(1, model.referenceData().instrument("BTCUSDT").instrumentId());
        assertEquals(2, model.referenceData().instrument("BTCU_SDT").instrumentId());
    }

    @Test
    void shouldHoldInTheBookWhatRestsAndReleaseItWhenCancelled()
    {
        script.limit(1, ALICE, Side.SELL, TimeInForce.GTC, PRICE, QUANTITY, "a1")
            .limit(2, ALICE, Side.SELL, TimeInForce.GTC, PRICE, 5_000, "a2")
            .limit(3, ALICE, Side.SELL, TimeInForce.GTC, PRICE + 1, 7, "a3")
            .limit(4, BOB, Side.BUY, TimeInForce.GTC, PRICE - 1, 9, "b1")
            .limit(5, BOB, Side.BUY, TimeInForce.GTC, PRICE - 2, 8, "b2");

        assertEquals(List.of("5000000:15000", "5000001:7"), levels(Side.SELL, 10));
        assertEquals(List.of("4999999:9", "4999998:8"), levels(Side.BUY, 10));
        assertEquals(List.of("5000000:15000"), levels(Side.SELL, 1));
        assertEquals(script.eventSeq(), book().lastUpdateId());
        assertBalance(ALICE, EventScript.BTC, 1_000_000_000_000L - 1_500_700, 1_500_700);

        script.closed(1, ALICE, Side.SELL, OrderStatus.CANCELED, CloseReason.USER_REQUEST, 0, 0, 1_000_000);
        assertEquals(List.of("5000000:5000", "5000001:7"), levels(Side.SELL, 10));
        assertEquals(OrderStatus.CANCELED, model.order(1).status());
        assertFalse(model.account(ALICE).isOpen(1));
        assertBalance(ALICE, EventScript.BTC, 1_000_000_000_000L - 500_700, 500_700);
    }

    @Test
    void shouldSettleBothSidesOfATradeAndTheHouse()
    {
        script.limit(1, ALICE, Side.SELL, TimeInForce.GTC, PRICE, QUANTITY, "a1");
        script.more().limit(2, BOB, Side.BUY, TimeInForce.GTC, PRICE, QUANTITY, "b1");
        assertFalse(model.isAtCommandBoundary());
        script.trade(1, 2, BOB, 1, ALICE, PRICE, QUANTITY, Side.BUY);
        assertTrue(model.isAtCommandBoundary());

        final long quote = PRICE * QUANTITY;
        assertBalance(BOB, EventScript.USDT, 10_000_000_000_000L - quote, 0);
        assertBalance(BOB, EventScript.BTC, 1_000_000 - 10, 0);
        assertBalance(ALICE, EventScript.BTC, 1_000_000_000_000L - 1_000_000, 0);
        assertBalance(ALICE, EventScript.USDT, quote - 10, 0);
        assertBalance(1, EventScript.BTC, 10, 0);
        assertBalance(1, EventScript.USDT, 10, 0);
        assertEquals(0, model.versionGapCount());

        for (final long orderId : new long[]{1, 2})
        {
            assertEquals(OrderStatus.FILLED, model.order(orderId).status());
            assertEquals(QUANTITY, model.order(orderId).cumQuantity());
            assertEquals(quote, model.order(orderId).cumQuoteAmount());
        }
        assertTrue(model.account(ALICE).openOrders((order) -> true).isEmpty());
        assertTrue(levels(Side.BUY, 9).isEmpty() && levels(Side.SELL, 9).isEmpty());

        final AccountTrade maker = model.account(ALICE).trades(0, 10, (trade) -> true).get(0);
        final AccountTrade taker = model.account(BOB).trades(0, 10, (trade) -> true).get(0);
        assertTrue(maker.isMaker() && !maker.isBuyer() && 1 == maker.orderId());
        assertTrue(!taker.isMaker() && taker.isBuyer() && 2 == taker.orderId());
        assertEquals(EventScript.USDT, maker.feeAssetId());
        assertEquals(EventScript.BTC, taker.feeAssetId());
        final TradeView trade = book().trades(10).get(0);
        assertFalse(trade.buyerIsMaker());
        assertEquals(quote, trade.quoteAmount());
    }

    @Test
    void shouldLeaveInTheBookWhatATradeLeaves()
    {
        script.limit(1, ALICE, Side.SELL, TimeInForce.GTC, PRICE, QUANTITY, "a1");
        script.more().limit(2, BOB, Side.BUY, TimeInForce.GTC, PRICE, 4_000, "b1");
        script.trade(1, 2, BOB, 1, ALICE, PRICE, 4_000, Side.BUY);

        assertEquals(List.of("5000000:6000"), levels(Side.SELL, 9));
        assertTrue(levels(Side.BUY, 9).isEmpty());
        assertEquals(OrderStatus.PARTIALLY_FILLED, model.order(1).status());
        assertEquals(1, model.account(ALICE).openOrders((order) -> true).size());
    }

    @Test
    void shouldNeverShowOrdersThatCannotRest()
    {
        script.more().limit(1, BOB, Side.BUY, TimeInForce.IOC, PRICE, QUANTITY, "ioc");
        assertTrue(levels(Side.BUY, 9).isEmpty());
        script.closed(1, BOB, Side.BUY, OrderStatus.EXPIRED, CloseReason.IOC_REMAINDER, 0, 0, PRICE * QUANTITY);
        assertEquals(OrderStatus.EXPIRED, model.order(1).status());
        assertEquals(0, book().lastUpdateId());
    }

    @Test
    void shouldFollowAMarketOrderByQuoteAmountOverSeveralFills()
    {
        script.limit(1, ALICE, Side.SELL, TimeInForce.GTC, PRICE, 4_000, "a1")
            .limit(2, ALICE, Side.SELL, TimeInForce.GTC, PRICE, 6_000, "a2");
        script.more().accepted(
            3, BOB, Side.BUY, OrderType.MARKET, TimeInForce.IOC, OrderState.NONE, OrderState.NONE, PRICE * 9_000,
            PRICE * 9_000, "m1");
        script.more().trade(1, 3, BOB, 1, ALICE, PRICE, 4_000, Side.BUY);
        script.more().trade(2, 3, BOB, 2, ALICE, PRICE, 4_999, Side.BUY);
        script.closed(3, BOB, Side.BUY, OrderStatus.FILLED, CloseReason.BUDGET_SPENT, 8_999, PRICE * 8_999, PRICE);

        final OrderState order = model.account(BOB).order("m1");
        assertEquals(OrderState.NONE, order.quantity());
        assertEquals(OrderStatus.FILLED, order.status());
        assertEquals(8_999, order.cumQuantity());
        assertEquals(PRICE * 8_999, order.cumQuoteAmount());
        assertEquals(List.of("5000000:1001"), levels(Side.SELL, 9));
        assertFalse(model.account(BOB).isOpen(3));
        assertBalance(BOB, EventScript.USDT, 10_000_000_000_000L - PRICE * 8_999, 0);
    }

    @Test
    void shouldKeepTheLastClosedOrdersAndTradesOnly()
    {
        for (int i = 1; i <= 6; i++)
        {
            script.limit(10 + i, ALICE, Side.SELL, TimeInForce.GTC, PRICE, 10, "s" + i);
            script.more().limit(20 + i, BOB, Side.BUY, TimeInForce.GTC, PRICE, 10, "b" + i);
            script.trade(i, 20 + i, BOB, 10 + i, ALICE, PRICE, 10, Side.BUY);
        }
        assertEquals(List.of(14L, 15L, 16L), orderIds(model.account(ALICE).orders(0, 10, (order) -> true)));
        assertEquals(List.of(15L, 16L), orderIds(model.account(ALICE).orders(0, 2, (order) -> true)));
        assertEquals(List.of(15L), orderIds(model.account(ALICE).orders(15, 1, (order) -> true)));
        assertNull(model.order(13));
        assertNull(model.account(ALICE).order("s3"));
        assertNotNull(model.account(ALICE).order("s4"));
        assertEquals(4, book().trades(10).size());
        assertEquals(6, book().trades(1).get(0).tradeId());
        assertEquals(4, model.account(BOB).trades(0, 10, (trade) -> true).size());
        assertEquals(5, model.account(BOB).trades(5, 1, (trade) -> true).get(0).trade().tradeId());
    }

    @Test
    void shouldFindTheLastOrderOfAReusedClientOrderId()
    {
        script.limit(1, ALICE, Side.SELL, TimeInForce.GTC, PRICE, 10, "same")
            .closed(1, ALICE, Side.SELL, OrderStatus.CANCELED, CloseReason.USER_REQUEST, 0, 0, 1_000)
            .limit(2, ALICE, Side.SELL, TimeInForce.GTC, PRICE, 10, "same");
        assertEquals(2, model.account(ALICE).order("same").orderId());
        assertNull(model.account(BOB).order("same"));
    }

    @Test
    void shouldCountBalanceChangesThatItMissed()
    {
        script.loseALeg(ALICE, EventScript.BTC).deposit(ALICE, EventScript.BTC, 5);
        assertEquals(1, model.versionGapCount());
    }

    @Test
    void shouldPassOverEventsOfTheFuture()
    {
        script.fromTheFuture();
        assertEquals(script.eventSeq(), model.eventSeq());
        assertTrue(model.isAtCommandBoundary());
    }

    private void assertBalance(final long accountId, final int assetId, final long available, final long held)
    {
        final BalanceView balance = model.account(accountId).balance(assetId);
        assertEquals(available + "/" + held, balance.available() + "/" + balance.held());
    }

    private BookView book()
    {
        return model.book(EventScript.BTC_USDT);
    }

    private List<String> levels(final Side side, final int limit)
    {
        final List<String> levels = new ArrayList<>();
        book().levels(side, limit, (price, quantity) -> levels.add(price + ":" + quantity));
        return levels;
    }

    private static List<Long> orderIds(final List<OrderState> orders)
    {
        return orders.stream().map(OrderState::orderId).toList();
    }
}
