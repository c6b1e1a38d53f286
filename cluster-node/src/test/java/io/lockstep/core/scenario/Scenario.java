package io.lockstep.core.scenario;

import io.lockstep.core.CancelOrder;
import io.lockstep.core.CommandOutcome;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.MoneyCommand;
import io.lockstep.core.PlaceOrder;
import io.lockstep.core.StateAudit;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.types.Code16;
import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;
import io.lockstep.core.ubs.Account;

import java.util.ArrayList;
import java.util.List;

import static io.lockstep.core.types.Quantities.NULL_VALUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Runs a table of commands, one a line, each followed by the lines of what must come of it ({@code => …}). Empty
 * lines and lines with a leading {@code #} are for the reader. The audit of the whole state runs after every command,
 * and a refused command must leave the state hash as it was.
 * <pre>
 * deposit 7 asset 2 amount 100 id d1
 * => DEPOSIT 7 asset 2 100 (100/0 v1)
 * place 7 a1 BUY LIMIT 10@5
 * => ACCEPTED #1 hold 50 of 2 (50/50 v2)
 * </pre>
 */
public final class Scenario
{
    private final EventText events = new EventText();
    private final ExchangeStateMachine machine = new ExchangeStateMachine(events);
    private final PlaceOrder place = new PlaceOrder();
    private final CancelOrder cancel = new CancelOrder();
    private final MoneyCommand money = new MoneyCommand();
    private long nowNs = 1_000_000_000_000L;

    /**
     * Assets 1 and 2 without decimals, instrument 1 trading 1 for 2 at tick 1 and lot 1, no fees, no band, accounts
     * 7, 8 and 9.
     *
     * @return a scenario to run tables in.
     */
    public static Scenario simple()
    {
        return of(instrument(0, 0, 0));
    }

    /**
     * As {@link #simple()} with another instrument.
     *
     * @param definition of instrument 1.
     * @return a scenario to run tables in.
     */
    public static Scenario of(final InstrumentDefinition definition)
    {
        final Scenario scenario = new Scenario();
        scenario.machine.genesis(77);
        scenario.machine.createAsset(new Asset(1, 0, Code16.of("BASE")));
        scenario.machine.createAsset(new Asset(2, 0, Code16.of("QUOTE")));
        assertEquals(RejectCode.NONE, scenario.machine.createInstrument(definition).code());
        for (long accountId = 7; accountId <= 9; accountId++)
        {
            scenario.machine.createAccount(accountId, 0);
        }
        scenario.events.take();
        return scenario;
    }

    /**
     * @param makerFeePpm  millionths.
     * @param takerFeePpm  millionths.
     * @param priceBandBps hundredths of a percent.
     * @return a definition of instrument 1.
     */
    public static InstrumentDefinition instrument(
        final int makerFeePpm, final int takerFeePpm, final int priceBandBps)
    {
        return new InstrumentDefinition(
            1, Code16.of("BASE_QUOTE"), 1, 2, 0, 0, 1, 1, 1_000_000, 1, 1, 1_000_000, 0, 1_000_000_000_000L,
            NULL_VALUE, 4, makerFeePpm, takerFeePpm, priceBandBps, InstrumentStatus.TRADING);
    }

    /**
     * @return the machine that the tables ran on.
     */
    public ExchangeStateMachine machine()
    {
        return machine;
    }

    /**
     * @param table commands and what must come of them.
     * @return this.
     */
    public Scenario run(final String table)
    {
        String command = null;
        final List<String> expected = new ArrayList<>();
        for (final String raw : (table + "\nend").split("\n"))
        {
            final String line = raw.trim();
            if (line.startsWith("=>"))
            {
                expected.add(line.substring(2).trim());
            }
            else if (!line.isEmpty() && !line.startsWith("#"))
            {
                if (null != command)
                {
                    runOne(command, expected);
                }
                command = line;
                expected.clear();
            }
        }
        return this;
    }

    private void runOne(final String command, final List<String> expected)
    {
        final long hashBefore = machine.stateHash();
        final List<String> actual = new ArrayList<>();
        final CommandOutcome outcome = dispatch(command.split("\\s+"), actual);
        actual.addAll(events.take());
        if (null != outcome)
        {
            if (RejectCode.NONE != outcome.code())
            {
                assertEquals(List.of("REJECTED " + outcome.code()), actual, command);
                if (outcome.hasOrderState())
                {
                    actual.set(0, actual.get(0) + " " + outcome.orderState().status());
                }
                assertEquals(hashBefore, machine.stateHash(), "refused: nothing changed by " + command);
            }
            else if (outcome.hasOrderState())
            {
                actual.add((outcome.isDuplicate() ? "DUPLICATE #" : "STATUS #") + outcome.orderState().orderId() + " " +
                    outcome.orderState().status() + " cum " + outcome.orderState().cumLots() + " for " +
                    outcome.orderState().cumQuoteAmount());
            }
            else if (outcome.isDuplicate())
            {
                actual.add("DUPLICATE " + outcome.available() + "/" + outcome.held());
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", actual), command);
        StateAudit.check(machine);
    }

    private CommandOutcome dispatch(final String[] words, final List<String> lines)
    {
        machine.advanceTime(++nowNs);
        switch (words[0])
        {
            case "deposit":
                return machine.deposit(money(words));

            case "withdraw":
                return machine.withdraw(money(words));

            case "place":
                return machine.placeOrder(place(words));

            case "cancel":
                return machine.cancelOrder(order(words));

            case "query":
                return machine.queryOrder(order(words));

            case "wait":
                nowNs += Long.parseLong(words[1]) * 1_000_000_000L;
                machine.advanceTime(nowNs);
                return null;

            case "balance":
                final Account account = machine.balances().account(Long.parseLong(words[1]));
                final int balance = machine.balances().balance(account, Integer.parseInt(words[3]));
                lines.add(machine.balances().available(balance) + "/" + machine.balances().held(balance));
                return null;

            default:
                throw new IllegalArgumentException("unknown command: " + String.join(" ", words));
        }
    }

    /** deposit ACCOUNT asset ID amount N id TRANSFER [age SECONDS]. */
    private MoneyCommand money(final String[] words)
    {
        money.accountId = Long.parseLong(words[1]);
        money.assetId = Integer.parseInt(words[3]);
        money.amount = Long.parseLong(words[5]);
        money.transferId.set("-".equals(words[7]) ? "" : words[7]);
        money.requestTimeNs = nowNs - (words.length > 9 ? Long.parseLong(words[9]) * 1_000_000_000L : 0);
        return money;
    }

    /** cancel ACCOUNT (CLIENT-ID | #ORDER-ID). */
    private CancelOrder order(final String[] words)
    {
        cancel.accountId = Long.parseLong(words[1]);
        cancel.instrumentId = words.length > 3 ? Integer.parseInt(words[3]) : 1;
        final boolean isById = words[2].startsWith("#");
        cancel.orderId = isById ? Long.parseLong(words[2].substring(1)) : NULL_VALUE;
        cancel.clientOrderId.set(isById ? "" : words[2]);
        return cancel;
    }

    /** place ACCOUNT CLIENT-ID SIDE TYPE[/TIF][/STP] (QTY@PRICE | QTY | quote:AMOUNT). */
    private PlaceOrder place(final String[] words)
    {
        place.accountId = Long.parseLong(words[1]);
        place.instrumentId = words.length > 6 ? Integer.parseInt(words[6]) : 1;
        place.clientOrderId.set(words[2]);
        place.side = "?".equals(words[3]) ? null : Side.valueOf(words[3]);
        final String[] kinds = words[4].split("/");
        place.orderType = OrderType.valueOf(kinds[0]);
        place.timeInForce = kinds.length > 1 ? TimeInForce.valueOf(kinds[1]) : TimeInForce.GTC;
        place.selfTradePrevention =
            kinds.length > 2 ? SelfTradePrevention.valueOf(kinds[2]) : SelfTradePrevention.EXPIRE_TAKER;
        place.price = NULL_VALUE;
        place.quantity = NULL_VALUE;
        place.quoteQuantity = NULL_VALUE;
        place.stopPrice = NULL_VALUE;
        place.displayQuantity = NULL_VALUE;
        place.expireTimeNs = NULL_VALUE;
        if (words[5].startsWith("quote:"))
        {
            place.quoteQuantity = Long.parseLong(words[5].substring(6));
        }
        else
        {
            final String[] sizes = words[5].split("@");
            place.quantity = Long.parseLong(sizes[0]);
            place.price = sizes.length > 1 ? Long.parseLong(sizes[1]) : NULL_VALUE;
        }
        return place;
    }
}
