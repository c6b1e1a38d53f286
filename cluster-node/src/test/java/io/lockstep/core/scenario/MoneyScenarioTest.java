package io.lockstep.core.scenario;

import org.junit.jupiter.api.Test;

class MoneyScenarioTest
{
    @Test
    void shouldApplyATransferOnceHoweverOftenItComes()
    {
        Scenario.simple().run("""
            deposit 7 asset 2 amount 100 id d1
            => DEPOSIT 7 asset 2 100 (100/0 v1)
            deposit 7 asset 2 amount 100 id d1
            => DUPLICATE 100/0
            # The same id with other fields is another request, and refused.
            deposit 7 asset 2 amount 101 id d1
            => REJECTED DUPLICATE_TRANSFER_ID
            withdraw 7 asset 2 amount 100 id d1
            => REJECTED DUPLICATE_TRANSFER_ID
            # An id is unique per account.
            deposit 8 asset 2 amount 100 id d1
            => DEPOSIT 8 asset 2 100 (100/0 v1)
            withdraw 7 asset 2 amount 60 id w1
            => WITHDRAWAL 7 asset 2 -60 (40/0 v2)
            # The first answer again, though the balance has moved on.
            deposit 7 asset 2 amount 100 id d1
            => DUPLICATE 100/0
            withdraw 7 asset 2 amount 60 id w1
            => DUPLICATE 40/0
            """);
    }

    @Test
    void shouldForgetATransferAfterSevenDaysAndRefuseItsLateRepeat()
    {
        Scenario.simple().run("""
            deposit 7 asset 2 amount 100 id d1
            => DEPOSIT 7 asset 2 100 (100/0 v1)
            wait 604799
            deposit 7 asset 2 amount 100 id d1
            => DUPLICATE 100/0
            wait 2
            # Made when the first was: too old to tell from it.
            deposit 7 asset 2 amount 100 id d1 age 604801
            => REJECTED STALE_REQUEST
            deposit 7 asset 2 amount 100 id d1
            => DEPOSIT 7 asset 2 100 (200/0 v2)
            deposit 7 asset 2 amount 100 id d2 age -61
            => REJECTED STALE_REQUEST
            """);
    }

    @Test
    void shouldRefuseWhatIsNotThere()
    {
        Scenario.simple().run("""
            deposit 7 asset 2 amount 100 id -
            => REJECTED INVALID_REQUEST_ID
            deposit 6 asset 2 amount 100 id d1
            => REJECTED UNKNOWN_ACCOUNT
            deposit 7 asset 3 amount 100 id d1
            => REJECTED UNKNOWN_ASSET
            deposit 7 asset 2 amount 0 id d1
            => REJECTED INVALID_AMOUNT
            withdraw 7 asset 2 amount -5 id d1
            => REJECTED INVALID_AMOUNT
            withdraw 7 asset 2 amount 1 id w1
            => REJECTED INSUFFICIENT_BALANCE
            deposit 7 asset 2 amount 100 id d1
            => DEPOSIT 7 asset 2 100 (100/0 v1)
            withdraw 7 asset 2 amount 101 id w1
            => REJECTED INSUFFICIENT_BALANCE
            # What is held is not there to be withdrawn.
            place 7 b1 BUY LIMIT 1@60
            => ACCEPTED #1 hold 60 of 2 (40/60 v2)
            withdraw 7 asset 2 amount 41 id w1
            => REJECTED INSUFFICIENT_BALANCE
            withdraw 7 asset 2 amount 40 id w1
            => WITHDRAWAL 7 asset 2 -40 (0/60 v3)
            """);
    }

    @Test
    void shouldKeepAnAssetsTotalWithinALong()
    {
        Scenario.simple().run("""
            deposit 7 asset 2 amount 9223372036854775807 id d1
            => DEPOSIT 7 asset 2 9223372036854775807 (9223372036854775807/0 v1)
            deposit 8 asset 2 amount 1 id d1
            => REJECTED AMOUNT_OVERFLOW
            withdraw 7 asset 2 amount 1 id w1
            => WITHDRAWAL 7 asset 2 -1 (9223372036854775806/0 v2)
            deposit 8 asset 2 amount 1 id d1
            => DEPOSIT 8 asset 2 1 (1/0 v1)
            """);
    }

    @Test
    void shouldTakeFeesFromWhatIsReceivedRoundedUp()
    {
        // Maker 0.1 %, taker 0.2 %.
        Scenario.of(Scenario.instrument(1000, 2000, 0)).run("""
            deposit 7 asset 2 amount 100000 id d1
            => DEPOSIT 7 asset 2 100000 (100000/0 v1)
            deposit 8 asset 1 amount 2000 id d1
            => DEPOSIT 8 asset 1 2000 (2000/0 v1)
            place 8 s1 SELL LIMIT 1001@20
            => ACCEPTED #1 hold 1001 of 1 (999/1001 v2)
            # Buyer is taker: 1000 × 0.2 % = 2 of base. Seller is maker: 20000 × 0.1 % = 20 of quote.
            place 7 b1 BUY LIMIT 1000@20
            => ACCEPTED #2 hold 20000 of 2 (80000/20000 v2)
            => TRADE 1 #2 buys 1000@20 of #1 fees 2,20 refund 0 leaves 0,1 buyer (80000/0 v3)(998/0 v1) seller (999/1 v3)(19980/0 v1) revenue (2/0 v1)(20/0 v1)
            # One lot: 0.2 % of 1 is rounded up to all of it.
            place 7 b2 BUY LIMIT 1@20
            => ACCEPTED #3 hold 20 of 2 (79980/20 v4)
            => TRADE 2 #3 buys 1@20 of #1 fees 1,1 refund 0 leaves 0,0 buyer (79980/0 v5)(998/0 v2) seller (999/0 v4)(19999/0 v2) revenue (3/0 v2)(21/0 v2)
            """);
    }

    @Test
    void shouldPayARebateOutOfWhatRevenueHas()
    {
        // Maker gets 0.1 %, taker pays 0.2 %.
        Scenario.of(Scenario.instrument(-1000, 2000, 0)).run("""
            deposit 7 asset 2 amount 100000 id d1
            => DEPOSIT 7 asset 2 100000 (100000/0 v1)
            deposit 8 asset 1 amount 2000 id d1
            => DEPOSIT 8 asset 1 2000 (2000/0 v1)
            place 8 s1 SELL LIMIT 1000@20
            => ACCEPTED #1 hold 1000 of 1 (1000/1000 v2)
            # Revenue has no quote yet: nothing to pay the seller's rebate of 20 from.
            place 7 b1 BUY LIMIT 1000@20
            => ACCEPTED #2 hold 20000 of 2 (80000/20000 v2)
            => TRADE 1 #2 buys 1000@20 of #1 fees 2,0 refund 0 leaves 0,0 buyer (80000/0 v3)(998/0 v1) seller (1000/0 v3)(20000/0 v1) revenue (2/0 v1)(-)
            # The maker buys now: 1000 × 0.1 % = 1 of base, which revenue has.
            place 7 b2 BUY LIMIT 1000@20
            => ACCEPTED #3 hold 20000 of 2 (60000/20000 v4)
            place 8 s2 SELL LIMIT 1000@20
            => ACCEPTED #4 hold 1000 of 1 (0/1000 v4)
            => TRADE 2 #3 buys 1000@20 of #4 fees -1,40 refund 0 leaves 0,0 buyer (60000/0 v5)(1999/0 v2) seller (0/0 v5)(39960/0 v2) revenue (1/0 v2)(40/0 v1)
            """);
    }
}
