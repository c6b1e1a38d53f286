package io.lockstep.deploy.command;

import io.lockstep.deploy.cluster.SbeGenesis;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceLock;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.AbortOnInterrupt;
import io.lockstep.deploy.process.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Kills and starts single nodes, to see what the others do.
 */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = "Kill a node as a crash would, or start it again.")
public final class NodeCommand implements Runnable
{
    @Spec
    private CommandSpec spec;

    NodeCommand()
    {
    }

    @Override
    public void run()
    {
        throw new ParameterException(spec.commandLine(), "kill or start?");
    }

    @Command(name = "kill", mixinStandardHelpOptions = true, description = "Kill a node with SIGKILL.")
    int kill(
        @Mixin final InstanceOption instanceOption,
        @Parameters(paramLabel = "N", description = "Node id: 0, 1 or 2.") final int node)
    {
        final Instance instance = instanceOption.instance();
        requireNode(instance, node);
        return InstanceLock.whileHeld(instance, () ->
        {
            final boolean ran = exchange(instance).killNode(node);
            spec.commandLine().getOut().println(Instance.node(node) + (ran ? " killed; start it again with: " +
                "deploy/lockstep node start " + node : " was not running"));
            return ran ? 0 : 1;
        });
    }

    @Command(name = "start", mixinStandardHelpOptions = true,
        description = "Start a node and wait until it is ready. After a kill that takes ten seconds or more.")
    int start(
        @Mixin final InstanceOption instanceOption,
        @Parameters(paramLabel = "N", description = "Node id: 0, 1 or 2.") final int node)
    {
        final Instance instance = instanceOption.instance();
        requireNode(instance, node);
        return InstanceLock.whileHeld(instance, () ->
        {
            final LocalExchange exchange = exchange(instance);
            if (exchange.runningNames().contains(Instance.node(node)))
            {
                spec.commandLine().getOut().println(Instance.node(node) + " is running already");
                return 0;
            }
            return AbortOnInterrupt.during(exchange::abort, () ->
            {
                exchange.startNode(node);
                return 0;
            });
        });
    }

    private void requireNode(final Instance instance, final int node)
    {
        final int count = instance.settings().ports().nodes().size();
        if (node < 0 || node >= count)
        {
            throw new ParameterException(spec.commandLine(), "there is no node " + node + ", only 0 to " + (count - 1));
        }
    }

    private static LocalExchange exchange(final Instance instance)
    {
        return new LocalExchange(SourceTree.find(), instance, new Progress(System.out), new SbeGenesis());
    }
}
