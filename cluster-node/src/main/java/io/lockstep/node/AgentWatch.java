package io.lockstep.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/**
 * Knows the threads of the node's agents. A thread that ends while the node runs is a failure, however it ended: an
 * error can end an agent without any hook being called, and the node would go on as half a node.
 */
final class AgentWatch
{
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    ThreadFactory threadFactory(final String name)
    {
        return (task) ->
        {
            final Thread thread = new Thread(task, name);
            threads.add(thread);
            return thread;
        };
    }

    /** Name of an agent whose thread has ended, or null. */
    String findEnded()
    {
        for (final Thread thread : threads)
        {
            if (Thread.State.TERMINATED == thread.getState())
            {
                return thread.getName();
            }
        }
        return null;
    }
}
