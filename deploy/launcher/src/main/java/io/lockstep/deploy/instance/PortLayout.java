package io.lockstep.deploy.instance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Every port of an instance, all on 127.0.0.1. A node has a base port; from it count {@link #ARCHIVE_OFFSET} and its
 * siblings. Immutable.
 *
 * @param gateway         HTTP of the gateway.
 * @param bridge          HTTP of the settlement bridge.
 * @param kafka           for Kafka clients.
 * @param kafkaController for the broker itself.
 * @param cql             for CQL clients.
 * @param cqlStorage      for Cassandra itself.
 * @param nodes           base port of each node, by node id.
 */
public record PortLayout(
    int gateway, int bridge, int kafka, int kafkaController, int cql, int cqlStorage, List<Integer> nodes)
{
    /** Archive control of a node, from its base port. */
    public static final int ARCHIVE_OFFSET = 1;
    /** Cluster ingress of a node, from its base port. */
    public static final int INGRESS_OFFSET = 2;
    /** HTTP of a node, from its base port. */
    public static final int HTTP_OFFSET = 6;
    /** How many ports {@link #from(int)} covers. */
    public static final int SPAN = 40;

    private static final int NODE_COUNT = 3;
    private static final int DEFAULT_NODE_DISTANCE = 100;

    /**
     * @return the documented ports.
     */
    public static PortLayout defaults()
    {
        return new PortLayout(3001, 3011, 9093, 9094, 9042, 7000, nodesFrom(20_000, DEFAULT_NODE_DISTANCE));
    }

    /**
     * All ports close together.
     *
     * @param first of them.
     * @return a layout within {@link #SPAN} ports.
     */
    public static PortLayout from(final int first)
    {
        return new PortLayout(first, first + 1, first + 2, first + 3, first + 4, first + 5, nodesFrom(first + 10, 10));
    }

    /**
     * @param first    base port of node 0.
     * @param distance between the base ports.
     * @return the base ports of all nodes.
     */
    public static List<Integer> nodesFrom(final int first, final int distance)
    {
        final List<Integer> bases = new ArrayList<>();
        for (int i = 0; i < NODE_COUNT; i++)
        {
            bases.add(first + i * distance);
        }
        return List.copyOf(bases);
    }

    /**
     * @param first base port of node 0.
     * @return this layout with the nodes moved to there, 100 ports apart.
     */
    public PortLayout withNodesFrom(final int first)
    {
        return new PortLayout(gateway, bridge, kafka, kafkaController, cql, cqlStorage,
            nodesFrom(first, DEFAULT_NODE_DISTANCE));
    }

    /**
     * @param node id.
     * @return HTTP port of that node.
     */
    public int nodeHttp(final int node)
    {
        return nodes.get(node) + HTTP_OFFSET;
    }

    /**
     * @return all nodes as host:basePort, in id order.
     */
    public String clusterMembers()
    {
        return join(0, false);
    }

    /**
     * @return all ingress endpoints as id=host:port.
     */
    public String clusterIngress()
    {
        return join(INGRESS_OFFSET, true);
    }

    /**
     * @return all archive control endpoints as host:port, in id order.
     */
    public String clusterArchives()
    {
        return join(ARCHIVE_OFFSET, false);
    }

    private String join(final int offset, final boolean withId)
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++)
        {
            text.append(0 == i ? "" : ",").append(withId ? i + "=" : "")
                .append("127.0.0.1:").append(nodes.get(i) + offset);
        }
        return text.toString();
    }

    /**
     * Every single port, grouped by the process that uses it.
     *
     * @return process name to its ports.
     */
    public Map<String, List<Integer>> byProcess()
    {
        final Map<String, List<Integer>> ports = new LinkedHashMap<>();
        ports.put(Instance.CASSANDRA, List.of(cql, cqlStorage));
        ports.put(Instance.KAFKA, List.of(kafka, kafkaController));
        for (int i = 0; i < nodes.size(); i++)
        {
            final List<Integer> ofNode = new ArrayList<>();
            for (int offset = 0; offset <= HTTP_OFFSET; offset++)
            {
                ofNode.add(nodes.get(i) + offset);
            }
            ports.put(Instance.node(i), List.copyOf(ofNode));
        }
        ports.put(Instance.BRIDGE, List.of(bridge));
        ports.put(Instance.GATEWAY, List.of(gateway));
        return ports;
    }

    void writeTo(final Properties properties)
    {
        properties.setProperty("port.gateway", Integer.toString(gateway));
        properties.setProperty("port.bridge", Integer.toString(bridge));
        properties.setProperty("port.kafka", Integer.toString(kafka));
        properties.setProperty("port.kafka.controller", Integer.toString(kafkaController));
        properties.setProperty("port.cql", Integer.toString(cql));
        properties.setProperty("port.cql.storage", Integer.toString(cqlStorage));
        for (int i = 0; i < nodes.size(); i++)
        {
            properties.setProperty("port.node." + i, Integer.toString(nodes.get(i)));
        }
    }

    static PortLayout readFrom(final Properties properties)
    {
        final List<Integer> nodes = new ArrayList<>();
        for (int i = 0; i < NODE_COUNT; i++)
        {
            nodes.add(read(properties, "port.node." + i));
        }
        return new PortLayout(
            read(properties, "port.gateway"), read(properties, "port.bridge"),
            read(properties, "port.kafka"), read(properties, "port.kafka.controller"),
            read(properties, "port.cql"), read(properties, "port.cql.storage"), List.copyOf(nodes));
    }

    private static int read(final Properties properties, final String key)
    {
        return Integer.parseInt(properties.getProperty(key, "missing"));
    }
}
