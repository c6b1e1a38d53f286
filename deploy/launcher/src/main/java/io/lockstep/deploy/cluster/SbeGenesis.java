package io.lockstep.deploy.cluster;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.ChainGenesis;
import io.lockstep.deploy.parts.NodeStatus;
import io.lockstep.deploy.process.CommandFailure;

/**
 * Sends the Genesis command to a cluster that has no event yet. Repeating it is harmless: the cluster knows its chain
 * id.
 */
public final class SbeGenesis implements ChainGenesis
{
    @Override
    public String ensure(final Instance instance)
    {
        final NodeStatus nodes = new NodeStatus(instance);
        for (int i = 0; i < instance.settings().ports().nodes().size(); i++)
        {
            if (nodes.of(i).get("eventSeq") instanceof Number eventSeq && 0 < eventSeq.longValue())
            {
                return "";
            }
        }
        final long chainId = instance.settings().chainId();
        try (BlockingClient client = new BlockingClient(instance, "admin"))
        {
            final Reply reply = client.send((exchange) -> exchange.genesis(chainId));
            if (!reply.applied())
            {
                throw new CommandFailure("the cluster refuses chain id " + chainId + ": " + reply.code() +
                    "; the data in " + instance.dir() + " belongs to another chain");
            }
            return "chain " + chainId + (reply.duplicate() ? " was there" : " begun");
        }
    }
}
