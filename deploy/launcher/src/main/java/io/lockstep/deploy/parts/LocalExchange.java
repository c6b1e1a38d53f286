package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Credentials;
import io.lockstep.deploy.instance.DirectoryTree;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.instance.PortLayout;
import io.lockstep.deploy.instance.Ports;
import io.lockstep.deploy.process.CommandFailure;
import io.lockstep.deploy.process.ProcessSpec;
import io.lockstep.deploy.process.Progress;
import io.lockstep.deploy.process.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All processes of one instance on this machine: starts them together, stops them in an order in which each still
 * finds what it needs to end cleanly. Used from one thread, except {@link #abort()}.
 */
public final class LocalExchange
{
    private static final long READY_TIMEOUT_MS = 120_000;
    private static final long STOP_TIMEOUT_MS = 20_000;
    private static final long ABORT_TIMEOUT_MS = 10_000;

    private final SourceTree sources;
    private final Instance instance;
    private final Progress progress;
    private final Supervisor supervisor;
    private final ChainGenesis genesis;

    /**
     * @param sources  that were built.
     * @param instance to run.
     * @param progress that tells what happens.
     * @param genesis  for a cluster that starts empty.
     */
    public LocalExchange(
        final SourceTree sources, final Instance instance, final Progress progress, final ChainGenesis genesis)
    {
        this.sources = sources;
        this.instance = instance;
        this.progress = progress;
        this.supervisor = new Supervisor(instance.pids(), progress);
        this.genesis = genesis;
    }

    /**
     * @return who knows which processes run.
     */
    public Supervisor supervisor()
    {
        return supervisor;
    }

    /**
     * Set the instance up if it is new; else check that it was set up the same way.
     *
     * @param wanted what the command line asked for; null for anything.
     * @throws CommandFailure if the instance was set up with something else.
     */
    public void setUp(final InstanceSettings wanted)
    {
        if (!instance.exists())
        {
            final InstanceSettings settings = null != wanted ? wanted :
                InstanceSettings.create(PortLayout.defaults(), InstanceSettings.Profile.DURABLE);
            instance.save(settings);
        }
        else if (null != wanted)
        {
            final InstanceSettings settings = instance.settings();
            if (!settings.ports().equals(wanted.ports()) || settings.profile() != wanted.profile())
            {
                throw new CommandFailure(instance.dir() + " was set up with other ports or another profile (" +
                    settings.profile() + "); leave the options out to keep those, use another --dir, or " +
                    "start over with: deploy/lockstep down --purge --dir " + instance.dir());
            }
        }
        new Credentials().createMissing(instance);
    }

    /**
     * Start every process that is not running, and wait until all are ready. On failure stops what it started.
     *
     * @param names of the processes to look after.
     * @return names of those that were started; empty if all were running.
     */
    public List<String> up(final Set<String> names)
    {
        final List<String> missing = new ArrayList<>();
        for (final String name : instance.processNames())
        {
            if (names.contains(name) && supervisor.livePid(name).isEmpty())
            {
                missing.add(name);
            }
        }
        // All of these before the first start: a missing Java or jar shows at once.
        final List<ProcessSpec> serversAndNodes = serversAndNodes(missing);
        final List<ProcessSpec> edges = edges(missing);
        requireFreePorts(missing);
        try
        {
            serversAndNodes.forEach(this::start);
            supervisor.awaitReady(serversAndNodes, READY_TIMEOUT_MS);
            if (missing.stream().anyMatch((name) -> name.startsWith(Instance.NODE)))
            {
                ensureGenesis();
            }
            edges.forEach(this::start);
            supervisor.awaitReady(edges, READY_TIMEOUT_MS);
        }
        catch (final CommandFailure ex)
        {
            abort();
            throw ex;
        }
        return missing;
    }

    private void ensureGenesis()
    {
        final String done = genesis.ensure(instance);
        if (!done.isEmpty())
        {
            progress.say(done);
        }
    }

    private void requireFreePorts(final List<String> missing)
    {
        final var ports = instance.settings().ports().byProcess();
        for (final String name : missing)
        {
            for (final int port : ports.get(name))
            {
                if (!Ports.isFree(port))
                {
                    throw new CommandFailure("port " + port + ", which " + name + " needs, is taken " +
                        "by another process (see: ss -lntup | grep " + port + "); choose others with " +
                        "--ports-from N or --free-ports");
                }
            }
        }
    }

    private List<ProcessSpec> serversAndNodes(final List<String> missing)
    {
        final List<ProcessSpec> specs = new ArrayList<>();
        // The slowest first, so that the others start in its shadow.
        if (missing.contains(Instance.CASSANDRA))
        {
            specs.add(new CassandraPart(sources, instance, System.getenv()).spec());
        }
        for (int i = 0; i < instance.settings().ports().nodes().size(); i++)
        {
            if (missing.contains(Instance.node(i)))
            {
                specs.add(new ExchangeParts(sources, instance).node(i));
            }
        }
        if (missing.contains(Instance.KAFKA))
        {
            specs.add(new KafkaPart(sources, instance).spec());
        }
        return specs;
    }

    private List<ProcessSpec> edges(final List<String> missing)
    {
        final List<ProcessSpec> specs = new ArrayList<>();
        final ExchangeParts parts = new ExchangeParts(sources, instance);
        if (missing.contains(Instance.BRIDGE))
        {
            specs.add(parts.bridge());
        }
        if (missing.contains(Instance.GATEWAY))
        {
            specs.add(parts.gateway());
        }
        return specs;
    }

    private ProcessSpec start(final ProcessSpec spec)
    {
        supervisor.start(spec);
        progress.say(spec.name() + " starting");
        return spec;
    }

    /**
     * Stop what this object started, because the command failed or was interrupted.
     */
    public void abort()
    {
        supervisor.abort();
        supervisor.stopStarted(ABORT_TIMEOUT_MS);
        if (instance.exists() && runningNames().isEmpty())
        {
            removeTraces();
        }
    }

    /**
     * @return names of the processes that run.
     */
    public List<String> runningNames()
    {
        return instance.processNames().stream().filter((name) -> supervisor.livePid(name).isPresent()).toList();
    }

    /**
     * Stop all processes: those that only read first, the leader after its followers, the stores last.
     *
     * @return true if each ended by itself; false if one had to be killed.
     */
    public boolean down()
    {
        boolean clean = true;
        for (final String name : stopOrder())
        {
            clean &= supervisor.stop(name, STOP_TIMEOUT_MS);
        }
        // Neither needs the other to end.
        final List<String> stores =
            List.of(Instance.KAFKA, Instance.CASSANDRA).stream().filter(supervisor::signal).toList();
        for (final String name : stores)
        {
            clean &= supervisor.awaitStopped(name, STOP_TIMEOUT_MS);
        }
        removeTraces();
        return clean;
    }

    private void removeTraces()
    {
        instance.removeSharedMemory();
        DirectoryTree.delete(instance.tmp());
        DirectoryTree.delete(instance.lib());
        DirectoryTree.delete(instance.pids());
    }

    private List<String> stopOrder()
    {
        final List<String> names = new ArrayList<>(List.of(Instance.GATEWAY, Instance.BRIDGE));
        final int leader = new NodeStatus(instance).leader();
        for (int i = 0; i < instance.settings().ports().nodes().size(); i++)
        {
            if (i != leader)
            {
                names.add(Instance.node(i));
            }
        }
        if (NodeStatus.NO_LEADER != leader)
        {
            names.add(Instance.node(leader));
        }
        return names;
    }

    /**
     * Kill a node the hard way, as a crash would.
     *
     * @param node id.
     * @return true if it ran.
     */
    public boolean killNode(final int node)
    {
        return supervisor.kill(Instance.node(node));
    }

    /**
     * Start a node that does not run and wait until it is ready; retries while its mark files still count as active.
     *
     * @param node id.
     */
    public void startNode(final int node)
    {
        requireFreePorts(List.of(Instance.node(node)));
        try
        {
            supervisor.awaitReady(List.of(start(new ExchangeParts(sources, instance).node(node))), READY_TIMEOUT_MS);
        }
        catch (final CommandFailure ex)
        {
            abort();
            throw ex;
        }
    }
}
