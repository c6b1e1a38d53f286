package io.lockstep.deploy.demo;

import static io.lockstep.deploy.demo.Market.BTC;
import static io.lockstep.deploy.demo.Market.BUYER;
import static io.lockstep.deploy.demo.Market.ETH;
import static io.lockstep.deploy.demo.Market.SELLER;
import static io.lockstep.deploy.demo.Market.USDT;

import io.lockstep.client.OrderRequest;
import io.lockstep.deploy.cluster.BlockingClient;
import io.lockstep.deploy.cluster.Reply;
import io.lockstep.deploy.parts.Json;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import java.util.List;
import java.util.Map;

/**
 * Setting the market up, moving money, trading. All amounts in minor units: 10^8 to one. Used from one thread.
 */
final class TradingSteps
{
    private static final String INSUFFICIENT = "400 INSUFFICIENT_BALANCE";

    private final World world;
    private final Checks checks;
    private final Market market;
    private Object sellOrderId;
    private Object buyOrderId;

    TradingSteps(final World world)
    {
        this.world = world;
        this.checks = world.checks();
        this.market = world.market();
    }

    void createMarket()
    {
        for (final int asset : new int[]{BTC, USDT, ETH})
        {
            checks.equal("asset " + Market.code(asset), 200, market.administer("assets",
                "assetId", Integer.toString(asset), "code", Market.code(asset),
                "scale", Integer.toString(Market.SCALE)).code());
        }
        checks.equal("instrument " + Market.SYMBOL, 200, market.administer("instruments",
            "instrumentId", Integer.toString(Market.INSTRUMENT), "symbol", Market.SYMBOL,
            "baseAsset", "BTC", "quoteAsset", "USDT",
            "priceScale", Integer.toString(Market.PRICE_SCALE),
            "quantityScale", Integer.toString(Market.QUANTITY_SCALE),
            "tickSize", "0.01", "maxPrice", "10000000.00",
            "lotSize", "0.000001", "maxQuantity", "100000",
            "minNotional", "1", "maxNotional", "1000000000",
            "makerFeeBps", "10", "takerFeeBps", "20").code());
        for (final long account : new long[]{SELLER, BUYER})
        {
            checks.equal("account " + account, 200,
                market.administer("accounts", "accountId", Long.toString(account)).code());
            market.createKey(account);
        }
        final List<?> symbols = (List<?>)market.http().open("/api/v3/exchangeInfo").json()
            .getOrDefault("symbols", List.of());
        checks.equal("instruments in exchangeInfo", 1, symbols.size());
        checks.equal("an unsigned request", 401, market.http().open("/api/v3/account").code());
        checks.equal("a user's key at the cashier's desk", 401, market.http().postJson(
            market.trader(SELLER), "/api/v1/user/transfer_in", Map.of("request_id", "not-allowed",
            "user_id", SELLER, "asset", "BTC", "amount", "1")).code());
    }

    void deposit()
    {
        transferTwice(true, "deposit-1001", SELLER, BTC, "10000", "10000.00000000");
        world.balance(SELLER, BTC, 1_000_000_000_000L, 0);
        transferTwice(true, "deposit-1002", BUYER, USDT, "100000", "100000.00000000");
        world.balance(BUYER, USDT, 10_000_000_000_000L, 0);
    }

    private void transferTwice(
        final boolean isDeposit,
        final String requestId,
        final long account,
        final int asset,
        final String amount,
        final String available)
    {
        final String what = (isDeposit ? "deposit of " : "withdrawal of ") + amount + " " + Market.code(asset);
        final HttpApi.Reply first = market.transfer(isDeposit, requestId, account, asset, amount);
        checks.equal(what, "200 available " + available, first.code() + " available " + first.json().get("avail"));
        checks.equal(what + " was new", false, first.json().get("duplicate"));
        final HttpApi.Reply second = market.transfer(isDeposit, requestId, account, asset, amount);
        checks.equal("same request id again", "200 available " + available,
            second.code() + " available " + second.json().get("avail"));
        checks.equal("and it was known", true, second.json().get("duplicate"));
    }

    void trade()
    {
        final HttpApi.Reply sell = market.limit(SELLER, "sell-1", "SELL", "0.01", "50000");
        sellOrderId = sell.json().get("orderId");
        checks.equal("SELL 0.01 at 50,000 by 1001", "NEW", sell.json().get("status"));
        world.balance(SELLER, BTC, 999_999_000_000L, 1_000_000);

        final HttpApi.Reply buy = market.limit(BUYER, "buy-1", "BUY", "0.01", "50000");
        buyOrderId = buy.json().get("orderId");
        checks.equal("BUY 0.01 at 50,000 by 1002", "FILLED", buy.json().get("status"));
        checks.equal("the SELL now", "FILLED", market.order(SELLER, sellOrderId).json().get("status"));
        checks.equal("quote amount", 50_000_000_000L,
            Market.raw(buy.json().getOrDefault("cummulativeQuoteQty", "0"), Market.SCALE));

        // Taker 20 basis points of 0.01 BTC, maker 10 basis points of 500 USDT.
        final Map<String, Object> fill = first(buy.json().get("fills"));
        checks.equal("taker fee", "0.00002000 BTC", fill.get("commission") + " " + fill.get("commissionAsset"));
        world.balance(BUYER, USDT, 9_950_000_000_000L, 0);
        world.balance(BUYER, BTC, 998_000, 0);
        world.balance(SELLER, BTC, 999_999_000_000L, 0);
        world.balance(SELLER, USDT, 49_950_000_000L, 0);
        world.revenueAndConservation(2_000, 50_000_000, 1_000_000_000_000L, 10_000_000_000_000L);
        checks.equal("trades of 1001", 1, market.trades(SELLER).size());
        checks.equal("trades of 1002", 1, market.trades(BUYER).size());
    }

    void restAndCancel()
    {
        final HttpApi.Reply order = market.limit(BUYER, "buy-2", "BUY", "0.01", "40000");
        final Object orderId = order.json().get("orderId");
        checks.equal("BUY 0.01 at 40,000 by 1002 rests", "NEW", order.json().get("status"));
        world.balance(BUYER, USDT, 9_910_000_000_000L, 40_000_000_000L);
        final Object bids = market.http().open("/api/v3/depth", "symbol", Market.SYMBOL).json().get("bids");
        checks.equal("best bid", "[[40000.00, 0.010000]]", String.valueOf(bids));

        checks.equal("cancel of another's order", "400 UNKNOWN_ORDER", market.cancel(SELLER, orderId).refusal());
        checks.equal("cancel of a filled order", "400 ORDER_ALREADY_CLOSED",
            market.cancel(BUYER, buyOrderId).refusal());
        checks.equal("it still rests", "NEW", market.order(BUYER, orderId).json().get("status"));
        checks.equal("cancel", "CANCELED", market.cancel(BUYER, orderId).json().get("status"));
        world.balance(BUYER, USDT, 9_950_000_000_000L, 0);
    }

    void withdraw()
    {
        transferTwice(false, "withdraw-1001", SELLER, BTC, "1000", "8999.99000000");
        world.balance(SELLER, BTC, 899_999_000_000L, 0);
        world.revenueAndConservation(2_000, 50_000_000, 900_000_000_000L, 10_000_000_000_000L);
    }

    void refuseOverdraft()
    {
        final String before = world.agreedStateHash();
        checks.equal("withdrawal of too much over HTTP", INSUFFICIENT,
            market.transfer(false, "withdraw-too-much", SELLER, BTC, "9000").refusal());
        checks.equal("order above the balance over HTTP", INSUFFICIENT,
            market.limit(BUYER, "buy-too-much", "BUY", "10", "50000").refusal());
        try (BlockingClient cashier = new BlockingClient(world.instance(), "admin"))
        {
            checks.equal("withdrawal of too much over SBE", "INSUFFICIENT_BALANCE", cashier.send(
                (client) -> client.withdraw(SELLER, BTC, 900_000_000_000L, "withdraw-too-much-sbe")).code());
        }
        try (BlockingClient trader = new BlockingClient(world.instance(), "trader-1002"))
        {
            final OrderRequest order = sbeOrder("buy-too-much-sbe", Side.BUY, 10_000_000);
            checks.equal("order above the balance over SBE", "INSUFFICIENT_BALANCE",
                trader.send((client) -> client.newOrder(order)).code());
            final OrderRequest foreign = sbeOrder("not-mine", Side.SELL, 10_000).accountId(SELLER);
            checks.equal("order for another's account over SBE", "UNAUTHORISED",
                trader.send((client) -> client.newOrder(foreign)).code());
        }
        checks.equal("state hash after the refusals", before, world.agreedStateHash());
        world.balance(SELLER, BTC, 899_999_000_000L, 0);
        world.balance(BUYER, USDT, 9_950_000_000_000L, 0);
    }

    void balancesBeforeTheSecondTrade()
    {
        world.balance(SELLER, BTC, 899_999_000_000L, 0);
        world.balance(SELLER, USDT, 49_950_000_000L, 0);
        world.balance(BUYER, BTC, 998_000, 0);
        world.balance(BUYER, USDT, 9_950_000_000_000L, 0);
    }

    /** The seller over HTTP, the buyer over SBE with a session that was opened before the leader was killed. */
    void tradeAgain(final BlockingClient buyer)
    {
        final HttpApi.Reply sell = market.limitUntilAnswered(SELLER, "sell-2", "SELL", "0.01", "50000");
        checks.equal("SELL 0.01 at 50,000 by 1001 over HTTP", "NEW", sell.json().get("status"));
        final OrderRequest order = sbeOrder("buy-3", Side.BUY, 10_000);
        final Reply bought = buyer.send((client) -> client.newOrder(order));
        checks.equal("BUY 0.01 at 50,000 by 1002 over SBE", "NONE FILLED", bought.code() + " " + bought.orderStatus());
    }

    void balancesAtTheEnd()
    {
        world.balance(SELLER, BTC, 899_998_000_000L, 0);
        world.balance(SELLER, USDT, 99_900_000_000L, 0);
        world.balance(BUYER, BTC, 1_996_000, 0);
        world.balance(BUYER, USDT, 9_900_000_000_000L, 0);
        world.revenueAndConservation(4_000, 100_000_000, 900_000_000_000L, 10_000_000_000_000L);
    }

    private static OrderRequest sbeOrder(final String clientOrderId, final Side side, final long quantity)
    {
        return new OrderRequest().accountId(BUYER).instrumentId(Market.INSTRUMENT).side(side)
            .orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC)
            .price(5_000_000).quantity(quantity).clientOrderId(clientOrderId);
    }

    private static Map<String, Object> first(final Object items)
    {
        return items instanceof List<?> list && !list.isEmpty() ? Json.asObject(list.get(0)) : Map.of();
    }
}
