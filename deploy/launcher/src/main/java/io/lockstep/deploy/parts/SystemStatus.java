package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.PortLayout;
import io.lockstep.deploy.process.Readiness;
import io.lockstep.deploy.process.Supervisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One look at every process of an instance. Used from one thread.
 */
public final class SystemStatus
{
    /**
     * One process.
     *
     * @param name   of it.
     * @param pid    0 if it does not run.
     * @param port   where it serves.
     * @param reason why it is not ready; empty if it is.
     * @param page   fields of its status page; empty if it has none.
     */
    public record Entry(String name, long pid, int port, String reason, Map<String, Object> page)
    {
        /**
         * @return true if it runs and is ready.
         */
        public boolean ready()
        {
            return 0 != pid && reason.isEmpty();
        }
    }

    /**
     * How far one part of the bridge has come.
     *
     * @param name     of the hop.
     * @param eventSeq it has reached; negative if unknown.
     * @param lag      events behind the nodes; negative if unknown.
     * @param note     state and last error.
     */
    public record Hop(String name, long eventSeq, long lag, String note)
    {
    }

    private static final long UNKNOWN = -1;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Look at every process.
     *
     * @param instance   to look at.
     * @param supervisor that knows which processes run.
     */
    public SystemStatus(final Instance instance, final Supervisor supervisor)
    {
        final PortLayout ports = instance.settings().ports();
        for (final String name : instance.processNames())
        {
            final int port = port(name, ports);
            final OptionalLong pid = supervisor.livePid(name);
            final boolean ours = !Instance.CASSANDRA.equals(name) && !Instance.KAFKA.equals(name);
            final String reason = pid.isEmpty() ? "not running" : readiness(name, port).reasonNotReady();
            final Map<String, Object> page = pid.isPresent() && ours ?
                Json.object(StatusPage.get(port, "/status")) : Map.of();
            entries.add(new Entry(name, pid.orElse(0), port, reason, page));
        }
    }

    private static int port(final String name, final PortLayout ports)
    {
        return switch (name)
        {
            case Instance.CASSANDRA -> ports.cql();
            case Instance.KAFKA -> ports.kafka();
            case Instance.BRIDGE -> ports.bridge();
            case Instance.GATEWAY -> ports.gateway();
            default -> ports.nodeHttp(name.charAt(name.length() - 1) - '0');
        };
    }

    private static Readiness readiness(final String name, final int port)
    {
        return switch (name)
        {
            case Instance.CASSANDRA -> new CqlReadiness(port);
            case Instance.KAFKA -> new KafkaReadiness(port);
            default -> new HttpReadiness(port);
        };
    }

    /**
     * @return every process, in the order in which they are started.
     */
    public List<Entry> entries()
    {
        return List.copyOf(entries);
    }

    /**
     * @return true if every process runs and is ready.
     */
    public boolean allReady()
    {
        return entries.stream().allMatch(Entry::ready);
    }

    /**
     * @return highest eventSeq that any node tells; negative if none does.
     */
    public long eventSeq()
    {
        return entries.stream().filter((entry) -> entry.name().startsWith(Instance.NODE))
            .mapToLong((entry) -> number(entry.page().get("eventSeq"))).max().orElse(UNKNOWN);
    }

    /**
     * Positions on the way from the nodes to the stores.
     *
     * @return the hops in order; empty if the bridge does not answer.
     */
    public List<Hop> hops()
    {
        final Map<String, Object> page = entries.stream().filter((entry) -> Instance.BRIDGE.equals(entry.name()))
            .findFirst().map(Entry::page).orElse(Map.of());
        final List<Hop> hops = new ArrayList<>();
        for (final String name : List.of("tail", "journal", "kafka", "cql"))
        {
            final Map<String, Object> part = Json.asObject(page.get(name));
            if (!part.isEmpty())
            {
                hops.add(hop(name, number(part.get("eventSeq")), note(part)));
            }
        }
        if (page.containsKey("ackedEventSeq"))
        {
            hops.add(hop("acknowledged", number(page.get("ackedEventSeq")), ""));
        }
        return hops;
    }

    private Hop hop(final String name, final long eventSeq, final String note)
    {
        final long head = eventSeq();
        // The nodes were asked before the bridge, so it may have got further since.
        final long lag = head < 0 || eventSeq < 0 ? UNKNOWN : Math.max(0, head - eventSeq);
        return new Hop(name, eventSeq, lag, note);
    }

    private static String note(final Map<String, Object> part)
    {
        final List<String> words = new ArrayList<>();
        for (final String name : List.of("node", "state", "error"))
        {
            final Object value = part.get(name);
            if (null != value && !value.toString().isEmpty())
            {
                words.add("node".equals(name) ? "from node " + value : value.toString());
            }
        }
        return String.join(" ", words);
    }

    private static long number(final Object value)
    {
        if (value instanceof Number number)
        {
            return number.longValue();
        }
        return value instanceof String text && text.matches("\\d{1,18}") ? Long.parseLong(text) : UNKNOWN;
    }

    /**
     * @return the same as plain maps and lists, for JSON.
     */
    public Map<String, Object> toMap()
    {
        final List<Object> processes = new ArrayList<>();
        for (final Entry entry : entries)
        {
            final Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", entry.name());
            fields.put("pid", 0 == entry.pid() ? null : entry.pid());
            fields.put("port", entry.port());
            fields.put("ready", entry.ready());
            fields.put("reason", entry.reason());
            fields.put("status", entry.page());
            processes.add(fields);
        }
        final List<Object> hops = new ArrayList<>();
        for (final Hop hop : hops())
        {
            final Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", hop.name());
            fields.put("eventSeq", hop.eventSeq());
            fields.put("lag", hop.lag());
            fields.put("note", hop.note());
            hops.add(fields);
        }
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("ready", allReady());
        all.put("processes", processes);
        all.put("hops", hops);
        return all;
    }
}
