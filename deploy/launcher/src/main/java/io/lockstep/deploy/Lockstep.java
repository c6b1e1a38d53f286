package io.lockstep.deploy;

import io.lockstep.deploy.command.CqlCommand;
import io.lockstep.deploy.command.DemoCommand;
import io.lockstep.deploy.command.DownCommand;
import io.lockstep.deploy.command.KeysCommand;
import io.lockstep.deploy.command.LoadCommand;
import io.lockstep.deploy.command.LogsCommand;
import io.lockstep.deploy.command.NodeCommand;
import io.lockstep.deploy.command.StatusCommand;
import io.lockstep.deploy.command.TopicCommand;
import io.lockstep.deploy.command.UpCommand;
import io.lockstep.deploy.command.VerifyCommand;
import io.lockstep.deploy.process.CommandFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The front door: {@code deploy/lockstep COMMAND}. Ends with 0 if the command did its work, 1 if it failed, 2 if the
 * command line was wrong.
 */
@Command(
    name = "lockstep",
    mixinStandardHelpOptions = true,
    version = "lockstep 0.1.0",
    description = "Runs a whole exchange on this machine: three cluster nodes, gateway, settlement bridge, and a " +
        "real Kafka and a real Cassandra behind them.",
    footer = {
        "",
        "First steps:",
        "  deploy/lockstep up       start everything and wait until it is ready",
        "  deploy/lockstep status   see every process, and how far each store has come",
        "  deploy/lockstep demo     see it trade, lose its leader and come back, every line checked",
        "  deploy/lockstep down     stop everything; the data stays until down --purge",
        "",
        "Exit codes: 0 done, 1 failed, 2 wrong usage. Each command has its own --help."},
    subcommands = {
        UpCommand.class, StatusCommand.class, DemoCommand.class, DownCommand.class, CqlCommand.class,
        TopicCommand.class, VerifyCommand.class, LoadCommand.class, LogsCommand.class, NodeCommand.class,
        KeysCommand.class})
public final class Lockstep implements Runnable
{
    @Spec
    private CommandSpec spec;

    Lockstep()
    {
    }

    /**
     * @param arguments of the command line.
     */
    public static void main(final String[] arguments)
    {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine()
    {
        return new CommandLine(new Lockstep())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, commandLine, parsed) ->
            {
                commandLine.getErr().println("lockstep: " + explain(failure));
                return CommandLine.ExitCode.SOFTWARE;
            });
    }

    private static String explain(final Exception failure)
    {
        return failure instanceof CommandFailure ? failure.getMessage() : failure.toString();
    }

    @Override
    public void run()
    {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
