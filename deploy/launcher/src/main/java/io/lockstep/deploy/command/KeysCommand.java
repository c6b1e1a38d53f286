package io.lockstep.deploy.command;

import io.lockstep.deploy.cluster.SbeGenesis;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceLock;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.SourceTree;
import io.lockstep.deploy.process.Progress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says where the keys are, and makes them. Does not print them: a terminal's history is no place for secrets.
 */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Show which file holds the key of whom. The files are readable by their owner only.")
public final class KeysCommand implements Runnable
{
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Option(names = "--create",
        description = "Make those that are missing, and a chain id, without starting anything: for deploy/compose.")
    private boolean create;

    KeysCommand()
    {
    }

    @Override
    public void run()
    {
        final Instance instance = instanceOption.instance();
        if (create)
        {
            final LocalExchange exchange =
                new LocalExchange(SourceTree.find(), instance, new Progress(System.out), new SbeGenesis());
            InstanceLock.whileHeld(instance, () ->
            {
                exchange.setUp(null);
                return 0;
            });
        }
        instance.settings();
        final PrintWriter out = spec.commandLine().getOut();
        out.println("HTTP, one line apiKey:secret");
        for (final String permission : List.of("ADMIN", "CASHIER"))
        {
            line(out, permission.toLowerCase(Locale.ROOT), instance.apiKeyFile(permission));
        }
        out.println("SBE, one line principal:base64 secret");
        for (final String principal : List.of("gateway", "bridge", "admin", "trader-1001", "trader-1002"))
        {
            line(out, principal, instance.clusterKeyFile(principal));
        }
        out.flush();
    }

    private static void line(final PrintWriter out, final String who, final Path file)
    {
        out.println(String.format("  %-12s %s%s", who, file, Files.exists(file) ? "" : "  (missing)"));
    }
}
