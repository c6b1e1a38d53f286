package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.Json;
import io.lockstep.deploy.parts.SystemStatus;
import io.lockstep.deploy.process.Progress;
import io.lockstep.deploy.process.Supervisor;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows every process, and how far each store has come.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show every process and how far each store has come. Exit code 0 if all of them are ready, else 1.")
public final class StatusCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Option(names = "--json", description = "Print JSON, with the whole status page of each process.")
    private boolean json;

    StatusCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        final SystemStatus status =
            new SystemStatus(instance, new Supervisor(instance.pids(), new Progress(System.out)));
        final PrintWriter out = spec.commandLine().getOut();
        if (json)
        {
            final Map<String, Object> all = new LinkedHashMap<>();
            all.put("dir", instance.dir().toString());
            all.putAll(status.toMap());
            out.println(Json.write(all));
        }
        else
        {
            printProcesses(status, out);
            printHops(status, out);
            if (status.entries().stream().allMatch((entry) -> 0 == entry.pid()))
            {
                out.println("nothing is running in " + instance.dir() + "; start it with: deploy/lockstep up");
            }
        }
        out.flush();
        return status.allReady() ? 0 : 1;
    }

    private static void printProcesses(final SystemStatus status, final PrintWriter out)
    {
        final TextTable table = new TextTable(List.of("process", "pid", "port", "ready", "role", "eventSeq",
            "eventPosition", "chainHash", "stateHash", "at logPosition"));
        for (final SystemStatus.Entry entry : status.entries())
        {
            final Map<String, Object> page = entry.page();
            table.add(List.of(
                entry.name(),
                0 == entry.pid() ? "-" : Long.toString(entry.pid()),
                Integer.toString(entry.port()),
                entry.ready() ? "yes" : entry.reason(),
                cell(page, "role"), cell(page, "eventSeq"), cell(page, "eventPosition"), cell(page, "chainHash"),
                cell(page, "stateHash"), cell(page, "stateHashLogPosition")));
        }
        table.print(out);
    }

    private static String cell(final Map<String, Object> page, final String name)
    {
        final Object value = page.get(name);
        return null == value ? "" : value.toString();
    }

    private static void printHops(final SystemStatus status, final PrintWriter out)
    {
        final List<SystemStatus.Hop> hops = status.hops();
        if (hops.isEmpty())
        {
            return;
        }
        out.println();
        final TextTable table = new TextTable(List.of("hop", "eventSeq", "lag", "note"));
        for (final SystemStatus.Hop hop : hops)
        {
            table.add(List.of(hop.name(), text(hop.eventSeq()), text(hop.lag()), hop.note()));
        }
        table.print(out);
    }

    private static String text(final long value)
    {
        return value < 0 ? "?" : Long.toString(value);
    }
}
