package io.lockstep.benchmarks.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;

/**
 * Main of the load client: open loop, over SBE or HTTP. Results are lines of {@code name=value} on standard output,
 * progress is on standard error. Exit codes: 0 the run is valid; 1 it is void, or could not be done; 2 usage.
 */
@Command(
    name = "load",
    sortOptions = false,
    description = {
        "Send orders at a fixed rate, whatever the exchange does, and time the answers from when each order was due.",
        "Prints lines of name=value. A run in which anything was lost or not answered is void."},
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:the run is valid", "1:the run is void, or could not be done", "2:an option is wrong"})
public final class LoadClient implements Callable<Integer>
{
    private static final int VALID = 0;
    private static final int VOID = 1;

    @Mixin
    private final LoadOptions options = new LoadOptions();
    @Spec
    private CommandSpec spec;

    private final PrintStream out;
    private final PrintStream progress;

    /**
     * @param out      for results.
     * @param progress for people.
     */
    LoadClient(final PrintStream out, final PrintStream progress)
    {
        this.out = out;
        this.progress = progress;
    }

    /**
     * Run a load.
     *
     * @param args see {@code --help}.
     */
    public static void main(final String[] args)
    {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(final PrintStream out, final PrintStream progress, final String... args)
    {
        return new CommandLine(new LoadClient(out, progress))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new java.io.PrintWriter(out, true))
            .setErr(new java.io.PrintWriter(progress, true))
            .setExecutionExceptionHandler((ex, commandLine, parsed) ->
            {
                progress.println("load: " + (ex instanceof SetupFailure ? ex.getMessage() : ex.toString()));
                return VOID;
            })
            .execute(args);
    }

    @Override
    public Integer call() throws IOException
    {
        options.validate(spec.commandLine());
        try (LoadSession session = new LoadSession(options, progress))
        {
            session.open();
            return options.isFindingMax ? findMax(session) : runOnce(session);
        }
    }

    private int runOnce(final LoadSession session) throws IOException
    {
        final LoadSession.Outcome outcome = session.run(options.rate);
        outcome.lines().print(out);
        return outcome.voidReasons().isEmpty() ? VALID : VOID;
    }

    private int findMax(final LoadSession session)
    {
        final long sustained = new MaxRateSearch(options.findMaxFactor, options.findMaxSteps)
            .search(options.rate, (rate) -> hold(session, rate));
        new ResultLines()
            .add("highest_sustained_rate_per_s", sustained)
            .add("held_for_s", options.warmUpS + options.durationS)
            .print(out);
        return MaxRateSearch.NONE == sustained ? VOID : VALID;
    }

    private String hold(final LoadSession session, final long rate)
    {
        try
        {
            final LoadSession.Outcome outcome = session.run(rate);
            final String failure = outcome.failure();
            outcome.lines()
                .add("sustained", null == failure ? "true" : "false")
                .add("not_sustained_reason", null == failure ? "" : failure)
                .print(out);
            out.println();
            return failure;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
