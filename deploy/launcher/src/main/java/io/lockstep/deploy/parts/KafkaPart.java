package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.JavaHomes;
import io.lockstep.deploy.process.LogTail;
import io.lockstep.deploy.process.ProcessSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Kafka broker (its own controller too) as a child process. Used from one thread.
 */
public final class KafkaPart
{
    private static final String MODULE = "deploy/kafka";

    private final SourceTree sources;
    private final Instance instance;

    /**
     * @param sources  that were built.
     * @param instance to which the broker belongs.
     */
    public KafkaPart(final SourceTree sources, final Instance instance)
    {
        this.sources = sources;
        this.instance = instance;
    }

    /**
     * @return how to start it.
     */
    public ProcessSpec spec()
    {
        final InstanceSettings settings = instance.settings();
        final Path config = instance.config("kafka.properties");
        final JavaCommand java = new JavaCommand(JavaHomes.ours(), instance, Instance.KAFKA)
            .niceness(JavaCommand.BEHIND_THE_EXCHANGE)
            .options("-Xms64m", "-Xmx256m")
            .options(logging());
        return new ProcessSpec(
            Instance.KAFKA,
            java.main(sources.serverClasspath(MODULE), "kafka.Kafka", config.toString()),
            instance.dir(),
            instance.log(Instance.KAFKA),
            Integer.toString(settings.ports().kafka()),
            new KafkaReadiness(settings.ports().kafka()),
            0,
            () -> prepare(settings, config));
    }

    private void prepare(final InstanceSettings settings, final Path config)
    {
        TextFile.write(config, render(settings, instance.data(Instance.KAFKA)));
        if (!Files.exists(instance.data(Instance.KAFKA).resolve("meta.properties")))
        {
            format(settings, config);
        }
    }

    static String render(final InstanceSettings settings, final Path data)
    {
        final String client = "127.0.0.1:" + settings.ports().kafka();
        final String controller = "127.0.0.1:" + settings.ports().kafkaController();
        // A killed broker waits, when it comes back, for its own old session to end: keep that session short.
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@%2$s
            listeners=PLAINTEXT://%1$s,CONTROLLER://%2$s
            advertised.listeners=PLAINTEXT://%1$s
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs=%3$s
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            num.network.threads=1
            num.io.threads=2
            log.segment.bytes=67108864
            log.retention.hours=-1
            log.cleaner.dedupe.buffer.size=2097152
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            """.formatted(client, controller, data);
    }

    private void format(final InstanceSettings settings, final Path config)
    {
        final Path log = instance.log("kafka-format");
        final List<String> command = new JavaCommand(JavaHomes.ours(), instance, "kafka-format")
            .options("-Xmx64m", "-XX:TieredStopAtLevel=1")
            .options(logging())
            .main(sources.serverClasspath(MODULE), "kafka.tools.StorageTool",
                "format", "-t", settings.kafkaClusterId(), "-c", config.toString());
        try
        {
            Files.createDirectories(log.getParent());
            final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
            if (0 != process.waitFor())
            {
                throw new CommandFailure("cannot format the storage of Kafka; " + log + " says:\n    " +
                    String.join("\n    ", LogTail.lastLines(log, 10)));
            }
        }
        catch (final IOException ex)
        {
            throw new CommandFailure("cannot format the storage of Kafka: " + ex.getMessage(), ex);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ex);
        }
    }

    private static List<String> logging()
    {
        final String prefix = "-Dorg.slf4j.simpleLogger.";
        return List.of(
            prefix + "defaultLogLevel=warn",
            prefix + "showDateTime=true",
            prefix + "dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            prefix + "log.kafka.server.KafkaRaftServer=info");
    }
}
