package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the nodes of an instance say of themselves at /status. Used from one thread.
 */
public final class NodeStatus
{
    /** In place of a node id: no node says that it leads. */
    public static final int NO_LEADER = -1;

    private final Instance instance;

    /**
     * @param instance whose nodes are asked.
     */
    public NodeStatus(final Instance instance)
    {
        this.instance = instance;
    }

    /**
     * Status page of one node.
     *
     * @param node id.
     * @return its fields; empty if it does not answer.
     */
    public Map<String, Object> of(final int node)
    {
        return Json.object(StatusPage.get(instance.settings().ports().nodeHttp(node), "/status"));
    }

    /**
     * @return id of the node that leads, or {@link #NO_LEADER}.
     */
    public int leader()
    {
        final OptionalInt leader = IntStream.range(0, instance.settings().ports().nodes().size())
            .filter((node) -> "LEADER".equals(of(node).get("role"))).findFirst();
        return leader.orElse(NO_LEADER);
    }
}
