package io.lockstep.benchmarks.jmh;

import io.lockstep.core.CancelOrder;
import io.lockstep.core.CommandOutcome;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.MoneyCommand;
import io.lockstep.core.PlaceOrder;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.types.Code16;
import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

import static io.lockstep.core.types.Quantities.NULL_VALUE;

/**
 * The whole core, one command after the other: balances, books, fees, idempotency tables, events into nothing. A
 * thousand accounts, a book with 500 levels on each side. The figure is per command, two an invocation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExchangeStateMachineBenchmark
{
    private static final int COMMANDS = 2;
    private static final int ACCOUNTS = 1_000;
    private static final long FIRST_ACCOUNT_ID = 1001;
    private static final long FUNDS = 1_000_000_000_000_000L;
    private static final int LEVELS = 500;
    private static final long MIDDLE = 5_000_000;
    private static final long QUANTITY = 100;
    private static final long COMMAND_INTERVAL_NS = 1_000;
    private static final int FEE_PPM = 2_000;

    private final DiscardEvents events = new DiscardEvents();
    private final ExchangeStateMachine machine = new ExchangeStateMachine(events);
    private final PlaceOrder place = new PlaceOrder();
    private final CancelOrder cancel = new CancelOrder();
    private long nowNs = 1_700_000_000_000_000_000L;
    private long sequence;
    private long expectedTrades;

    /**
     * Reference data, accounts, funds, and a book to trade in.
     */
    @Setup
    public void setUp()
    {
        machine.advanceTime(nowNs);
        require(machine.genesis(4711));
        require(machine.createAsset(new Asset(1, 8, Code16.of("BTC"))));
        require(machine.createAsset(new Asset(2, 8, Code16.of("USDT"))));
        require(machine.createInstrument(new InstrumentDefinition(
            1, Code16.of("BTC_USDT"), 1, 2, 2, 6, 1, 1, 1_000_000_000L, 1, 1, 1_000_000_000_000L, 0, Long.MAX_VALUE / 4,
            NULL_VALUE, 10_000, FEE_PPM / 2, FEE_PPM, 0, InstrumentStatus.TRADING)));
        final MoneyCommand deposit = new MoneyCommand();
        for (long accountId = FIRST_ACCOUNT_ID; accountId < FIRST_ACCOUNT_ID + ACCOUNTS; accountId++)
        {
            require(machine.createAccount(accountId, 0));
            for (int assetId = 1; assetId <= 2; assetId++)
            {
                deposit.accountId = accountId;
                deposit.assetId = assetId;
                deposit.amount = FUNDS;
                deposit.requestTimeNs = nowNs;
                deposit.transferId.set("initial-" + assetId);
                require(machine.deposit(deposit));
            }
        }
        place.instrumentId = 1;
        place.orderType = OrderType.LIMIT;
        place.timeInForce = TimeInForce.GTC;
        place.selfTradePrevention = SelfTradePrevention.EXPIRE_TAKER;
        place.quantity = QUANTITY;
        place.quoteQuantity = NULL_VALUE;
        place.stopPrice = NULL_VALUE;
        place.displayQuantity = NULL_VALUE;
        place.expireTimeNs = NULL_VALUE;
        cancel.instrumentId = 1;
        cancel.orderId = NULL_VALUE;
        for (int i = 1; i <= LEVELS; i++)
        {
            place(i, Side.BUY, MIDDLE - i);
            place(i, Side.SELL, MIDDLE + i);
        }
    }

    /**
     * One account sells inside the spread, the next buys it: accepted, accepted, filled, both sides settled. Every
     * account is now the one, now the other.
     *
     * @return fills so far.
     */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long placeAndMatch()
    {
        place(expectedTrades, Side.SELL, MIDDLE);
        expectedTrades++;
        place(expectedTrades, Side.BUY, MIDDLE);
        return events.tradeCount;
    }

    /**
     * An order rests somewhere in the book and is cancelled by its client order id.
     *
     * @return cancelled so far.
     */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long placeAndCancel()
    {
        place(sequence, Side.BUY, MIDDLE - 1 - sequence % LEVELS);
        cancel.accountId = place.accountId;
        cancel.clientOrderId.set(place.clientOrderId);
        machine.advanceTime(nowNs += COMMAND_INTERVAL_NS);
        require(machine.cancelOrder(cancel));
        return events.closedCount;
    }

    /**
     * A benchmark of refusals would look fast.
     */
    @TearDown(Level.Iteration)
    public void checkWork()
    {
        if (0 != events.rejectedCount || expectedTrades != events.tradeCount)
        {
            throw new IllegalStateException("rejected " + events.rejectedCount + ", filled " + events.tradeCount +
                " of " + expectedTrades);
        }
    }

    private void place(final long accountIndex, final Side side, final long price)
    {
        sequence++;
        place.accountId = FIRST_ACCOUNT_ID + accountIndex % ACCOUNTS;
        place.side = side;
        place.price = price;
        BenchmarkIds.set(place.clientOrderId, sequence);
        machine.advanceTime(nowNs += COMMAND_INTERVAL_NS);
        require(machine.placeOrder(place));
    }

    private static void require(final CommandOutcome outcome)
    {
        if (RejectCode.NONE != outcome.code() || outcome.isDuplicate())
        {
            throw new IllegalStateException("refused: " + outcome.code());
        }
    }
}
