package io.lockstep.settlement;

import io.lockstep.client.Checkpoint;
import io.lockstep.client.EventHandler;
import io.lockstep.client.EventTail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * The cluster's recorded event stream as a source.
 */
public final class ClusterEventSource implements EventSource
{
    private static final Logger LOG = LoggerFactory.getLogger(ClusterEventSource.class);

    private final String archives;
    private final Path keyFile;
    private final String aeronDir;
    private final BooleanSupplier leaderPresent;

    /**
     * @param archives      endpoints of the nodes to read from.
     * @param keyFile       credentials.
     * @param aeronDir      of a running media driver.
     * @param leaderPresent whether the cluster has a leader; without one, nodes that are behind may just be starting.
     */
    public ClusterEventSource(
        final String archives, final Path keyFile, final String aeronDir, final BooleanSupplier leaderPresent)
    {
        this.archives = archives;
        this.keyFile = keyFile;
        this.aeronDir = aeronDir;
        this.leaderPresent = leaderPresent;
    }

    @Override
    public Tail open(final long chainId, final Checkpoint checkpoint, final EventHandler handler)
    {
        final EventTail tail = EventTail.launch(new EventTail.Context()
            .archives(archives)
            .keyFile(keyFile)
            .aeronDirectoryName(aeronDir)
            .checkpoint(checkpoint)
            .chainId(chainId)
            .leaderPresent(leaderPresent)
            .errorHandler((ex) -> LOG.warn("tail: {}", ex.toString()))
            .handler(handler));
        return new Tail()
        {
            @Override
            public int poll(final int limit)
            {
                return tail.poll(limit);
            }

            @Override
            public int currentNode()
            {
                return tail.currentNode();
            }

            @Override
            public void close()
            {
                tail.close();
            }
        };
    }
}
