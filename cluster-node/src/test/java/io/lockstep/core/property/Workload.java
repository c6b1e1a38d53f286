package io.lockstep.core.property;

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
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;

import java.util.SplittableRandom;

import static io.lockstep.core.types.Quantities.NULL_VALUE;

/**
 * A stream of commands from a seed: accounts by Zipf, prices around a drifting middle, ids that repeat, values at the
 * edges. The commands depend on the seed alone, never on what the machine answered, so any number of machines can be
 * given the same. Allocates nothing once made.
 */
public final class Workload
{
    private static final int ACCOUNTS = 40;
    private static final int INSTRUMENTS = 3;
    private static final int ASSETS = 4;

    private final SplittableRandom random;
    private final PlaceOrder place = new PlaceOrder();
    private final CancelOrder cancel = new CancelOrder();
    private final MoneyCommand money = new MoneyCommand();
    private final int edgePercent;
    private long nowNs = 1_700_000_000_000_000_000L;
    private long sequence;
    private long middle = 1_000;

    /**
     * @param seed        of everything.
     * @param edgePercent how many commands carry a value from the edge of its range.
     */
    public Workload(final long seed, final int edgePercent)
    {
        this.random = new SplittableRandom(seed);
        this.edgePercent = edgePercent;
    }

    /**
     * Reference data, accounts and money to begin with.
     *
     * @param machine to set up.
     */
    public static void setUp(final ExchangeStateMachine machine)
    {
        machine.advanceTime(1_700_000_000_000_000_000L);
        machine.genesis(4711);
        for (int assetId = 1; assetId <= ASSETS; assetId++)
        {
            machine.createAsset(new Asset(assetId, assetId % 3, Code16.of("ASSET" + assetId)));
        }
        for (int id = 1; id <= INSTRUMENTS; id++)
        {
            // The minor unit of the quote asset is fine enough for tick times lot.
            final CommandOutcome outcome = machine.createInstrument(new InstrumentDefinition(
                id, Code16.of("PAIR" + id), id, id + 1, 0, 0, id, id, id * 1_000_000L, 2, 2, 2_000_000,
                id == 2 ? 500 : 0, 1_000_000_000_000_000L, NULL_VALUE, 50, id == 3 ? -100 : 1000, 2000,
                id == 1 ? 2000 : 0, InstrumentStatus.TRADING));
            if (RejectCode.NONE != outcome.code())
            {
                throw new IllegalStateException("set-up: " + outcome.code());
            }
        }
        final MoneyCommand deposit = new MoneyCommand();
        for (long accountId = 100; accountId < 100 + ACCOUNTS; accountId++)
        {
            machine.createAccount(accountId, 0);
            for (int assetId = 1; assetId <= ASSETS; assetId++)
            {
                deposit.accountId = accountId;
                deposit.assetId = assetId;
                deposit.amount = 40_000_000L;
                deposit.requestTimeNs = machine.nowNs();
                deposit.transferId.set("initial-" + assetId);
                machine.deposit(deposit);
            }
        }
    }

    /**
     * @param machine to give the next command to.
     * @return what it answered.
     */
    public CommandOutcome next(final ExchangeStateMachine machine)
    {
        sequence++;
        // Now and then the leader's clock steps back, or a day passes.
        nowNs += random.nextInt(1_000) == 0 ? random.nextLong(86_400_000_000_000L) : random.nextLong(-1_000, 1_000_000);
        machine.advanceTime(nowNs);
        middle = Math.max(20, middle + random.nextInt(5) - 2);
        final int kind = random.nextInt(100);
        if (kind < 60)
        {
            return machine.placeOrder(order());
        }
        if (kind < 90)
        {
            return machine.cancelOrder(cancel());
        }
        return kind < 95 ? machine.deposit(money()) : machine.withdraw(money());
    }

    private long account()
    {
        final int zipf = (int)(ACCOUNTS / (1L + random.nextInt(ACCOUNTS)));
        return edge() ? random.nextInt(3) : 100 + (zipf + random.nextInt(3)) % ACCOUNTS;
    }

    private boolean edge()
    {
        return random.nextInt(100) < edgePercent && random.nextInt(8) == 0;
    }

    private long edgeValue()
    {
        final long value = (1L << random.nextInt(64)) + random.nextInt(17) - 8;
        return random.nextInt(8) == 0 ? -value : value;
    }

    /** The n-th id of an account; a small n repeats one given before. */
    private void id(final RequestId id, final long n)
    {
        long digits = 0x3030303030303030L;
        for (int i = 0; i < 8; i++)
        {
            digits += (n >>> 3 * i & 7) << 8 * i;
        }
        id.set(digits, 0, 0, 0, 0);
        if (edge())
        {
            id.set(random.nextLong(), random.nextLong(), 0, 0, random.nextInt());
        }
    }

    private PlaceOrder order()
    {
        place.accountId = account();
        place.instrumentId = edge() ? random.nextInt() : 1 + random.nextInt(INSTRUMENTS);
        place.side = edge() ? null : random.nextBoolean() ? Side.BUY : Side.SELL;
        final int type = random.nextInt(100);
        place.orderType = edge() ? OrderType.of(random.nextInt(9)) :
            type < 80 ? OrderType.LIMIT : type < 90 ? OrderType.MARKET : OrderType.LIMIT_MAKER;
        final int force = random.nextInt(100);
        place.timeInForce = edge() ? TimeInForce.of(random.nextInt(6)) :
            OrderType.LIMIT != place.orderType || force < 80 ? TimeInForce.GTC :
            force < 90 ? TimeInForce.IOC : TimeInForce.FOK;
        place.selfTradePrevention = SelfTradePrevention.of(edge() ? random.nextInt(7) : random.nextInt(4));
        place.price = NULL_VALUE;
        place.quantity = NULL_VALUE;
        place.quoteQuantity = NULL_VALUE;
        place.stopPrice = edge() ? edgeValue() : NULL_VALUE;
        place.displayQuantity = edge() ? edgeValue() : NULL_VALUE;
        place.expireTimeNs = edge() ? edgeValue() : NULL_VALUE;
        final boolean isMarket = OrderType.MARKET == place.orderType;
        if (isMarket && random.nextBoolean())
        {
            place.quoteQuantity = edge() ? edgeValue() : random.nextLong(1, 100_000);
        }
        else
        {
            place.quantity = edge() ? edgeValue() : 2 * random.nextLong(1, 200);
        }
        if (!isMarket || edge())
        {
            place.price = edge() ? edgeValue() : (middle + random.nextInt(41) - 20) * place.instrumentId;
        }
        id(place.clientOrderId, random.nextInt(12) == 0 ? random.nextLong(sequence) : sequence);
        return place;
    }

    private CancelOrder cancel()
    {
        cancel.accountId = account();
        cancel.instrumentId = edge() ? random.nextInt() : 1 + random.nextInt(INSTRUMENTS);
        final long back = random.nextLong(200);
        if (random.nextBoolean())
        {
            cancel.orderId = edge() ? edgeValue() : Math.max(1, sequence / 2 - back);
            cancel.clientOrderId.clear();
        }
        else
        {
            cancel.orderId = NULL_VALUE;
            id(cancel.clientOrderId, Math.max(1, sequence - back));
        }
        return cancel;
    }

    private MoneyCommand money()
    {
        money.accountId = account();
        money.assetId = edge() ? random.nextInt() : 1 + random.nextInt(ASSETS);
        money.amount = edge() ? edgeValue() : random.nextLong(1, 100_000);
        money.requestTimeNs = edge() ? edgeValue() : nowNs - random.nextLong(1_000_000_000L);
        id(money.transferId, random.nextInt(10) == 0 ? random.nextLong(sequence) : sequence);
        return money;
    }
}
