package io.lockstep.deploy.command;

import io.lockstep.deploy.instance.PortLayout;
import io.lockstep.deploy.instance.Ports;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Where the processes listen. All on 127.0.0.1.
 */
final class PortOptions
{
    static final class Choice
    {
        @Option(names = "--ports-from", paramLabel = "N",
            description = "Use the " + PortLayout.SPAN + " ports from N on.")
        private Integer from;

        @Option(names = "--free-ports", description = "Use ports that are free; an instance keeps those it has.")
        private boolean free;
    }

    @ArgGroup(exclusive = true)
    private Choice choice;

    @Option(names = "--gateway-port", paramLabel = "N", description = "HTTP of the gateway. Default: 3001")
    private Integer gateway;

    @Option(names = "--bridge-port", paramLabel = "N", description = "HTTP of the settlement bridge. Default: 3011")
    private Integer bridge;

    @Option(names = "--kafka-port", paramLabel = "N", description = "Kafka; its controller gets N+1. Default: 9093")
    private Integer kafka;

    @Option(names = "--cql-port", paramLabel = "N", description = "CQL. Default: 9042")
    private Integer cql;

    @Option(names = "--cql-storage-port", paramLabel = "N", description = "Cassandra itself. Default: 7000")
    private Integer cqlStorage;

    @Option(names = "--node-ports", paramLabel = "N",
        description = "Base port of node 0; the others follow 100 apart. Default: 20000")
    private Integer nodes;

    /**
     * @return true if any particular port was asked for; free ones can be those that an instance already has.
     */
    boolean given()
    {
        final boolean first = null != choice && null != choice.from;
        return first || null != gateway || null != bridge || null != kafka || null != cql || null != cqlStorage ||
            null != nodes;
    }

    PortLayout layout()
    {
        final PortLayout base = base();
        final PortLayout layout = new PortLayout(
            or(gateway, base.gateway()),
            or(bridge, base.bridge()),
            or(kafka, base.kafka()),
            null == kafka ? base.kafkaController() : kafka + 1,
            or(cql, base.cql()),
            or(cqlStorage, base.cqlStorage()),
            base.nodes());
        return null == nodes ? layout : layout.withNodesFrom(nodes);
    }

    private PortLayout base()
    {
        if (null != choice && choice.free)
        {
            return Ports.pickFree();
        }
        return null != choice && null != choice.from ? PortLayout.from(choice.from) : PortLayout.defaults();
    }

    private static int or(final Integer given, final int otherwise)
    {
        return null == given ? otherwise : given;
    }
}
