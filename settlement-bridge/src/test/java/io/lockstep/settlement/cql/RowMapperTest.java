package io.lockstep.settlement.cql;

import io.lockstep.sbe.common.Side;
import io.lockstep.settlement.EventStreamFixture;
import io.lockstep.settlement.SettlementEvent;
import io.lockstep.settlement.TestConfiguration;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RowMapperTest
{
    private final EventStreamFixture stream = new EventStreamFixture().begin().account(1001).account(1002)
        .transfer(1001, EventStreamFixture.BTC, 1_000_000_000_000L, "deposit-1")
        .transfer(1002, EventStreamFixture.USDT, 10_000_000_000_000L, "deposit-2");

    private static List<Row> map(final List<SettlementEvent> events)
    {
        return List.copyOf(new RowMapper().map(events));
    }

    private static List<Row> of(final List<Row> rows, final Table table)
    {
        return rows.stream().filter((row) -> row.table() == table).toList();
    }

    @Test
    void shouldNameTheColumnsOfTheSchemaInItsOrder()
    {
        final List<String> statements = CqlSchema.statements(TestConfiguration.with());
        for (final Table table : Table.values())
        {
            final String definition = statements.stream()
                .filter((text) -> text.startsWith("CREATE TABLE IF NOT EXISTS trading." + table.cqlName() + " ("))
                .findFirst().orElseThrow();
            final List<String> columns = definition.lines().map(String::strip)
                .filter((line) -> line.matches("[a-z_]+ [a-z]+( PRIMARY KEY)?,?"))
                .map((line) -> line.replace(" PRIMARY KEY", "").replace(",", "").replace(' ', ':')).toList();
            final List<String> expected = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++)
            {
                expected.add(table.columns().get(i) + ":" + table.types().get(i));
            }
            assertEquals(expected, columns, table.cqlName());
            final String key = table.columns().stream().limit(table.partitionKeyColumns())
                .collect(Collectors.joining(", "));
            assertTrue(definition.contains("PRIMARY KEY ((" + key + ")") ||
                definition.contains(key + " " + table.types().get(0) + " PRIMARY KEY"), table.cqlName());
        }
    }

    @Test
    void shouldSetTheKeyspaceItsReplicationAndItsOptions()
    {
        final String statement = CqlSchema.statements(TestConfiguration.with(
            "cql.keyspace", "other", "cql.keyspace.options", "AND tablets={'enabled':false}")).get(0);
        assertEquals("CREATE KEYSPACE IF NOT EXISTS other WITH replication = " +
            "{'class':'SimpleStrategy','replication_factor':1} AND tablets={'enabled':false}", statement);
    }

    @Test
    void shouldWriteOneTradeWithBothSidesAndSixLegs()
    {
        final long sell = stream.order(1001, Side.SELL, 5_000_000, 10_000);
        final long buy = stream.order(1002, Side.BUY, 5_000_100, 10_000);
        stream.trade(buy, sell, 5_000_000, 10_000, Side.BUY);
        final List<Row> rows = map(stream.events());

        final List<Row> trades = of(rows, Table.SETTLED_TRADES);
        assertEquals(1, trades.size());
        final Row trade = trades.get(0);
        assertEquals(1L, trade.get("trade_id"));
        assertEquals((long)stream.events().size(), trade.get("output_sequence"));
        assertEquals(1002L, trade.get("buyer_user_id"));
        assertEquals(1001L, trade.get("seller_user_id"));
        assertEquals(50_000_000_000L, trade.get("quote_amount"));
        assertEquals(1_000_000L, trade.get("base_amount"));
        assertEquals(1_000_000L, trade.get("buyer_refund"));
        assertEquals(2_000L, trade.get("buyer_fee"));
        assertEquals(50_000_000L, trade.get("seller_fee"));
        assertEquals("BUY", trade.get("taker_side"));
        assertEquals(20251209, trade.get("trade_date"));
        assertNull(Arrays.stream(trade.values()).filter((value) -> null == value).findFirst().orElse(null));

        assertEquals(List.of(0, 1), of(rows, Table.USER_TRADES).stream().map((row) -> row.get("role")).toList());
        assertEquals(List.of(false, true),
            of(rows, Table.USER_TRADES).stream().map((row) -> row.get("is_maker")).toList());
        assertEquals(List.of("FILLED", "FILLED"),
            of(rows, Table.ORDERS).stream().map((row) -> row.get("status")).toList());
        assertEquals(List.of("ACCEPTED", "ACCEPTED", "TRADE", "TRADE"),
            of(rows, Table.ORDER_HISTORY).stream().map((row) -> row.get("event_type")).toList());
        assertEquals(
            List.of("deposit", "deposit", "lock", "lock", "trade_debit", "trade_credit", "trade_debit", "trade_credit",
            "trade_fee", "trade_fee"),
            of(rows, Table.BALANCE_LEDGER).stream().map((row) -> row.get("event_type")).toList());
    }

    @Test
    void shouldWriteTheSameRowsHoweverTheEventsAreCutIntoBatches()
    {
        final List<SettlementEvent> events = EventStreamFixture.random(9, 400).events();
        final List<String> together = contents(map(events));
        final List<Row> apart = new ArrayList<>();
        events.forEach((event) -> apart.addAll(map(List.of(event))));
        assertEquals(together, contents(apart));
    }

    /** What the tables hold after the rows: by key, the cell with the highest timestamp wins. */
    private static List<String> contents(final List<Row> rows)
    {
        final java.util.TreeMap<String, String> cells = new java.util.TreeMap<>();
        final java.util.Map<String, Long> timestamps = new java.util.HashMap<>();
        for (final Row row : rows)
        {
            final int clustering = Table.ORDERS == row.table() ? 0 : row.table().partitionKeyColumns();
            final String key = row.table() + " " + row.partition() + " " + row.values()[clustering];
            for (int i = 0; i < row.values().length; i++)
            {
                final String cell = key + " " + row.table().columns().get(i);
                if (null != row.values()[i] && row.timestampMicros() >= timestamps.getOrDefault(cell, 0L))
                {
                    timestamps.put(cell, row.timestampMicros());
                    cells.put(cell, row.values()[i].toString());
                }
            }
        }
        return cells.entrySet().stream().map(Object::toString).toList();
    }

    @Test
    void shouldTakeTimestampsFromTheEvents()
    {
        final List<Row> rows = map(stream.events());
        for (final Row row : rows)
        {
            if (Table.BALANCES == row.table() || Table.ORDERS == row.table())
            {
                assertEquals(RowMapper.MUTABLE_BASE_MICROS + (Long)row.get("event_seq"), row.timestampMicros());
            }
            else
            {
                assertTrue(row.timestampMicros() > 1_765_315_724_848_000L &&
                    row.timestampMicros() < 1_765_315_725_848_000L, row.toString());
            }
        }
        assertTrue(RowMapper.MUTABLE_BASE_MICROS < Instant.now().toEpochMilli() * 1000);
    }

    @Test
    void shouldKeepPartitionsBounded()
    {
        assertEquals(100_000, RowMapper.ROWS_PER_BUCKET);
        final Row raw = of(map(stream.events()), Table.EVENTS_RAW).get(0);
        assertEquals(0L, raw.get("bucket"));
    }
}
