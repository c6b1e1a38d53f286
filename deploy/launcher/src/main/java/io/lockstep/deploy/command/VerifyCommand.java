package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.ExchangeParts;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.Foreground;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Runs the check of cluster, Kafka and database against each other; its exit code is the check's.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check recorded events, Kafka and the database against each other: no gap, hash chain, " +
        "conservation, every trade once in each store, balances equal. The exchange must be running.")
public final class VerifyCommand implements Callable<Integer>
{
    private static final long TIMEOUT_MS = TimeUnit.HOURS.toMillis(2);

    @Mixin
    private InstanceOption instanceOption;

    VerifyCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        instance.settings();
        if (!Files.exists(instance.config("bridge.properties")))
        {
            throw new CommandFailure("the bridge never ran in " + instance.dir() +
                "; start everything first: deploy/lockstep up");
        }
        final ExchangeParts parts = new ExchangeParts(SourceTree.find(), instance);
        return Foreground.run("verify", new ProcessBuilder(parts.verifyCommand())
            .directory(instance.dir().toFile())
            .inheritIO(), TIMEOUT_MS);
    }
}
