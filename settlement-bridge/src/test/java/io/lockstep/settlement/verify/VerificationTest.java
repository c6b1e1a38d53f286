package io.lockstep.settlement.verify;

import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.event.BalanceChangedDecoder;
import io.lockstep.sbe.event.BalanceChangedEncoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderAcceptedEncoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import io.lockstep.sbe.event.TradeEncoder;
import io.lockstep.settlement.EventStreamFixture;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.SinkPosition;
import io.lockstep.settlement.cql.Row;
import io.lockstep.settlement.cql.RowMapper;
import io.lockstep.settlement.cql.Table;
import io.lockstep.settlement.event.EventView;
import io.lockstep.settlement.event.LedgerLeg;
import io.lockstep.settlement.event.LedgerLegs;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Breaks one thing at a time and expects the check of that name, and no other, to go red.
 */
@Timeout(30)
class VerificationTest
{
    private static final int EVENTS = 600;

    private List<SettlementEvent> events;
    private List<SettlementEvent> otherNode;
    private List<SettlementEvent> outputs;
    private List<Map<String, Object>> legs;
    private Map<Table, List<Row>> rows;

    @BeforeEach
    void fill()
    {
        use(EventStreamFixture.random(11, EVENTS).events());
    }

    private void use(final List<SettlementEvent> stream)
    {
        events = new ArrayList<>(stream);
        otherNode = new ArrayList<>(stream);
        outputs = new ArrayList<>(stream);
        legs = new ArrayList<>();
        final EventView view = new EventView();
        stream.forEach((event) ->
            LedgerLegs.forEach(view.wrap(event.buffer(), 0), (leg) -> legs.add(json(leg))));
        rows = new EnumMap<>(Table.class);
        new RowMapper().map(stream).forEach(
            (row) -> rows.computeIfAbsent(row.table(), (table) -> new ArrayList<>()).add(row));
        rows.put(Table.SETTLEMENT_PROGRESS, new ArrayList<>(List.of(
            RowMapper.progress(SinkPosition.after(stream.get(stream.size() - 1)), Instant.EPOCH))));
    }

    private static Map<String, Object> json(final LedgerLeg leg)
    {
        final Map<String, Object> json = new HashMap<>(Map.of(
            "event_seq", leg.eventSeq(), "leg", leg.leg(), "user_id", leg.accountId(), "asset_id", leg.assetId(),
            "version", leg.version(), "delta_avail_raw", Long.toString(leg.availableDelta()),
            "delta_frozen_raw", Long.toString(leg.heldDelta()), "avail_raw", Long.toString(leg.available()),
            "frozen_raw", Long.toString(leg.held())));
        json.put("event_type", leg.type().word());
        json.put("ref_id", leg.refId());
        for (final String name : List.of("delta_avail", "delta_frozen", "avail", "frozen"))
        {
            json.put(name, new BigDecimal((String)json.get(name + "_raw")).movePointLeft(8).toPlainString());
        }
        return json;
    }

    private static StreamCheck stream(final String name, final List<SettlementEvent> events)
    {
        final StreamCheck stream = new StreamCheck(name);
        events.forEach((event) -> stream.onEvent(event.buffer(), 0, event.bytes().length, event.position()));
        return stream;
    }

    /** Run everything. */
    private Set<String> broken()
    {
        final List<Check> checks = new ArrayList<>();
        final StreamCheck truth = stream("node 0", events);
        checks.addAll(truth.checks());
        final StreamCheck other = stream("node 1", otherNode);
        checks.addAll(other.checks());
        final Check agree = new Check("nodes agree");
        truth.compare(other, agree);
        checks.add(agree);

        final EventModel model = new EventModel();
        events.forEach((event) -> model.onEvent(event.buffer(), 0));
        checks.addAll(model.checks());

        final KafkaCheck kafka = new KafkaCheck(truth, model);
        outputs.forEach((event) -> kafka.onOutput(event.eventSeq(), event.bytes()));
        legs.forEach((leg) -> kafka.onBalanceEvent(leg::get));
        checks.addAll(kafka.finish());

        final StoreCheck store = new StoreCheck(truth, model);
        feed(Table.SETTLEMENT_PROGRESS, store::onProgress);
        feed(Table.EVENTS_RAW, store::onRaw);
        feed(Table.SETTLED_TRADES, store::onSettledTrade);
        feed(Table.USER_TRADES, store::onUserTrade);
        feed(Table.BALANCE_LEDGER, store::onLedger);
        feed(Table.BALANCES, store::onBalance);
        feed(Table.ORDER_HISTORY, store::onHistory);
        feed(Table.ORDERS, store::onOrder);
        checks.addAll(store.finish());

        final Set<String> broken = new TreeSet<>();
        for (final Check check : checks)
        {
            assertTrue(check.count() > 0, check.name() + " looked at nothing");
            assertEquals(check.isOk(), check.line().startsWith("ok"), check.line());
            if (!check.isOk())
            {
                broken.add(check.name());
            }
        }
        return broken;
    }

    private void feed(final Table table, final Consumer<Fields> target)
    {
        rows.get(table).forEach((row) -> target.accept(row::get));
    }

    private void expectOnly(final String... names)
    {
        assertEquals(new TreeSet<>(List.of(names)), broken());
    }

    private void change(final Table table, final String column, final Object value)
    {
        final List<Row> all = rows.get(table);
        all.get(all.size() / 2).values()[table.indexOf(column)] = value;
    }

    private long changed(final Table table, final String column)
    {
        final List<Row> all = rows.get(table);
        return ((Number)all.get(all.size() / 2).get(column)).longValue();
    }

    private void remove(final Table table)
    {
        final List<Row> all = rows.get(table);
        all.remove(all.size() / 2);
    }

    private int find(final int templateId)
    {
        final EventView view = new EventView();
        for (int i = EVENTS / 2; i < events.size(); i++)
        {
            if (view.wrap(events.get(i).buffer(), 0).templateId() == templateId)
            {
                return i;
            }
        }
        throw new AssertionError("no event of template " + templateId);
    }

    /** A stream whose node computed something wrong, and chained it faithfully. */
    private void forge(final int index, final Consumer<UnsafeBuffer> change)
    {
        final EventStreamFixture forged = new EventStreamFixture();
        for (int i = 0; i < events.size(); i++)
        {
            final byte[] bytes = events.get(i).bytes().clone();
            if (i == index)
            {
                change.accept(new UnsafeBuffer(bytes));
            }
            forged.append(bytes);
        }
        use(forged.events());
    }

    @Test
    void shouldFindNothingWrongInASoundSystem()
    {
        expectOnly();
    }

    @Test
    void shouldFindAGapInTheStream()
    {
        otherNode.remove(100);
        final Set<String> broken = broken();
        assertTrue(broken.containsAll(Set.of("node 1 sequence", "node 1 chain", "nodes agree")), broken.toString());
    }

    @Test
    void shouldFindABrokenChain()
    {
        final SettlementEvent event = otherNode.get(100);
        final byte[] bytes = event.bytes().clone();
        bytes[60] ^= 1;
        otherNode.set(100,
            new SettlementEvent(event.eventSeq(), event.position(), event.chainHash(), event.chainId(), bytes));
        expectOnly("node 1 chain");
    }

    @Test
    void shouldFindNodesThatDiffer()
    {
        final EventStreamFixture other = new EventStreamFixture();
        for (int i = 0; i < events.size(); i++)
        {
            final byte[] bytes = events.get(i).bytes().clone();
            bytes[60] ^= (byte)(300 == i ? 1 : 0);
            other.append(bytes);
        }
        otherNode = other.events();
        expectOnly("nodes agree");
    }

    @Test
    void shouldFindMoneyFromNowhere()
    {
        forge(find(BalanceChangedDecoder.TEMPLATE_ID), (buffer) ->
        {
            final BalanceChangedDecoder before = new EventView().wrap(buffer, 0).balance();
            final BalanceChangedEncoder change = new BalanceChangedEncoder();
            change.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
            change.balance().available(before.balance().available() + 1);
        });
        final Set<String> broken = broken();
        assertTrue(broken.containsAll(Set.of("conservation", "balances recomputed")), broken.toString());
    }

    @Test
    void shouldFindASkippedVersion()
    {
        forge(find(OrderAcceptedDecoder.TEMPLATE_ID), (buffer) ->
        {
            final OrderAcceptedDecoder before = new EventView().wrap(buffer, 0).accepted();
            final OrderAcceptedEncoder order = new OrderAcceptedEncoder();
            order.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
            order.balance().version(before.balance().version() + 100);
        });
        assertTrue(broken().contains("versions"));
    }

    @Test
    void shouldFindAHoldThatNoOrderReserves()
    {
        forge(find(OrderClosedDecoder.TEMPLATE_ID), (buffer) ->
        {
            final OrderClosedDecoder before = new EventView().wrap(buffer, 0).closed();
            final io.lockstep.sbe.event.OrderClosedEncoder order = new io.lockstep.sbe.event.OrderClosedEncoder();
            order.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
            order.releasedAmount(before.releasedAmount() - 1);
            order.balance().available(before.balance().available() - 1).held(before.balance().held() + 1);
        });
        final Set<String> broken = broken();
        assertTrue(broken.contains("fills within orders"), broken.toString());
    }

    @Test
    void shouldFindAHeldAmountThatDiffersFromTheReservations()
    {
        forge(find(OrderAcceptedDecoder.TEMPLATE_ID), (buffer) ->
        {
            final OrderAcceptedDecoder before = new EventView().wrap(buffer, 0).accepted();
            final OrderAcceptedEncoder order = new OrderAcceptedEncoder();
            order.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
            order.balance().available(before.balance().available() - 1).held(before.balance().held() + 1);
        });
        assertTrue(broken().contains("held equals open reservations"));
    }

    @Test
    void shouldFindAWrongQuoteAmount()
    {
        forgeTrade((before, trade) -> trade.quoteAmount(before.quoteAmount() + 1));
        assertTrue(broken().contains("trade amounts"));
    }

    @Test
    void shouldFindAFillBeyondTheOrder()
    {
        forgeTrade((before, trade) -> trade.buyerCumQuantity(before.buyerCumQuantity() + 1));
        assertTrue(broken().contains("fills within orders"));
    }

    @Test
    void shouldFindALostReport()
    {
        forgeTrade((before, trade) -> trade.sellerAccountSeq(before.sellerAccountSeq() + 1));
        assertTrue(broken().contains("account sequences"));
    }

    private interface TradeChange
    {
        void apply(TradeDecoder before, TradeEncoder trade);
    }

    private void forgeTrade(final TradeChange change)
    {
        forge(find(TradeDecoder.TEMPLATE_ID), (buffer) ->
        {
            final TradeDecoder before = new EventView().wrap(buffer, 0).trade();
            final TradeEncoder trade = new TradeEncoder();
            trade.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
            change.apply(before, trade);
        });
    }

    @Test
    void shouldFindALostKafkaEvent()
    {
        outputs.remove(50);
        expectOnly("kafka engine.outputs");
    }

    @Test
    void shouldFindAMissingKafkaTail()
    {
        outputs.remove(outputs.size() - 1);
        expectOnly("kafka engine.outputs");
    }

    @Test
    void shouldFindAChangedKafkaEvent()
    {
        final SettlementEvent event = outputs.get(50);
        final byte[] bytes = event.bytes().clone();
        bytes[70] ^= 4;
        outputs.set(50,
            new SettlementEvent(event.eventSeq(), event.position(), event.chainHash(), event.chainId(), bytes));
        expectOnly("kafka engine.outputs");
    }

    @Test
    void shouldCountARepeatedKafkaEventAndGoOn()
    {
        outputs.add(51, outputs.get(50));
        expectOnly();
    }

    @Test
    void shouldFindALostBalanceEvent()
    {
        legs.remove(77);
        expectOnly("kafka balance.events");
    }

    @Test
    void shouldFindADoubledBalanceEvent()
    {
        legs.add(legs.get(77));
        expectOnly("kafka balance.events");
    }

    @Test
    void shouldFindAChangedBalanceEvent()
    {
        legs.get(77).put("avail_raw", "12345");
        expectOnly("kafka balance.events");
    }

    @Test
    void shouldFindABalanceEventWithAnotherReasonOrReference()
    {
        final Object before = legs.get(77).put("event_type", "adjustment");
        expectOnly("kafka balance.events");
        legs.get(77).put("event_type", before);
        legs.get(77).put("ref_id", "another");
        expectOnly("kafka balance.events");
    }

    @Test
    void shouldFindADecimalPointInTheWrongPlace()
    {
        legs.get(77).put("avail", new BigDecimal((String)legs.get(77).get("avail")).movePointLeft(1).toPlainString());
        expectOnly("kafka balance.events");
    }

    @Test
    void shouldFindALedgerRowWithAnotherReference()
    {
        change(Table.BALANCE_LEDGER, "ref_id", "another");
        expectOnly("cql balance_ledger");
    }

    @Test
    void shouldFindALostTrade()
    {
        remove(Table.SETTLED_TRADES);
        expectOnly("cql settled_trades");
    }

    @Test
    void shouldFindADoubledTrade()
    {
        rows.get(Table.SETTLED_TRADES).add(rows.get(Table.SETTLED_TRADES).get(3));
        expectOnly("cql settled_trades");
    }

    @Test
    void shouldFindAChangedAmountInEveryColumnOfATrade()
    {
        final List<Row> trades = rows.get(Table.SETTLED_TRADES);
        final Object[] values = trades.get(trades.size() / 2).values();
        for (final String column : Table.SETTLED_TRADES.columns())
        {
            if ("trade_date".equals(column))
            {
                continue;
            }
            final int index = Table.SETTLED_TRADES.indexOf(column);
            final Object before = values[index];
            values[index] = before instanceof Long number ? (Object)(number + 1) :
                before instanceof Integer number ? (Object)(number + 1) :
                before instanceof Instant time ? (Object)time.plusMillis(1) : "x";
            if ("output_sequence".equals(column))
            {
                assertTrue(broken().contains("cql settled_trades"), column);
            }
            else
            {
                expectOnly("cql settled_trades");
            }
            values[index] = before;
        }
    }

    @Test
    void shouldFindAPhantomTrade()
    {
        final Row trade = rows.get(Table.SETTLED_TRADES).get(0);
        final Object[] values = trade.values().clone();
        values[0] = 999_999_999L;
        rows.get(Table.SETTLED_TRADES).add(new Row(Table.SETTLED_TRADES, 0, values));
        expectOnly("cql settled_trades");
    }

    @Test
    void shouldFindALostSideOfATrade()
    {
        remove(Table.USER_TRADES);
        expectOnly("cql user_trades");
    }

    @Test
    void shouldFindAChangedFeeOfAUser()
    {
        change(Table.USER_TRADES, "fee", changed(Table.USER_TRADES, "fee") + 1);
        expectOnly("cql user_trades");
    }

    @Test
    void shouldFindAGapInTheLedger()
    {
        remove(Table.BALANCE_LEDGER);
        expectOnly("cql balance_ledger", "cql ledger continuous");
    }

    @Test
    void shouldFindAChangedLedgerRow()
    {
        change(Table.BALANCE_LEDGER, "delta_avail", changed(Table.BALANCE_LEDGER, "delta_avail") + 1);
        expectOnly("cql balance_ledger");
    }

    @Test
    void shouldFindAWrongBalance()
    {
        change(Table.BALANCES, "avail", changed(Table.BALANCES, "avail") - 1);
        expectOnly("cql balances");
    }

    @Test
    void shouldFindALostBalance()
    {
        remove(Table.BALANCES);
        expectOnly("cql balances");
    }

    @Test
    void shouldFindALostOrderReport()
    {
        remove(Table.ORDER_HISTORY);
        expectOnly("cql order_history");
    }

    @Test
    void shouldFindAnOrderWithTheWrongStatus()
    {
        change(Table.ORDERS, "status", "EXPIRED");
        expectOnly("cql orders");
    }

    @Test
    void shouldFindALostOrder()
    {
        remove(Table.ORDERS);
        expectOnly("cql orders");
    }

    @Test
    void shouldFindALostRawEvent()
    {
        remove(Table.EVENTS_RAW);
        expectOnly("cql events_raw");
    }

    @Test
    void shouldFindAChangedRawEvent()
    {
        change(Table.EVENTS_RAW, "event", java.nio.ByteBuffer.wrap(events.get(2).bytes()));
        expectOnly("cql events_raw");
    }

    @Test
    void shouldFindAStoreThatIsBehind()
    {
        change(Table.SETTLEMENT_PROGRESS, "event_seq", events.size() - 1L);
        expectOnly("cql settlement_progress");
    }

    @Test
    void shouldFindAStoreOfAnotherChain()
    {
        change(Table.SETTLEMENT_PROGRESS, "chain_id", "42");
        expectOnly("cql settlement_progress");
    }
}
