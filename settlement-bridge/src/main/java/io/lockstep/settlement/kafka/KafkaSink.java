package io.lockstep.settlement.kafka;

import io.lockstep.settlement.EventSink;
import io.lockstep.settlement.SettlementConfiguration;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkHaltedException;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.SinkStatus;
import io.lockstep.settlement.event.EventView;
import io.lockstep.settlement.event.LedgerLeg;
import io.lockstep.settlement.event.LedgerLegs;
import io.lockstep.settlement.event.ReferenceData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes events to Kafka, once in effect.
 * <p>
 * Of each batch first reference.data and balance.events are written and acknowledged, then engine.outputs. So the last
 * record of engine.outputs is the position, and what the others hold beyond it are legs of events that come next: those
 * are skipped by (eventSeq, leg). Within a session the idempotent producer neither loses, doubles nor reorders; across
 * sessions the tails that are read at {@link #open()} take its place. Single-threaded.
 */
public final class KafkaSink implements EventSink
{
    /** Moments at which a test may make the sink fail. */
    public enum FailPoint
    {
        /** Some legs of a batch were sent, none may have arrived. */
        BALANCES_SENT,
        /** All legs of a batch are durable, none of its events is. */
        BALANCES_DURABLE,
        /** All events of a batch were sent, not all may have arrived. */
        OUTPUTS_SENT
    }

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
    private static final int REQUEST_TIMEOUT_MS = 10_000;
    /** A send that blocks longer, for want of metadata or memory, is given up: the sink's way on is to be reopened. */
    private static final int MAX_BLOCK_MS = 5_000;
    private static final int ADMIN_TIMEOUT_MS = 15_000;
    private static final long NO_LEG = -1;
    private static final int LEGS_PER_EVENT = 16;

    private final SettlementConfiguration configuration;
    private final SinkStatus status;
    private final Consumer<FailPoint> failPoints;
    private final EventView view = new EventView();
    private final ReferenceData referenceData = new ReferenceData();
    private final BalanceEventJson json = new BalanceEventJson();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final long[] lastLeg = new long[KafkaTopics.BALANCE_PARTITIONS];
    private long knownChainId;
    private boolean topicsSeen;
    private AckedSends sends;

    /**
     * @param configuration with the brokers.
     * @param status        to tell when the broker is slow.
     */
    public KafkaSink(final SettlementConfiguration configuration, final SinkStatus status)
    {
        this(configuration, status, (point) ->
        {
        });
    }

    /**
     * @param configuration with the brokers.
     * @param status        to tell when the broker is slow.
     * @param failPoints    called at each point; may throw.
     */
    public KafkaSink(
        final SettlementConfiguration configuration, final SinkStatus status, final Consumer<FailPoint> failPoints)
    {
        this.configuration = configuration;
        this.status = status;
        this.failPoints = failPoints;
    }

    @Override
    public String name()
    {
        return "kafka";
    }

    @Override
    public SinkPosition open() throws Exception
    {
        try (Admin admin = Admin.create(Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, configuration.kafkaBootstrap(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS)))
        {
            KafkaTopics.ensure(admin, configuration, !topicsSeen);
            topicsSeen = true;
        }
        final TopicPartition outputs = new TopicPartition(KafkaTopics.ENGINE_OUTPUTS, 0);
        final long outputsEnd;
        final SinkPosition position;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer())
        {
            final TopicTails tails = new TopicTails(consumer);
            outputsEnd = tails.endOffset(outputs);
            position = tails.position(outputs, outputsEnd);
            knownChainId = position.chainId();
            referenceData.clear();
            tails.referenceData(new TopicPartition(KafkaTopics.REFERENCE_DATA, 0), referenceData);
            for (int partition = 0; partition < KafkaTopics.BALANCE_PARTITIONS; partition++)
            {
                lastLeg[partition] = lastLeg(tails, partition);
            }
        }
        sends = new AckedSends(new KafkaProducer<>(producerSettings()), status);
        sends.expect(outputs, outputsEnd);
        // Legs of a first batch may be there although none of its events is.
        return new SinkPosition(knownChainId, position.checkpoint());
    }

    private long lastLeg(final TopicTails tails, final int partition) throws Exception
    {
        final TopicPartition balances = new TopicPartition(KafkaTopics.BALANCE_EVENTS, partition);
        final ConsumerRecord<byte[], byte[]> last = tails.last(balances, tails.endOffset(balances));
        if (null == last)
        {
            return NO_LEG;
        }
        final long chainId = RecordHeaders.get(last, RecordHeaders.CHAIN_ID);
        if (0 != knownChainId && chainId != knownChainId)
        {
            throw new SinkHaltedException(balances + " holds chain " + Long.toUnsignedString(chainId) +
                ", other topics " + Long.toUnsignedString(knownChainId));
        }
        knownChainId = chainId;
        return legKey(
            RecordHeaders.get(last, RecordHeaders.EVENT_SEQ), (int)RecordHeaders.get(last, RecordHeaders.LEG));
    }

    private KafkaConsumer<byte[], byte[]> consumer()
    {
        return new KafkaConsumer<>(Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, configuration.kafkaBootstrap(),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            // A fetch at the end of one partition must not hold up the next.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class));
    }

    private Map<String, Object> producerSettings()
    {
        return Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, configuration.kafkaBootstrap()),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    }

    @Override
    public void write(final List<SettlementEvent> batch) throws Exception
    {
        final long chainId = batch.get(0).chainId();
        records.clear();
        for (final SettlementEvent event : batch)
        {
            view.wrap(event.buffer(), 0);
            if (referenceData.learn(view))
            {
                records.add(outputRecord(KafkaTopics.REFERENCE_DATA, referenceKey(event), event));
            }
            LedgerLegs.forEach(view, (leg) -> addBalanceRecord(leg, chainId));
        }
        sends.send(records);
        failPoints.accept(FailPoint.BALANCES_SENT);
        sends.await();
        failPoints.accept(FailPoint.BALANCES_DURABLE);

        records.clear();
        for (final SettlementEvent event : batch)
        {
            records.add(outputRecord(KafkaTopics.ENGINE_OUTPUTS,
                Long.toString(event.eventSeq()).getBytes(StandardCharsets.US_ASCII), event));
        }
        sends.send(records);
        failPoints.accept(FailPoint.OUTPUTS_SENT);
        sends.await();
    }

    private byte[] referenceKey(final SettlementEvent event)
    {
        final int templateId = view.templateId();
        final int id = io.lockstep.sbe.event.AssetCreatedDecoder.TEMPLATE_ID == templateId ?
            view.asset().assetId() : view.instrument().instrumentId();
        return (templateId + "/" + id).getBytes(StandardCharsets.US_ASCII);
    }

    private ProducerRecord<byte[], byte[]> outputRecord(
        final String topic, final byte[] key, final SettlementEvent event)
    {
        final ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key, event.bytes());
        RecordHeaders.put(record.headers(), RecordHeaders.EVENT_SEQ, event.eventSeq());
        RecordHeaders.put(record.headers(), RecordHeaders.TEMPLATE_ID, view.wrap(event.buffer(), 0).templateId());
        RecordHeaders.putUnsigned(record.headers(), RecordHeaders.CHAIN_HASH, event.chainHash());
        RecordHeaders.putUnsigned(record.headers(), RecordHeaders.CHAIN_ID, event.chainId());
        RecordHeaders.put(record.headers(), RecordHeaders.POSITION, event.position());
        return record;
    }

    private void addBalanceRecord(final LedgerLeg leg, final long chainId)
    {
        final byte[] key = Long.toString(leg.accountId()).getBytes(StandardCharsets.US_ASCII);
        // The same choice as Kafka's own partitioner makes for a key, made here because what is skipped depends on it.
        final int partition = Utils.toPositive(Utils.murmur2(key)) % KafkaTopics.BALANCE_PARTITIONS;
        if (legKey(leg.eventSeq(), leg.leg()) <= lastLeg[partition])
        {
            return;
        }
        final ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
            KafkaTopics.BALANCE_EVENTS, partition, key, json.encode(leg, referenceData.asset(leg.assetId())));
        RecordHeaders.put(record.headers(), RecordHeaders.EVENT_SEQ, leg.eventSeq());
        RecordHeaders.put(record.headers(), RecordHeaders.LEG, leg.leg());
        RecordHeaders.putUnsigned(record.headers(), RecordHeaders.CHAIN_ID, chainId);
        records.add(record);
    }

    private static long legKey(final long eventSeq, final int leg)
    {
        return eventSeq * LEGS_PER_EVENT + leg;
    }

    @Override
    public void close()
    {
        if (null != sends)
        {
            try
            {
                sends.close(Duration.ZERO);
            }
            catch (final RuntimeException ex)
            {
                LOG.warn("producer not closed cleanly: {}", ex.toString());
            }
            sends = null;
        }
    }
}
