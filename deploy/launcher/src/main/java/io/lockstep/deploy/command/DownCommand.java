package io.lockstep.deploy.command;

import io.lockstep.deploy.cluster.SbeGenesis;
import io.lockstep.deploy.instance.DirectoryTree;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceLock;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Stops everything. A process that does not end within its time is killed, and that is said.
 */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Stop all processes of an instance: gateway, bridge, followers, leader, Kafka, Cassandra.")
public final class DownCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Option(names = "--purge", description = "Then delete the folder of the instance, with its data, keys and logs.")
    private boolean purge;

    DownCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        final PrintWriter out = spec.commandLine().getOut();
        if (!instance.exists())
        {
            out.println("nothing was set up in " + instance.dir());
            return 0;
        }
        final boolean clean = InstanceLock.whileHeld(instance, () ->
        {
            final LocalExchange exchange =
                new LocalExchange(SourceTree.find(), instance, new Progress(System.out), new SbeGenesis());
            if (exchange.runningNames().isEmpty())
            {
                out.println("nothing is running in " + instance.dir());
                out.flush();
            }
            return exchange.down();
        });
        if (purge)
        {
            DirectoryTree.delete(instance.dir());
            out.println("deleted " + instance.dir());
        }
        if (!clean)
        {
            out.println("not every process ended by itself: see above, and its log" +
                (purge ? " (deleted)" : " in " + instance.log(Instance.KAFKA).getParent()));
        }
        return clean ? 0 : 1;
    }
}
