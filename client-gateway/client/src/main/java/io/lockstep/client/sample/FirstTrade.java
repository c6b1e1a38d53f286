package io.lockstep.client.sample;

import io.aeron.exceptions.TimeoutException;
import io.aeron.security.AuthenticationException;
import io.lockstep.client.ExchangeClient;
import io.lockstep.client.ExchangeListener;
import io.lockstep.client.OrderRequest;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.Side;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Connects, places one limit order, prints what the exchange reports, and cancels what is left of it. All there is to
 * using the client: one thread that sends and polls, and a listener.
 */
public final class FirstTrade implements ExchangeListener
{
    private static final String USAGE = String.join(System.lineSeparator(),
        "FirstTrade: place one limit order, print the reports, cancel what is left of it.",
        "",
        "  --key-file FILE      key of a trader or gateway: one line <principalId>:<base64 secret> (required)",
        "  --ingress ENDPOINTS  nodes, default 0=127.0.0.1:20002,1=127.0.0.1:20102,2=127.0.0.1:20202",
        "  --account ID         whose order, default 1001",
        "  --instrument ID      what is traded, default 1",
        "  --side BUY|SELL      default BUY",
        "  --price MANTISSA     in the instrument's price scale (required)",
        "  --quantity MANTISSA  in the instrument's quantity scale (required)",
        "  --client-order-id ID default: made from the time",
        "  --aeron-dir DIR      a running media driver; default: one in this process",
        "  --help",
        "",
        "Exit code: 0 done, 1 refused, unknown or no connection, 2 wrong usage.");
    private static final String DEFAULT_INGRESS = "0=127.0.0.1:20002,1=127.0.0.1:20102,2=127.0.0.1:20202";
    private static final long IDLE_NS = 50_000;

    private final PrintStream out;
    private long waitingFor;
    private boolean isAnswered;
    private boolean isRefused;

    private FirstTrade(final PrintStream out)
    {
        this.out = out;
    }

    /**
     * Run it.
     *
     * @param args see {@code --help}.
     */
    public static void main(final String[] args)
    {
        System.exit(run(args, System.out, System.err));
    }

    static int run(final String[] args, final PrintStream out, final PrintStream err)
    {
        final Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2)
        {
            if ("--help".equals(args[i]))
            {
                out.println(USAGE);
                return 0;
            }
            if (!args[i].startsWith("--") || !USAGE.contains("  " + args[i] + ' ') || i + 1 == args.length)
            {
                err.println("unknown option, or one without a value: " + args[i] + "; see --help");
                return 2;
            }
            options.put(args[i], args[i + 1]);
        }

        try
        {
            return new FirstTrade(out).trade(options);
        }
        catch (final IllegalArgumentException | UncheckedIOException ex)
        {
            err.println(ex.getMessage() + "; see --help");
            return 2;
        }
        catch (final TimeoutException | AuthenticationException ex)
        {
            err.println(ex.getMessage());
            return 1;
        }
    }

    private int trade(final Map<String, String> options)
    {
        final long accountId = number(options, "--account", "1001");
        final int instrumentId = (int)Math.min(Integer.MAX_VALUE, number(options, "--instrument", "1"));
        final String clientOrderId =
            options.getOrDefault("--client-order-id", "first-trade-" + System.currentTimeMillis());
        final OrderRequest request = new OrderRequest()
            .accountId(accountId)
            .instrumentId(instrumentId)
            .side(side(options.getOrDefault("--side", "BUY")))
            .price(number(options, "--price", null))
            .quantity(number(options, "--quantity", null))
            .clientOrderId(clientOrderId);

        try (ExchangeClient client = ExchangeClient.connect(new ExchangeClient.Context()
            .ingressEndpoints(options.getOrDefault("--ingress", DEFAULT_INGRESS))
            .keyFile(Path.of(required(options, "--key-file")))
            .aeronDirectoryName(options.get("--aeron-dir"))
            .listener(this)))
        {
            send(client, () -> client.newOrder(request));
            out.println("sent order " + clientOrderId);
            awaitAnswer(client);
            if (isRefused)
            {
                return 1;
            }

            send(client, () ->
                client.cancelOrder(accountId, instrumentId, ExchangeClient.NULL_ID, clientOrderId));
            out.println("sent cancel of " + clientOrderId);
            awaitAnswer(client);
            return isRefused ? 1 : 0;
        }
    }

    private void send(final ExchangeClient client, final LongSupplier command)
    {
        waitingFor = command.getAsLong();
        while (waitingFor < 0)
        {
            // Back pressure, or no leader just now: nothing was sent, so try again.
            if (0 == client.poll())
            {
                LockSupport.parkNanos(IDLE_NS);
            }
            waitingFor = command.getAsLong();
        }
    }

    private void awaitAnswer(final ExchangeClient client)
    {
        isAnswered = false;
        while (!isAnswered)
        {
            if (0 == client.poll())
            {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    /** {@inheritDoc} */
    public void onExecutionReport(final ExecutionReportDecoder report)
    {
        out.println(report);
        isAnswered |= report.correlationId() == waitingFor && Bool.TRUE == report.lastOfCommand();
    }

    /** {@inheritDoc} */
    public void onCommandResult(final CommandResultDecoder result)
    {
        out.println(result);
        // A cancel that finds the order filled is no failure: there was nothing left of it.
        isRefused = RejectCode.NONE != result.code() && RejectCode.ORDER_ALREADY_CLOSED != result.code();
        isAnswered |= result.correlationId() == waitingFor;
    }

    /** {@inheritDoc} */
    public void onBalanceReport(final BalanceReportDecoder report)
    {
        out.println(report);
    }

    /** {@inheritDoc} */
    public void onOutcomeUnknown(final long correlationId, final int templateId)
    {
        out.println("no answer: the outcome is unknown; ask for the order, or send the same again");
        isRefused = true;
        isAnswered = true;
    }

    /** {@inheritDoc} */
    public void onConnected(final int leaderMemberId)
    {
        out.println("connected, node " + leaderMemberId + " leads");
    }

    private static String required(final Map<String, String> options, final String name)
    {
        final String value = options.get(name);
        if (null == value)
        {
            throw new IllegalArgumentException(name + " must be given");
        }
        return value;
    }

    private static long number(final Map<String, String> options, final String name, final String defaultValue)
    {
        final String value = null == defaultValue ? required(options, name) : options.getOrDefault(name, defaultValue);
        try
        {
            return Long.parseLong(value);
        }
        catch (final NumberFormatException ex)
        {
            throw new IllegalArgumentException(name + " must be a whole number: " + value);
        }
    }

    private static Side side(final String value)
    {
        switch (value)
        {
            case "BUY":
                return Side.BUY;

            case "SELL":
                return Side.SELL;

            default:
                throw new IllegalArgumentException("--side must be BUY or SELL: " + value);
        }
    }
}
