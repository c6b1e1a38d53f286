package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.ExchangeParts;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.Foreground;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/**
 * Runs the load client against an instance, with its endpoints and keys; every other option is the load client's.
 */
@Command(
    name = "load",
    description = "Send orders at a fixed rate and measure from when each was due. The exchange must be running.",
    footer = {
        "",
        "All further options go to the load client; load --help lists them. For example:",
        "  deploy/lockstep load --transport sbe --rate 1000 --duration 60 --rows",
        "  deploy/lockstep load --transport http --rate 1000 --duration 60 --rows",
        "  deploy/lockstep load --find-max --rate 2000 --duration 60"})
public final class LoadCommand implements Callable<Integer>
{
    private static final long TIMEOUT_MS = TimeUnit.HOURS.toMillis(12);

    @Mixin
    private InstanceOption instanceOption;

    @Unmatched
    private final List<String> loadOptions = new ArrayList<>();

    LoadCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        final ExchangeParts parts = new ExchangeParts(SourceTree.find(), instance);
        return Foreground.run(
            "load", new ProcessBuilder(parts.loadCommand(loadOptions)).inheritIO(), TIMEOUT_MS);
    }
}
