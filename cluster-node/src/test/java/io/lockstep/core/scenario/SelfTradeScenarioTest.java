package io.lockstep.core.scenario;

import org.junit.jupiter.api.Test;

class SelfTradeScenarioTest
{
    private static final String OWN_OFFER_AHEAD_OF_ANOTHERS = """
        deposit 7 asset 2 amount 1000 id d1
        => DEPOSIT 7 asset 2 1000 (1000/0 v1)
        deposit 7 asset 1 amount 100 id d2
        => DEPOSIT 7 asset 1 100 (100/0 v1)
        deposit 8 asset 1 amount 100 id d1
        => DEPOSIT 8 asset 1 100 (100/0 v1)
        place 7 s1 SELL LIMIT 2@5
        => ACCEPTED #1 hold 2 of 1 (98/2 v2)
        place 8 s1 SELL LIMIT 2@5
        => ACCEPTED #2 hold 2 of 1 (98/2 v2)
        """;

    @Test
    void shouldExpireTaker()
    {
        Scenario.simple().run(OWN_OFFER_AHEAD_OF_ANOTHERS).run("""
            place 7 b1 BUY LIMIT 3@5
            => ACCEPTED #3 hold 15 of 2 (985/15 v2)
            => EXPIRED #3 SELF_TRADE leaves 3 release 15 (1000/0 v3)
            """);
    }

    @Test
    void shouldExpireMakerAndTradeOn()
    {
        Scenario.simple().run(OWN_OFFER_AHEAD_OF_ANOTHERS).run("""
            place 7 b1 BUY LIMIT/GTC/EXPIRE_MAKER 3@5
            => ACCEPTED #3 hold 15 of 2 (985/15 v2)
            => EXPIRED #1 SELF_TRADE leaves 2 release 2 (100/0 v3)
            => TRADE 1 #3 buys 2@5 of #2 fees 0,0 refund 0 leaves 1,0 buyer (985/5 v3)(102/0 v4) seller (98/0 v3)(10/0 v1) revenue (-)(-)
            """);
    }

    @Test
    void shouldExpireBothAndRestNothing()
    {
        Scenario.simple().run(OWN_OFFER_AHEAD_OF_ANOTHERS).run("""
            place 7 b1 BUY LIMIT/GTC/EXPIRE_BOTH 3@5
            => ACCEPTED #3 hold 15 of 2 (985/15 v2)
            => EXPIRED #1 SELF_TRADE leaves 2 release 2 (100/0 v3)
            => EXPIRED #3 SELF_TRADE leaves 3 release 15 (1000/0 v3)
            """);
    }

    @Test
    void shouldTradeWithItselfWhenAsked()
    {
        Scenario.simple().run(OWN_OFFER_AHEAD_OF_ANOTHERS).run("""
            place 7 b1 BUY LIMIT/GTC/NONE 1@5
            => ACCEPTED #3 hold 5 of 2 (995/5 v2)
            => TRADE 1 #3 buys 1@5 of #1 fees 0,0 refund 0 leaves 0,1 buyer (995/0 v3)(99/2 v3) seller (99/1 v4)(1000/0 v4) revenue (-)(-)
            """);
    }

    @Test
    void shouldNotCountOwnOrdersTowardsFok()
    {
        Scenario.simple().run(OWN_OFFER_AHEAD_OF_ANOTHERS).run("""
            place 7 b1 BUY LIMIT/FOK/EXPIRE_MAKER 3@5
            => ACCEPTED #3 hold 15 of 2 (985/15 v2)
            => EXPIRED #3 FOK_NOT_FILLABLE leaves 3 release 15 (1000/0 v3)
            place 7 b2 BUY LIMIT/FOK/EXPIRE_TAKER 1@5
            => ACCEPTED #4 hold 5 of 2 (995/5 v4)
            => EXPIRED #4 FOK_NOT_FILLABLE leaves 1 release 5 (1000/0 v5)
            place 7 b3 BUY LIMIT/FOK/EXPIRE_MAKER 2@5
            => ACCEPTED #5 hold 10 of 2 (990/10 v6)
            => EXPIRED #1 SELF_TRADE leaves 2 release 2 (100/0 v3)
            => TRADE 1 #5 buys 2@5 of #2 fees 0,0 refund 0 leaves 0,0 buyer (990/0 v7)(102/0 v4) seller (98/0 v3)(10/0 v1) revenue (-)(-)
            """);
    }

    @Test
    void shouldNotHoldForOwnOrdersInMarketBuy()
    {
        Scenario.simple().run(OWN_OFFER_AHEAD_OF_ANOTHERS).run("""
            place 7 b1 BUY MARKET/IOC/EXPIRE_TAKER 1
            => REJECTED NO_LIQUIDITY
            place 7 b2 BUY MARKET/IOC/EXPIRE_MAKER 3
            => ACCEPTED #3 hold 10 of 2 (990/10 v2)
            => EXPIRED #1 SELF_TRADE leaves 2 release 2 (100/0 v3)
            => TRADE 1 #3 buys 2@5 of #2 fees 0,0 refund 0 leaves 1,0 buyer (990/0 v3)(102/0 v4) seller (98/0 v3)(10/0 v1) revenue (-)(-)
            => EXPIRED #3 NO_LIQUIDITY leaves 1 release 0 (-)
            """);
    }
}
