package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.PortLayout;
import io.lockstep.deploy.process.JavaHomes;
import io.lockstep.deploy.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Our own processes: the nodes, the bridge and the gateway. Used from one thread.
 */
public final class ExchangeParts
{
    /** After a kill a node's mark files count as active for about ten seconds, in which it refuses to start. */
    private static final long RETRY_FOR_MS = 40_000;
    private static final int UNSAFE_WARNS_FROM_FEATURE = 24;

    static final String[] OPENS =
    {
        "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
        "--add-opens", "java.base/java.util.zip=ALL-UNNAMED",
        "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens", "java.base/java.lang.reflect=ALL-UNNAMED",
        "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED",
    };

    private final SourceTree sources;
    private final Instance instance;

    /**
     * @param sources  that were built.
     * @param instance to which the processes belong.
     */
    public ExchangeParts(final SourceTree sources, final Instance instance)
    {
        this.sources = sources;
        this.instance = instance;
    }

    /**
     * @param node id.
     * @return how to start that node.
     */
    public ProcessSpec node(final int node)
    {
        final InstanceSettings settings = instance.settings();
        final String name = Instance.node(node);
        final Path config = instance.config(name + ".properties");
        final List<String> command = java(name)
            .options("-Xms256m", "-Xmx1g")
            .main(classpath("cluster-node"), "io.lockstep.node.ExchangeNode", config.toString());
        return spec(name, command, settings.ports().nodeHttp(node), RETRY_FOR_MS, () ->
            TextFile.write(config, renderNode(instance, settings, node)));
    }

    /**
     * @return how to start the settlement bridge.
     */
    public ProcessSpec bridge()
    {
        final InstanceSettings settings = instance.settings();
        final List<String> command = bridgeCommand("io.lockstep.settlement.SettlementBridge");
        return spec(Instance.BRIDGE, command, settings.ports().bridge(), RETRY_FOR_MS, () ->
            TextFile.write(bridgeConfig(), renderBridge(instance, settings)));
    }

    /**
     * @return the command that checks cluster, Kafka and database against each other.
     */
    public List<String> verifyCommand()
    {
        return bridgeCommand("io.lockstep.settlement.verify.Verify");
    }

    /**
     * @param options of the load client, which come after what it must know of the instance.
     * @return the command that puts load on the exchange.
     */
    public List<String> loadCommand(final List<String> options)
    {
        final List<String> arguments = new ArrayList<>();
        if (options.stream().noneMatch(List.of("-h", "--help")::contains))
        {
            arguments.addAll(endpoints(instance.settings().ports()));
        }
        arguments.addAll(options);
        return java("load")
            .options("-Xms256m", "-Xmx512m")
            .main(classpath("benchmarks"), "io.lockstep.benchmarks.load.LoadClient",
                arguments.toArray(String[]::new));
    }

    private List<String> endpoints(final PortLayout ports)
    {
        return List.of(
            "--cluster-ingress", ports.clusterIngress(),
            "--cluster-archives", ports.clusterArchives(),
            "--cluster-key-file", instance.clusterKeyFile(Instance.GATEWAY).toString(),
            "--gateway-url", "http://127.0.0.1:" + ports.gateway(),
            "--bridge-url", "http://127.0.0.1:" + ports.bridge(),
            "--admin-key-file", instance.apiKeyFile("ADMIN").toString(),
            "--cashier-key-file", instance.apiKeyFile("CASHIER").toString(),
            "--api-keys-file", instance.apiKeysFile().toString());
    }

    private List<String> bridgeCommand(final String mainClass)
    {
        return java(Instance.BRIDGE)
            .niceness(JavaCommand.BEHIND_THE_EXCHANGE)
            .options("-Xms128m", "-Xmx512m", "-Dchronicle.analytics.disable=true")
            .main(classpath("settlement-bridge"), mainClass, bridgeConfig().toString());
    }

    private Path bridgeConfig()
    {
        return instance.config("bridge.properties");
    }

    /**
     * @return how to start the gateway.
     */
    public ProcessSpec gateway()
    {
        final InstanceSettings settings = instance.settings();
        final Path config = instance.config("gateway.properties");
        final List<String> command = java(Instance.GATEWAY)
            .options("-Xms128m", "-Xmx512m")
            .main(classpath("client-gateway/gateway"), "io.lockstep.gateway.GatewayServer",
                config.toString());
        return spec(Instance.GATEWAY, command, settings.ports().gateway(), RETRY_FOR_MS, () ->
            TextFile.write(config, renderGateway(instance, settings)));
    }

    private ProcessSpec spec(
        final String name, final List<String> command, final int httpPort, final long retryForMs,
        final Runnable prepare)
    {
        return new ProcessSpec(name, command, instance.dir(), instance.log(name), Integer.toString(httpPort),
            new HttpReadiness(httpPort), retryForMs, prepare);
    }

    private List<Path> classpath(final String module)
    {
        return RuntimeJars.copy(instance, sources.processClasspath(module));
    }

    private JavaCommand java(final String process)
    {
        final JavaCommand command = new JavaCommand(JavaHomes.ours(), instance, process).options(OPENS)
            // Else the status pages wait for the client's delayed acknowledgement, 40 ms a request.
            .options("-Dsun.net.httpserver.nodelay=true");
        if (UNSAFE_WARNS_FROM_FEATURE <= Runtime.version().feature())
        {
            command.options("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }

    static String renderNode(final Instance instance, final InstanceSettings settings, final int node)
    {
        return """
            node.id=%d
            cluster.members=%s
            data.dir=%s
            aeron.dir=%s
            profile=%s
            idle=backoff
            http.host=127.0.0.1
            http.port=%d
            principals.file=%s
            """.formatted(node, settings.ports().clusterMembers(), instance.data(Instance.node(node)),
            instance.aeronDir(Instance.node(node)), settings.profile(), settings.ports().nodeHttp(node),
            instance.principalsFile());
    }

    static String renderGateway(final Instance instance, final InstanceSettings settings)
    {
        return """
            http.host=127.0.0.1
            http.port=%d
            %saeron.dir=%s
            api.keys.file=%s
            """.formatted(settings.ports().gateway(), cluster(instance, settings.ports(), "gateway"),
            instance.aeronDir(Instance.GATEWAY), instance.apiKeysFile());
    }

    static String renderBridge(final Instance instance, final InstanceSettings settings)
    {
        return """
            http.host=127.0.0.1
            http.port=%d
            %saeron.dir=%s
            journal.dir=%s
            kafka.bootstrap=127.0.0.1:%d
            kafka.replication=1
            cql.contact=127.0.0.1:%d
            cql.datacenter=datacenter1
            cql.keyspace=trading
            cql.keyspace.replication={'class':'SimpleStrategy','replication_factor':1}
            cql.keyspace.options=
            cql.batch.partitions=50
            """.formatted(settings.ports().bridge(), cluster(instance, settings.ports(), "bridge"),
            instance.aeronDir(Instance.BRIDGE), instance.data("journal"), settings.ports().kafka(),
            settings.ports().cql());
    }

    private static String cluster(final Instance instance, final PortLayout ports, final String principal)
    {
        return """
            cluster.ingress=%s
            cluster.archives=%s
            cluster.key.file=%s
            """.formatted(ports.clusterIngress(), ports.clusterArchives(), instance.clusterKeyFile(principal));
    }
}
