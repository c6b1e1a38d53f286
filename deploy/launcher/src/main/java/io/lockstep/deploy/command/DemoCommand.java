package io.lockstep.deploy.command;

import io.lockstep.deploy.cluster.SbeGenesis;
import io.lockstep.deploy.demo.Checks;
import io.lockstep.deploy.demo.Demo;
import io.lockstep.deploy.instance.DirectoryTree;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceLock;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.InstanceSettings.Profile;
import io.lockstep.deploy.instance.Ports;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.AbortOnInterrupt;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shows the whole product at work, and checks every line of it.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Start an exchange of its own, trade, kill its leader, stop and start it, and check every balance, " +
        "row and record on the way. Stops what it started and leaves nothing behind. Exit code 0 if all checks passed.")
public final class DemoCommand implements Callable<Integer>
{
    @Option(names = "--dir", paramLabel = "DIR",
        description = "Folder for the instance; must not hold one that runs. Default: deploy/target/demo")
    private Path dir;

    @Option(names = "--profile", paramLabel = "durable|fast", defaultValue = "durable",
        description = "See up. Default: ${DEFAULT-VALUE}")
    private Profile profile;

    @Mixin
    private PortOptions ports;

    @Option(names = "--keep", description = "Leave it running when it is done.")
    private boolean keep;

    DemoCommand()
    {
    }

    @Override
    public Integer call()
    {
        final SourceTree sources = SourceTree.find();
        final Instance instance = new Instance(null == dir ? sources.defaultInstanceDir().resolveSibling("demo") : dir);
        final Checks checks = new Checks(System.out);
        InstanceLock.whileHeld(instance, () ->
        {
            final LocalExchange exchange =
                new LocalExchange(sources, instance, new Progress(System.out), new SbeGenesis());
            requireUnused(instance, exchange);
            final Runnable undo = () ->
            {
                exchange.abort();
                stop(instance, exchange);
            };
            AbortOnInterrupt.during(undo, () ->
            {
                demonstrate(checks, instance, exchange);
                return 0;
            });
            return 0;
        });
        final boolean passed = checks.summary();
        if (!passed)
        {
            System.out.println("logs: " + instance.log(Instance.GATEWAY).getParent());
        }
        else if (!keep)
        {
            DirectoryTree.delete(instance.dir());
        }
        return passed ? 0 : 1;
    }

    private void requireUnused(final Instance instance, final LocalExchange exchange)
    {
        if (!instance.exists())
        {
            return;
        }
        if (!exchange.runningNames().isEmpty())
        {
            throw new CommandFailure("an exchange is running in " + instance.dir() +
                "; stop it with: deploy/lockstep down --purge --dir " + instance.dir());
        }
        if (null != dir)
        {
            throw new CommandFailure(instance.dir() + " holds an exchange already, and the demo starts from an " +
                "empty one; delete it with: deploy/lockstep down --purge --dir " + instance.dir());
        }
        // Left there by an earlier demo that failed.
        exchange.down();
        DirectoryTree.delete(instance.data("").getParent());
        DirectoryTree.delete(instance.principalsFile().getParent());
        DirectoryTree.delete(instance.log(Instance.GATEWAY).getParent());
        instance.forget();
    }

    private void demonstrate(final Checks checks, final Instance instance, final LocalExchange exchange)
    {
        final InstanceSettings settings =
            InstanceSettings.create(ports.given() ? ports.layout() : Ports.pickFree(), profile);
        new Demo(checks, instance, exchange).run(settings);
        if (!keep && instance.exists())
        {
            checks.step("Stop everything, for good", () ->
            {
                checks.that("everything stopped by itself", stop(instance, exchange), "a process had to be killed");
                checks.equal("processes left", 0, exchange.runningNames().size());
            });
            stop(instance, exchange);
        }
    }

    private static boolean stop(final Instance instance, final LocalExchange exchange)
    {
        return !instance.exists() || exchange.down();
    }
}
