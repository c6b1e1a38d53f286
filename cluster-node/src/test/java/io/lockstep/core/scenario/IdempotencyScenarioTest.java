package io.lockstep.core.scenario;

import org.junit.jupiter.api.Test;

class IdempotencyScenarioTest
{
    private static final String FUNDS = """
        deposit 7 asset 2 amount 100000 id d1
        => DEPOSIT 7 asset 2 100000 (100000/0 v1)
        deposit 8 asset 1 amount 100000 id d1
        => DEPOSIT 8 asset 1 100000 (100000/0 v1)
        """;

    @Test
    void shouldAnswerARepeatedOrderWithHowItStands()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b1 BUY LIMIT 10@5
            => ACCEPTED #1 hold 50 of 2 (99950/50 v2)
            place 7 b1 BUY LIMIT 10@5
            => DUPLICATE #1 NEW cum 0 for 0
            place 7 b1 BUY LIMIT 11@5
            => REJECTED DUPLICATE_CLIENT_ORDER_ID
            place 7 b1 SELL LIMIT 10@5
            => REJECTED DUPLICATE_CLIENT_ORDER_ID
            place 8 b1 SELL LIMIT 4@5
            => ACCEPTED #2 hold 4 of 1 (99996/4 v2)
            => TRADE 1 #1 buys 4@5 of #2 fees 0,0 refund 0 leaves 6,0 buyer (99950/30 v3)(4/0 v1) seller (99996/0 v3)(20/0 v1) revenue (-)(-)
            place 7 b1 BUY LIMIT 10@5
            => DUPLICATE #1 PARTIALLY_FILLED cum 4 for 20
            place 8 b1 SELL LIMIT 4@5
            => DUPLICATE #2 FILLED cum 4 for 20
            """);
    }

    @Test
    void shouldAnswerARepeatedCancelWithHowTheOrderEnded()
    {
        Scenario.simple().run(FUNDS).run("""
            place 7 b1 BUY LIMIT 10@5
            => ACCEPTED #1 hold 50 of 2 (99950/50 v2)
            cancel 8 #1
            => REJECTED UNKNOWN_ORDER
            cancel 8 b1
            => REJECTED UNKNOWN_ORDER
            cancel 7 b2
            => REJECTED UNKNOWN_ORDER
            cancel 7 #2
            => REJECTED UNKNOWN_ORDER
            cancel 7 #1 9
            => REJECTED UNKNOWN_INSTRUMENT
            cancel 7 #1
            => CANCELED #1 USER_REQUEST leaves 10 release 50 (100000/0 v3)
            cancel 7 #1
            => DUPLICATE #1 CANCELED cum 0 for 0
            cancel 7 b1
            => DUPLICATE #1 CANCELED cum 0 for 0
            place 8 s1 SELL LIMIT 1@5
            => ACCEPTED #2 hold 1 of 1 (99999/1 v2)
            place 7 b2 BUY LIMIT 1@5
            => ACCEPTED #3 hold 5 of 2 (99995/5 v4)
            => TRADE 1 #3 buys 1@5 of #2 fees 0,0 refund 0 leaves 0,0 buyer (99995/0 v5)(1/0 v1) seller (99999/0 v3)(5/0 v1) revenue (-)(-)
            cancel 7 b2
            => REJECTED ORDER_ALREADY_CLOSED FILLED
            cancel 8 #2
            => REJECTED ORDER_ALREADY_CLOSED FILLED
            """);
    }

    @Test
    void shouldForgetTheOldestEndedOrderOfAnAccountAtItsBound()
    {
        final Scenario scenario = Scenario.simple().run(FUNDS);
        long version = 1;
        for (int i = 1; i <= 257; i++)
        {
            scenario.run("place 7 b%d BUY LIMIT 1@1\n=> ACCEPTED #%d hold 1 of 2 (99999/1 v%d)\n".formatted(
                i, i, ++version));
            scenario.run("cancel 7 b%d\n=> CANCELED #%d USER_REQUEST leaves 1 release 1 (100000/0 v%d)\n".formatted(
                i, i, ++version));
        }
        scenario.run("""
            query 7 b257
            => STATUS #257 CANCELED cum 0 for 0
            query 7 b2
            => STATUS #2 CANCELED cum 0 for 0
            cancel 7 b1
            => REJECTED UNKNOWN_ORDER
            cancel 7 #1
            => REJECTED UNKNOWN_ORDER
            place 7 b2 BUY LIMIT 1@1
            => DUPLICATE #2 CANCELED cum 0 for 0
            place 7 b1 BUY LIMIT 1@1
            => ACCEPTED #258 hold 1 of 2 (99999/1 v516)
            """);
    }
}
