package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.TopicReader;
import io.lockstep.deploy.process.CommandFailure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints records of a Kafka topic.
 */
@Command(
    name = "topic",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Print records of a Kafka topic: offset, key, headers, value. JSON is printed as it is, anything " +
        "else as hexadecimal with the SBE header read.",
    footer = {"", "Example: deploy/lockstep topic balance.events --count 5"})
public final class TopicCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Mixin
    private InstanceOption instanceOption;

    @Parameters(paramLabel = "NAME", description = "Topic, such as engine.outputs or balance.events.")
    private String topic;

    @Option(names = "--from", paramLabel = "OFFSET", defaultValue = "0",
        description = "First offset, in every partition. Negative: so many before the end. Default: ${DEFAULT-VALUE}")
    private long fromOffset;

    @Option(names = "--count", paramLabel = "N", defaultValue = "20",
        description = "Print at most so many records. Default: ${DEFAULT-VALUE}")
    private int count;

    TopicCommand()
    {
    }

    @Override
    public Integer call()
    {
        final Instance instance = instanceOption.instance();
        final int port = instance.settings().ports().kafka();
        final PrintWriter out = spec.commandLine().getOut();
        try (TopicReader reader = new TopicReader(port))
        {
            final int printed = reader.read(topic, fromOffset, count, (record) -> print(record, out));
            out.println("(" + printed + (1 == printed ? " record" : " records") +
                (printed == count ? "; see --count)" : ")"));
            out.flush();
            return 0;
        }
        catch (final KafkaException ex)
        {
            throw new CommandFailure("cannot read " + topic + " from Kafka on port " + port + ": " + ex.getMessage() +
                "; is it running? deploy/lockstep status", ex);
        }
    }

    private static void print(final ConsumerRecord<byte[], byte[]> record, final PrintWriter out)
    {
        final StringBuilder line = new StringBuilder();
        line.append(record.partition()).append('/').append(record.offset());
        line.append("  key=").append(ValueText.of(record.key()));
        for (final Header header : record.headers())
        {
            line.append("  ").append(header.key()).append('=').append(ValueText.of(header.value()));
        }
        line.append("  ").append(ValueText.ofPayload(record.value()));
        out.println(line);
    }
}
