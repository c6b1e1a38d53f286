package io.lockstep.settlement.verify;

import io.lockstep.sbe.EventChain;
import io.lockstep.settlement.event.EventView;
import org.agrona.concurrent.UnsafeBuffer;

import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What Kafka holds against what the stream says: engine.outputs byte for byte after dropping repeats, balance.events
 * leg by leg. Fed by a reader of the topics, or by a test. Single-threaded.
 */
public final class KafkaCheck
{
    private final Check outputs = new Check("kafka engine.outputs");
    private final Check balances = new Check("kafka balance.events");
    private final StreamCheck stream;
    private final EventModel model;
    private final EventView view = new EventView();
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private final long lastSeq;
    private long expectedSeq = 1;
    private long hash;
    private long repeats;
    private long legRepeats;
    private long newestSeq;

    /**
     * @param stream that is the truth.
     * @param model  of it.
     */
    public KafkaCheck(final StreamCheck stream, final EventModel model)
    {
        this.stream = stream;
        this.model = model;
        this.lastSeq = stream.size();
        this.hash = stream.chainId();
    }

    /**
     * @param headerSeq event sequence in the record's header.
     * @param value     of the record.
     */
    public void onOutput(final long headerSeq, final byte[] value)
    {
        newestSeq = Math.max(newestSeq, headerSeq);
        if (headerSeq > lastSeq)
        {
            return;
        }
        buffer.wrap(value);
        final long eventSeq = view.wrap(buffer, 0).header().eventSeq();
        final long computed = EventChain.next(
            1 == eventSeq ? stream.chainId() : eventSeq > 1 && eventSeq <= lastSeq ? stream.hash(eventSeq - 1) : 0,
            buffer, 0, value.length);
        final long stored = buffer.getLong(value.length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
        final boolean sameBytes = eventSeq == headerSeq && eventSeq >= 1 && computed == stream.hash(eventSeq) &&
            stored == computed;
        outputs.require(sameBytes, () -> "event " + headerSeq + " has other bytes than in the stream");
        if (headerSeq < expectedSeq)
        {
            repeats++;
        }
        else
        {
            final long expected = expectedSeq;
            outputs.require(headerSeq == expected, () -> "event " + headerSeq + " where " + expected + " should be");
            expectedSeq = headerSeq + 1;
        }
    }

    /**
     * @param leg JSON of a record, by name.
     */
    public void onBalanceEvent(final Fields leg)
    {
        final long eventSeq = leg.number("event_seq");
        newestSeq = Math.max(newestSeq, eventSeq);
        if (eventSeq > lastSeq)
        {
            return;
        }
        final long digest = LegFacts.digest(eventSeq, leg.number("leg"), leg.number("user_id"),
            leg.number("asset_id"), raw(leg, "delta_avail"), raw(leg, "delta_frozen"), raw(leg, "avail"),
            raw(leg, "frozen"), leg.number("version"), leg.text("event_type").hashCode(),
            leg.text("ref_id").hashCode());
        final LegFacts.Match match = model.ledger().legs().mark(eventSeq, leg.number("leg"), digest, LegFacts.KAFKA);
        if (LegFacts.Match.AGAIN == match)
        {
            legRepeats++;
        }
        balances.require(LegFacts.Match.FOUND == match,
            () -> "event " + eventSeq + " leg " + leg.number("leg") + " " + match);
        for (final String name : List.of("delta_avail", "delta_frozen", "avail", "frozen"))
        {
            balances.require(sameAmount(leg, name), () -> "event " + eventSeq + " leg " + leg.number("leg") + " " +
                name + " is " + leg.text(name) + " and " + leg.text(name + "_raw"));
        }
    }

    private boolean sameAmount(final Fields leg, final String name)
    {
        final int scale = model.assetScale(leg.number("asset_id"));
        return scale >= 0 && BigDecimal.valueOf(raw(leg, name), scale).toPlainString().equals(leg.text(name));
    }

    private static long raw(final Fields leg, final String name)
    {
        try
        {
            return Long.parseLong(leg.text(name + "_raw"));
        }
        catch (final NumberFormatException ex)
        {
            return Fields.MISSING;
        }
    }

    /**
     * After the last record.
     *
     * @return the checks.
     */
    public List<Check> finish()
    {
        outputs.require(expectedSeq == lastSeq + 1,
            () -> "ends at event " + (expectedSeq - 1) + ", the stream at " + lastSeq);
        outputs.note(repeats + " repeats");
        model.ledger().legs().requireAll(LegFacts.KAFKA, balances);
        balances.note(legRepeats + " repeats");
        return List.of(outputs, balances);
    }

    /**
     * @return highest event sequence seen.
     */
    public long newestSeq()
    {
        return newestSeq;
    }
}
