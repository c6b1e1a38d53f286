package io.lockstep.benchmarks.jmh;

import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;
import io.lockstep.core.ubs.UBSCore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * Balances alone. With a thousand accounts they fit the cache, with a million they are memory latency; accounts are
 * visited in no order that could be foreseen.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class UBSCoreBenchmark
{
    private static final int BASE = 1;
    private static final int QUOTE = 2;
    private static final long FUNDS = 1_000_000_000_000L;
    private static final long BASE_AMOUNT = 1_000;
    private static final long QUOTE_AMOUNT = 50_000;
    private static final long REVENUE_ACCOUNT_ID = 1;
    /** Odd and near the golden ratio of 2^64: consecutive steps land far from each other. */
    private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

    /** Accounts with both balances. */
    @Param({"1000", "1000000"})
    public int accounts;

    private final UBSCore ubs = new UBSCore();
    private final BalanceLeg leg = new BalanceLeg();
    private int[] baseHandles;
    private int[] quoteHandles;
    private int revenueBase;
    private int revenueQuote;
    private long step;

    /**
     * Open and fund all balances.
     */
    @Setup
    public void setUp()
    {
        baseHandles = new int[accounts];
        quoteHandles = new int[accounts];
        for (int i = 0; i < accounts; i++)
        {
            final Account account = ubs.createAccount(1001 + i, 0);
            baseHandles[i] = funded(account, BASE);
            quoteHandles[i] = funded(account, QUOTE);
        }
        final Account revenue = ubs.createAccount(REVENUE_ACCOUNT_ID, 0);
        revenueBase = ubs.openBalance(revenue, BASE);
        revenueQuote = ubs.openBalance(revenue, QUOTE);
    }

    private int funded(final Account account, final int assetId)
    {
        final int handle = ubs.openBalance(account, assetId);
        ubs.deposit(handle, FUNDS, leg);
        return handle;
    }

    /**
     * What an order that rests and is cancelled does to its owner's balance.
     *
     * @return version of the balance.
     */
    @Benchmark
    public long holdAndRelease()
    {
        final int handle = quoteHandles[nextAccount()];
        ubs.hold(handle, QUOTE_AMOUNT, leg);
        ubs.release(handle, QUOTE_AMOUNT, leg);
        return leg.version();
    }

    /**
     * What two orders that meet do: two holds and the six legs of a fill; then the same the other way round, so that
     * the funds last for ever. Two fills an invocation, so halve the figure for one.
     *
     * @return version of a balance.
     */
    @Benchmark
    public long holdAndSettleThereAndBack()
    {
        final int one = nextAccount();
        final int two = one + 1 == accounts ? 0 : one + 1;
        settle(one, two);
        settle(two, one);
        return leg.version();
    }

    private void settle(final int buyer, final int seller)
    {
        ubs.hold(baseHandles[seller], BASE_AMOUNT, leg);
        ubs.hold(quoteHandles[buyer], QUOTE_AMOUNT, leg);
        ubs.settleDebit(quoteHandles[buyer], QUOTE_AMOUNT, 0, leg);
        ubs.settleCredit(baseHandles[buyer], BASE_AMOUNT, leg);
        ubs.settleDebit(baseHandles[seller], BASE_AMOUNT, 0, leg);
        ubs.settleCredit(quoteHandles[seller], QUOTE_AMOUNT, leg);
        // Fees of nothing cost what fees cost.
        ubs.settleCredit(revenueBase, 0, leg);
        ubs.settleCredit(revenueQuote, 0, leg);
    }

    private int nextAccount()
    {
        return (int)(((++step * SCATTER) >>> Integer.SIZE) * accounts >>> Integer.SIZE);
    }
}
