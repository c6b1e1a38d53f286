package io.lockstep.gateway.http;

import io.lockstep.gateway.cluster.ClusterCommand;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.cluster.ClusterStatus;
import io.lockstep.gateway.cluster.ModelQuery;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.model.EventScript;
import io.lockstep.gateway.model.ReadModel;
import io.lockstep.gateway.model.ReferenceData;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** A cluster port over a real read model, with a thread of its own and answers that the test gives. */
final class FakeCluster implements ClusterPort, AutoCloseable
{
    final ReadModel model = new ReadModel();
    final EventScript script = new EventScript(model::apply);
    final List<ClusterCommand> commands = new CopyOnWriteArrayList<>();
    volatile Function<ClusterCommand, Outcome> answer = (command) -> Outcome.of(Outcome.Kind.UNKNOWN, null);
    volatile boolean isFull;
    volatile boolean isBehind;
    volatile String notReady;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
        (task) -> new Thread(task, "fake-cluster"));

    @Override
    public boolean submit(final ClusterCommand command, final long expiresAtUs, final Consumer<Outcome> listener)
    {
        if (isFull)
        {
            return false;
        }
        commands.add(command);
        thread.execute(() -> listener.accept(answer.apply(command)));
        return true;
    }

    @Override
    public boolean read(final ModelQuery query)
    {
        if (isFull)
        {
            return false;
        }
        thread.execute(() ->
        {
            if (isBehind)
            {
                query.onTimeout();
            }
            else
            {
                query.onModel(model);
            }
        });
        return true;
    }

    @Override
    public ReferenceData referenceData()
    {
        return model.referenceData();
    }

    @Override
    public ClusterStatus status()
    {
        return new ClusterStatus(true, null == notReady, notReady, model.eventSeq(), 0, 0, 0);
    }

    @Override
    public void close()
    {
        thread.shutdownNow();
    }
}
