package io.lockstep.benchmarks.load;

import io.lockstep.client.ExchangeClient;
import io.lockstep.client.ExchangeListener;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.common.RejectCode;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/**
 * Prepares over a session of its own, with a key that may administrate and move money. Single-threaded.
 */
final class SbeSetup implements AccountSetup, ExchangeListener
{
    private static final int WINDOW = 128;
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(100);
    /** The longest that a step may take, a change of leader included. */
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final int FEE_GROUP = 0;

    private final ExchangeClient client;
    private final long firstAccountId;
    private final int accounts;
    private String failure;

    /**
     * @param context        of the client, all but the listener.
     * @param firstAccountId account 0's id.
     * @param accounts       number of accounts.
     */
    SbeSetup(final ExchangeClient.Context context, final long firstAccountId, final int accounts)
    {
        this.client = ExchangeClient.connect(context.listener(this));
        this.firstAccountId = firstAccountId;
        this.accounts = accounts;
    }

    @Override
    public void create()
    {
        sendOne("base asset", () -> client.createAsset(
            LoadInstrument.BASE_ASSET_ID, LoadInstrument.ASSET_SCALE, LoadInstrument.BASE_CODE));
        sendOne("quote asset", () -> client.createAsset(
            LoadInstrument.QUOTE_ASSET_ID, LoadInstrument.ASSET_SCALE, LoadInstrument.QUOTE_CODE));
        sendOne("instrument", () -> client.createInstrument(LoadInstrument.request()));
        sendAll("accounts", (index) -> client.createAccount(firstAccountId + index, FEE_GROUP));
    }

    @Override
    public void fund(final String transferId, final long orders)
    {
        sendAll("deposits", (index) -> client.deposit(
            firstAccountId + index, LoadInstrument.fundedAssetId(index),
            LoadInstrument.fundsFor(index, orders, accounts), transferId));
    }

    private void sendOne(final String what, final LongSupplier command)
    {
        send(what, 1, (index) -> command.getAsLong());
    }

    private void sendAll(final String what, final IntToLongFunction command)
    {
        send(what, accounts, command);
    }

    private void send(final String what, final int count, final IntToLongFunction command)
    {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        int sent = 0;
        while (sent < count || client.inFlight() > 0)
        {
            if (sent < count && client.inFlight() < WINDOW && command.applyAsLong(sent) >= 0)
            {
                sent++;
            }
            else if (0 == client.poll())
            {
                LockSupport.parkNanos(IDLE_NS);
            }
            if (null == failure && System.nanoTime() - deadlineNs > 0)
            {
                failure = "not done in time";
            }
            if (null != failure)
            {
                throw new SetupFailure(what + ": " + failure);
            }
        }
    }

    @Override
    public void onCommandResult(final CommandResultDecoder result)
    {
        if (RejectCode.NONE != result.code())
        {
            failure = result.code().name();
        }
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report)
    {
        // Of resting orders, unasked.
    }

    @Override
    public void onBalanceReport(final BalanceReportDecoder report)
    {
        // Nothing here asks for balances.
    }

    @Override
    public void onOutcomeUnknown(final long correlationId, final int templateId)
    {
        failure = "no answer";
    }

    @Override
    public void close()
    {
        client.close();
    }
}
