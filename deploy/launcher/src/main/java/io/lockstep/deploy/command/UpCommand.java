package io.lockstep.deploy.command;

import io.lockstep.deploy.cluster.SbeGenesis;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceLock;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.InstanceSettings.Profile;
import io.lockstep.deploy.instance.PortLayout;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.AbortOnInterrupt;
import io.lockstep.deploy.process.Progress;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts what is not running and returns when everything is ready; the processes stay.
 */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Start Cassandra, Kafka, three nodes, bridge and gateway, and return when all of them are ready.",
    footer = {
        "",
        "The first start makes configuration and keys in DIR. A later one goes on with the data that is there and",
        "starts only what is not running. Ctrl-C stops what was started so far."})
public final class UpCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Option(names = "--profile", paramLabel = "durable|fast",
        description = "durable (default): nodes force their log to the disk before they acknowledge. " +
            "fast: they don't; a power cut of all nodes loses acknowledged orders.")
    private Profile profile;

    @Mixin
    private PortOptions ports;

    @Option(names = "--only", paramLabel = "NAME", split = ",",
        description = "Start these processes only: cassandra, kafka, node0, node1, node2, bridge, gateway.")
    private List<String> only = List.of();

    UpCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        final Progress progress = new Progress(System.out);
        final LocalExchange exchange = new LocalExchange(SourceTree.find(), instance, progress, new SbeGenesis());
        return InstanceLock.whileHeld(instance, () ->
        {
            exchange.setUp(wanted(instance));
            final Set<String> names = names(instance);
            report(instance, exchange, AbortOnInterrupt.during(exchange::abort, () -> exchange.up(names)));
            return 0;
        });
    }

    private InstanceSettings wanted(final Instance instance)
    {
        if (!instance.exists())
        {
            return InstanceSettings.create(ports.layout(), null == profile ? Profile.DURABLE : profile);
        }
        if (!ports.given() && null == profile)
        {
            return null;
        }
        final InstanceSettings current = instance.settings();
        final PortLayout layout = ports.given() ? ports.layout() : current.ports();
        return InstanceSettings.create(layout, null == profile ? current.profile() : profile);
    }

    private Set<String> names(final Instance instance)
    {
        final List<String> all = instance.processNames();
        for (final String name : only)
        {
            if (!all.contains(name))
            {
                throw new ParameterException(spec.commandLine(), "no process is called " + name + "; there are " +
                    String.join(", ", all));
            }
        }
        return new LinkedHashSet<>(only.isEmpty() ? all : only);
    }

    private void report(final Instance instance, final LocalExchange exchange, final List<String> started)
    {
        final PrintWriter out = spec.commandLine().getOut();
        if (started.isEmpty())
        {
            out.println("already running: " + String.join(", ", exchange.runningNames()) + " (" + instance.dir() + ")");
        }
        final PortLayout at = instance.settings().ports();
        out.println();
        if (exchange.runningNames().contains(Instance.GATEWAY))
        {
            out.println("gateway  http://127.0.0.1:" + at.gateway());
            out.println("keys     " + instance.apiKeysFile().getParent());
        }
        out.println("logs     " + instance.log(Instance.GATEWAY).getParent());
        out.println("next     deploy/lockstep status" + dirOption(instance) + "    stop: deploy/lockstep down" +
            dirOption(instance));
        out.flush();
    }

    private static String dirOption(final Instance instance)
    {
        return instance.dir().equals(SourceTree.find().defaultInstanceDir()) ? "" : " --dir " + instance.dir();
    }
}
