package io.lockstep.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's log. In a class of its own so that the process can say where the log's configuration is before the first
 * use.
 */
final class NodeLog
{
    static final Logger LOG = LoggerFactory.getLogger("io.lockstep.node");

    private NodeLog()
    {
    }
}
