package io.lockstep.settlement.kafka;

import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.SinkHaltedException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The topics: names, partitions and retention. Made at start by an administrator's request, never by a producer.
 * Stateless.
 */
public final class KafkaTopics
{
    /** Every event, SBE; its tail is the position. */
    public static final String ENGINE_OUTPUTS = "engine.outputs";
    /** Every balance leg, JSON. */
    public static final String BALANCE_EVENTS = "balance.events";
    /** Deposits and withdrawals in. */
    public static final String BALANCE_OPERATIONS = "balance.operations";
    /** Assets and instruments, SBE, compacted: what a restarted sink needs to write amounts. */
    public static final String REFERENCE_DATA = "reference.data";
    /** Partitions of balance.events and balance.operations. */
    public static final int BALANCE_PARTITIONS = 4;

    private static final long VISIBLE_WITHIN_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long VISIBLE_POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Map<String, Integer> PARTITIONS = Map.of(
        ENGINE_OUTPUTS, 1,
        REFERENCE_DATA, 1,
        BALANCE_EVENTS, BALANCE_PARTITIONS,
        BALANCE_OPERATIONS, BALANCE_PARTITIONS);

    private KafkaTopics()
    {
    }

    /**
     * Check the topics, and make those that are missing.
     *
     * @param admin         connected.
     * @param configuration with replicas and retention.
     * @param mayCreate     false once this process has seen them all: a topic that vanishes is a disaster, not a task.
     * @throws Exception when the broker cannot be reached.
     */
    static void ensure(final Admin admin, final SettlementConfiguration configuration, final boolean mayCreate)
        throws Exception
    {
        final Set<String> existing = admin.listTopics().names().get();
        final List<NewTopic> missing = new ArrayList<>();
        for (final Map.Entry<String, Integer> topic : PARTITIONS.entrySet())
        {
            if (!existing.contains(topic.getKey()))
            {
                if (!mayCreate)
                {
                    throw new SinkHaltedException("topic " + topic.getKey() + " has vanished");
                }
                missing.add(new NewTopic(topic.getKey(), topic.getValue(), configuration.kafkaReplication())
                    .configs(settings(topic.getKey(), configuration)));
            }
        }
        if (!missing.isEmpty())
        {
            create(admin, missing);
        }
        for (final TopicDescription topic : describe(admin).values())
        {
            final int expected = PARTITIONS.get(topic.name());
            if (topic.partitions().size() != expected)
            {
                throw new SinkHaltedException("topic " + topic.name() + " has " + topic.partitions().size() +
                    " partitions instead of " + expected);
            }
        }
    }

    /** A topic that was just made may be unknown for a moment to the broker that is asked. */
    private static Map<String, TopicDescription> describe(final Admin admin) throws Exception
    {
        final long deadlineNs = System.nanoTime() + VISIBLE_WITHIN_NS;
        while (true)
        {
            try
            {
                return admin.describeTopics(PARTITIONS.keySet()).allTopicNames().get();
            }
            catch (final ExecutionException ex)
            {
                if (!(ex.getCause() instanceof UnknownTopicOrPartitionException) ||
                    System.nanoTime() - deadlineNs >= 0)
                {
                    throw ex;
                }
                LockSupport.parkNanos(VISIBLE_POLL_NS);
            }
        }
    }

    private static void create(final Admin admin, final List<NewTopic> missing) throws Exception
    {
        try
        {
            admin.createTopics(missing).all().get();
            LOG.info("topics created: {}", missing.stream().map(NewTopic::name).sorted().toList());
        }
        catch (final ExecutionException ex)
        {
            if (!(ex.getCause() instanceof TopicExistsException))
            {
                throw ex;
            }
        }
    }

    private static Map<String, String> settings(final String topic, final SettlementConfiguration configuration)
    {
        return switch (topic)
        {
            case REFERENCE_DATA -> Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            case ENGINE_OUTPUTS -> Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(configuration.kafkaRetentionOutputsMs()));
            default -> Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(configuration.kafkaRetentionBalancesMs()));
        };
    }
}
