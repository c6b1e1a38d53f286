package io.lockstep.core.scenario;

import org.junit.jupiter.api.Test;

class OrderScenarioTest
{
    private static final String FUNDS = """
        deposit 7 asset 2 amount 1000 id d1
        => DEPOSIT 7 asset 2 1000 (1000/0 v1)
        deposit 8 asset 1 amount 100 id d1
        => DEPOSIT 8 asset 1 100 (100/0 v1)
        """;

    @Test
    void shouldHoldSettleAndReleaseInOneCommand()
    {
        Scenario.simple().run(FUNDS).run("""
            place 8 s1 SELL LIMIT 10@5
            => ACCEPTED #1 hold 10 of 1 (90/10 v2)
            # The buyer bids 7 and pays 5: the difference comes back with the fill.
            place 7 b1 BUY LIMIT 4@7
            => ACCEPTED #2 hold 28 of 2 (972/28 v2)
            => TRADE 1 #2 buys 4@5 of #1 fees 0,0 refund 8 leaves 0,6 buyer (980/0 v3)(4/0 v1) seller (90/6 v3)(20/0 v1) revenue (-)(-)
            query 8 s1
            => STATUS #1 PARTIALLY_FILLED cum 4 for 20
            query 7 b1
            => STATUS #2 FILLED cum 4 for 20
            # The rest of a GTC order rests.
            place 7 b2 BUY LIMIT 10@5
            => ACCEPTED #3 hold 50 of 2 (930/50 v4)
            => TRADE 2 #3 buys 6@5 of #1 fees 0,0 refund 0 leaves 4,0 buyer (930/20 v5)(10/0 v2) seller (90/0 v4)(50/0 v2) revenue (-)(-)
            cancel 7 b2
            => CANCELED #3 USER_REQUEST leaves 4 release 20 (950/0 v6)
            """);
    }

    @Test
    void shouldTradeByPriceThenTimeAtTheMakersPrice()
    {
        Scenario.simple().run(FUNDS).run("""
            place 8 s1 SELL LIMIT 1@6
            => ACCEPTED #1 hold 1 of 1 (99/1 v2)
            place 8 s2 SELL LIMIT 1@5
            => ACCEPTED #2 hold 1 of 1 (98/2 v3)
            place 8 s3 SELL LIMIT 1@5
            => ACCEPTED #3 hold 1 of 1 (97/3 v4)
            place 7 b1 BUY LIMIT 3@6
            => ACCEPTED #4 hold 18 of 2 (982/18 v2)
            => TRADE 1 #4 buys 1@5 of #2 fees 0,0 refund 1 leaves 2,0 buyer (983/12 v3)(1/0 v1) seller (97/2 v5)(5/0 v1) revenue (-)(-)
            => TRADE 2 #4 buys 1@5 of #3 fees 0,0 refund 1 leaves 1,0 buyer (984/6 v4)(2/0 v2) seller (97/1 v6)(10/0 v2) revenue (-)(-)
            => TRADE 3 #4 buys 1@6 of #1 fees 0,0 refund 0 leaves 0,0 buyer (984/0 v5)(3/0 v3) seller (97/0 v7)(16/0 v3) revenue (-)(-)
            """);
    }

    @Test
    void shouldExpireWhatIocLeavesAndNeverRestIt()
    {
        Scenario.simple().run(FUNDS).run("""
            place 8 s1 SELL LIMIT 3@5
            => ACCEPTED #1 hold 3 of 1 (97/3 v2)
            place 7 b1 BUY LIMIT/IOC 5@5
            => ACCEPTED #2 hold 25 of 2 (975/25 v2)
            => TRADE 1 #2 buys 3@5 of #1 fees 0,0 refund 0 leaves 2,0 buyer (975/10 v3)(3/0 v1) seller (97/0 v3)(15/0 v1) revenue (-)(-)
            => EXPIRED #2 IOC_REMAINDER leaves 2 release 10 (985/0 v4)
            place 7 b2 BUY LIMIT/IOC 5@5
            => ACCEPTED #3 hold 25 of 2 (960/25 v5)
            => EXPIRED #3 IOC_REMAINDER leaves 5 release 25 (985/0 v6)
            """);
    }

    @Test
    void shouldFillAllOrNothingOfFokOverSeveralLevels()
    {
        Scenario.simple().run(FUNDS).run("""
            place 8 s1 SELL LIMIT 3@5
            => ACCEPTED #1 hold 3 of 1 (97/3 v2)
            place 8 s2 SELL LIMIT 2@6
            => ACCEPTED #2 hold 2 of 1 (95/5 v3)
            place 7 b1 BUY LIMIT/FOK 6@6
            => ACCEPTED #3 hold 36 of 2 (964/36 v2)
            => EXPIRED #3 FOK_NOT_FILLABLE leaves 6 release 36 (1000/0 v3)
            place 7 b2 BUY LIMIT/FOK 5@6
            => ACCEPTED #4 hold 30 of 2 (970/30 v4)
            => TRADE 1 #4 buys 3@5 of #1 fees 0,0 refund 3 leaves 2,0 buyer (973/12 v5)(3/0 v1) seller (95/2 v4)(15/0 v1) revenue (-)(-)
            => TRADE 2 #4 buys 2@6 of #2 fees 0,0 refund 0 leaves 0,0 buyer (973/0 v6)(5/0 v2) seller (95/0 v5)(27/0 v2) revenue (-)(-)
            """);
    }

    @Test
    void shouldRefuseLimitMakerThatWouldTake()
    {
        Scenario.simple().run(FUNDS).run("""
            place 8 s1 SELL LIMIT_MAKER 3@5
            => ACCEPTED #1 hold 3 of 1 (97/3 v2)
            place 7 b1 BUY LIMIT_MAKER 3@5
            => REJECTED WOULD_TAKE_LIQUIDITY
            place 7 b2 BUY LIMIT_MAKER 3@4
            => ACCEPTED #2 hold 12 of 2 (988/12 v2)
            """);
    }

    @Test
    void shouldHoldForMarketOrderWhatTheBookAsks()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b0 BUY MARKET 4
            => REJECTED NO_LIQUIDITY
            place 8 s1 SELL LIMIT 3@5
            => ACCEPTED #1 hold 3 of 1 (97/3 v2)
            place 8 s2 SELL LIMIT 2@6
            => ACCEPTED #2 hold 2 of 1 (95/5 v3)
            place 7 b1 BUY MARKET 4
            => ACCEPTED #3 hold 21 of 2 (979/21 v2)
            => TRADE 1 #3 buys 3@5 of #1 fees 0,0 refund 0 leaves 1,0 buyer (979/6 v3)(3/0 v1) seller (95/2 v4)(15/0 v1) revenue (-)(-)
            => TRADE 2 #3 buys 1@6 of #2 fees 0,0 refund 0 leaves 0,1 buyer (979/0 v4)(4/0 v2) seller (95/1 v5)(21/0 v2) revenue (-)(-)
            # More than there is: what there is, and the rest expires.
            place 7 b2 BUY MARKET 4
            => ACCEPTED #4 hold 6 of 2 (973/6 v5)
            => TRADE 3 #4 buys 1@6 of #2 fees 0,0 refund 0 leaves 3,0 buyer (973/0 v6)(5/0 v3) seller (95/0 v6)(27/0 v3) revenue (-)(-)
            => EXPIRED #4 NO_LIQUIDITY leaves 3 release 0 (-)
            """);
    }

    @Test
    void shouldSpendQuoteQuantityOfMarketBuyAndGiveTheRestBack()
    {
        Scenario.simple().run(FUNDS).run("""
            place 8 s1 SELL LIMIT 3@5
            => ACCEPTED #1 hold 3 of 1 (97/3 v2)
            place 8 s2 SELL LIMIT 2@6
            => ACCEPTED #2 hold 2 of 1 (95/5 v3)
            place 7 b1 BUY MARKET quote:25
            => ACCEPTED #3 hold 25 of 2 (975/25 v2)
            => TRADE 1 #3 buys 3@5 of #1 fees 0,0 refund 0 leaves 2,0 buyer (975/10 v3)(3/0 v1) seller (95/2 v4)(15/0 v1) revenue (-)(-)
            => TRADE 2 #3 buys 1@6 of #2 fees 0,0 refund 0 leaves 0,1 buyer (975/4 v4)(4/0 v2) seller (95/1 v5)(21/0 v2) revenue (-)(-)
            => FILLED #3 BUDGET_SPENT leaves 0 release 4 (979/0 v5)
            # Spent to the last unit: the trade itself ends the order.
            place 7 b2 BUY MARKET quote:6
            => ACCEPTED #4 hold 6 of 2 (973/6 v6)
            => TRADE 3 #4 buys 1@6 of #2 fees 0,0 refund 0 leaves 0,0 buyer (973/0 v7)(5/0 v3) seller (95/0 v6)(27/0 v3) revenue (-)(-)
            """);
    }

    @Test
    void shouldSellForQuoteQuantity()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b1 BUY LIMIT 3@5
            => ACCEPTED #1 hold 15 of 2 (985/15 v2)
            place 7 b2 BUY LIMIT 9@4
            => ACCEPTED #2 hold 36 of 2 (949/51 v3)
            # 3@5 gives 15, then 8 of the 9 wanted units at 4 give 8: 2 lots.
            place 8 s1 SELL MARKET quote:24
            => ACCEPTED #3 hold 5 of 1 (95/5 v2)
            => TRADE 1 #1 buys 3@5 of #3 fees 0,0 refund 0 leaves 0,1 buyer (949/36 v4)(3/0 v1) seller (95/2 v3)(15/0 v1) revenue (-)(-)
            => TRADE 2 #2 buys 2@4 of #3 fees 0,0 refund 0 leaves 7,0 buyer (949/28 v5)(5/0 v2) seller (95/0 v4)(23/0 v2) revenue (-)(-)
            """);
    }

    @Test
    void shouldStopMarketOrderAtTheEdgeOfThePriceBand()
    {
        Scenario.of(Scenario.instrument(0, 0, 1000)).run(FUNDS).run("""
            place 8 s1 SELL LIMIT 1@100
            => ACCEPTED #1 hold 1 of 1 (99/1 v2)
            place 7 b1 BUY LIMIT 1@100
            => ACCEPTED #2 hold 100 of 2 (900/100 v2)
            => TRADE 1 #2 buys 1@100 of #1 fees 0,0 refund 0 leaves 0,0 buyer (900/0 v3)(1/0 v1) seller (99/0 v3)(100/0 v1) revenue (-)(-)
            # The last trade was at 100, the band is 10 %: 90 to 110.
            place 8 s2 SELL LIMIT 1@111
            => REJECTED PRICE_OUTSIDE_BAND
            place 8 s3 SELL LIMIT 1@110
            => ACCEPTED #3 hold 1 of 1 (98/1 v4)
            place 7 b2 BUY MARKET 2
            => ACCEPTED #4 hold 110 of 2 (790/110 v4)
            => TRADE 2 #4 buys 1@110 of #3 fees 0,0 refund 0 leaves 1,0 buyer (790/0 v5)(2/0 v2) seller (98/0 v5)(210/0 v2) revenue (-)(-)
            => EXPIRED #4 NO_LIQUIDITY leaves 1 release 0 (-)
            """);
    }

    @Test
    void shouldRefuseWhatCannotBePaidAndChangeNothing()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b1 BUY LIMIT 201@5
            => REJECTED INSUFFICIENT_BALANCE
            place 8 s1 SELL LIMIT 101@5
            => REJECTED INSUFFICIENT_BALANCE
            place 9 s1 SELL LIMIT 1@5
            => REJECTED INSUFFICIENT_BALANCE
            place 7 b2 BUY LIMIT 200@5
            => ACCEPTED #1 hold 1000 of 2 (0/1000 v2)
            place 7 b3 BUY LIMIT 1@1
            => REJECTED INSUFFICIENT_BALANCE
            """);
    }

    @Test
    void shouldCheckEachFieldByItsRule()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b!d BUY LIMIT 1@5
            => REJECTED INVALID_REQUEST_ID
            place 7 b1 ? LIMIT 1@5
            => REJECTED INVALID_ENUM_VALUE
            place 6 b1 BUY LIMIT 1@5
            => REJECTED UNKNOWN_ACCOUNT
            place 1 b1 BUY LIMIT 1@5
            => REJECTED UNKNOWN_ACCOUNT
            place 7 b1 BUY LIMIT 1@5 2
            => REJECTED UNKNOWN_INSTRUMENT
            place 7 b1 BUY STOP_LOSS 1
            => REJECTED UNSUPPORTED_ORDER_TYPE
            place 7 b1 BUY LIMIT 1
            => REJECTED INVALID_COMBINATION
            place 7 b1 BUY MARKET 1@5
            => REJECTED INVALID_COMBINATION
            place 7 b1 BUY MARKET/FOK 1
            => REJECTED INVALID_COMBINATION
            place 7 b1 BUY LIMIT quote:5
            => REJECTED INVALID_COMBINATION
            place 7 b1 BUY LIMIT/GTD 1@5
            => REJECTED INVALID_COMBINATION
            place 7 b1 BUY LIMIT_MAKER/IOC 1@5
            => REJECTED INVALID_COMBINATION
            place 7 b1 BUY LIMIT 1@0
            => REJECTED INVALID_PRICE
            place 7 b1 BUY LIMIT 1@1000001
            => REJECTED INVALID_PRICE
            place 7 b1 BUY LIMIT 0@5
            => REJECTED INVALID_QUANTITY
            place 7 b1 BUY LIMIT -1@5
            => REJECTED INVALID_QUANTITY
            place 7 b1 BUY LIMIT 1000001@5
            => REJECTED INVALID_QUANTITY
            place 7 b1 BUY MARKET quote:0
            => REJECTED INVALID_QUANTITY
            """);
    }

    @Test
    void shouldLimitOpenOrdersPerAccountAndInstrument()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b1 BUY LIMIT 1@1
            => ACCEPTED #1 hold 1 of 2 (999/1 v2)
            place 7 b2 BUY LIMIT 1@1
            => ACCEPTED #2 hold 1 of 2 (998/2 v3)
            place 7 b3 BUY LIMIT 1@1
            => ACCEPTED #3 hold 1 of 2 (997/3 v4)
            place 7 b4 BUY LIMIT 1@1
            => ACCEPTED #4 hold 1 of 2 (996/4 v5)
            place 7 b5 BUY LIMIT 1@1
            => REJECTED TOO_MANY_OPEN_ORDERS
            cancel 7 b1
            => CANCELED #1 USER_REQUEST leaves 1 release 1 (997/3 v6)
            place 7 b5 BUY LIMIT 1@1
            => ACCEPTED #5 hold 1 of 2 (996/4 v7)
            """);
    }
}
