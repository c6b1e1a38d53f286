package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Says where the keys are. Does not print them: a terminal's history is no place for secrets.
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

    KeysCommand()
    {
    }

    @Override
    public void run()
    {
        final Instance instance = instanceOption.instance();
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
