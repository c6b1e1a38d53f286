package io.lockstep.deploy.demo;

import io.lockstep.deploy.parts.Json;
import io.lockstep.deploy.demo.Stores.Event;
import io.lockstep.sbe.event.TradeDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What arrived in Kafka and in the database, against the engine's own events. Used from one thread.
 */
final class StoreSteps
{
    private static final String KEYSPACE = "trading";

    private final World world;
    private final Checks checks;

    StoreSteps(final World world)
    {
        this.world = world;
        this.checks = world.checks();
    }

    /**
     * Everything that must be true of the stores after so many trades.
     *
     * @param tradeCount that there were so far.
     */
    void check(final int tradeCount)
    {
        world.awaitStores();
        try (Stores stores = new Stores(world.instance()))
        {
            final List<Event> events = stores.topic("engine.outputs");
            checkSequence(events);
            checkTrades(stores, Stores.trades(events), tradeCount);
            checkOrders(stores);
            checkLedger(stores);
            checkBalanceEvents(stores);
        }
    }

    private void checkSequence(final List<Event> events)
    {
        final long head = world.eventSeq();
        long expected = 1;
        for (final Event event : events)
        {
            if (event.number("eventSeq") != expected)
            {
                checks.that("engine.outputs holds every event once, in order", false,
                    "expected " + expected + ", found " + event.number("eventSeq"));
                return;
            }
            expected++;
        }
        checks.that("engine.outputs holds events 1 to " + (expected - 1) + " once each, in order", expected - 1 >= head,
            "the engine is at " + head);
    }

    private void checkTrades(final Stores stores, final List<TradeDecoder> trades, final int tradeCount)
    {
        checks.equal("trades among the engine's events", tradeCount, trades.size());
        final List<Map<String, Object>> rows = stores.rows("SELECT * FROM " + KEYSPACE + ".settled_trades");
        checks.equal("rows in settled_trades", tradeCount, rows.size());
        for (final TradeDecoder trade : trades)
        {
            final Map<String, Object> row = rows.stream()
                .filter((each) -> each.get("trade_id").equals(trade.tradeId())).findFirst().orElse(Map.of());
            final Map<String, Object> wanted = TradeRow.of(trade);
            final StringBuilder different = new StringBuilder();
            wanted.forEach((column, value) ->
            {
                if (!value.equals(row.get(column)))
                {
                    different.append(column).append(": ").append(value).append(" in the engine, ")
                        .append(row.get(column)).append(" in the database; ");
                }
            });
            checks.that("row of trade " + trade.tradeId() + " equals the engine's trade in all " + wanted.size() +
                " fields", different.isEmpty(), different.toString());
        }
        checks.equal("rows in user_trades", 2 * tradeCount,
            stores.rows("SELECT trade_id FROM " + KEYSPACE + ".user_trades").size());
    }

    private void checkOrders(final Stores stores)
    {
        final Map<Object, Object> statusById = new TreeMap<>();
        stores.rows("SELECT order_id, client_order_id, status FROM " + KEYSPACE + ".orders")
            .forEach((row) -> statusById.put(row.get("client_order_id"), row.get("status")));
        checks.equal("sell-1 in orders", "FILLED", statusById.get("sell-1"));
        checks.equal("buy-1 in orders", "FILLED", statusById.get("buy-1"));
    }

    private void checkLedger(final Stores stores)
    {
        final Map<String, TreeMap<Long, Map<String, Object>>> ledgers = new TreeMap<>();
        for (final Map<String, Object> row : stores.rows("SELECT * FROM " + KEYSPACE + ".balance_ledger"))
        {
            final String ledger = row.get("user_id") + "/" + row.get("asset_id");
            ledgers.computeIfAbsent(ledger, (key) -> new TreeMap<>()).put((Long)row.get("version"), row);
        }
        final StringBuilder breaks = new StringBuilder();
        ledgers.forEach((name, ledger) ->
        {
            long version = 0;
            long available = 0;
            long held = 0;
            for (final Map<String, Object> row : ledger.values())
            {
                version++;
                available += (Long)row.get("delta_avail");
                held += (Long)row.get("delta_frozen");
                final boolean continues = (Long)row.get("version") == version &&
                    (Long)row.get("avail") == available && (Long)row.get("frozen") == held;
                if (!continues)
                {
                    breaks.append(name).append(" breaks at version ").append(row.get("version")).append("; ");
                    return;
                }
            }
        });
        checks.that("the ledgers of " + ledgers.size() + " balances are continuous and add up", breaks.isEmpty() &&
            !ledgers.isEmpty(), breaks.toString());
        for (final Map<String, Object> row : stores.rows("SELECT * FROM " + KEYSPACE + ".balances"))
        {
            final TreeMap<Long, Map<String, Object>> ledger =
                ledgers.getOrDefault(row.get("user_id") + "/" + row.get("asset_id"), new TreeMap<>());
            final boolean same = !ledger.isEmpty() && ledger.lastKey().equals(row.get("version")) &&
                ledger.lastEntry().getValue().get("avail").equals(row.get("avail")) &&
                ledger.lastEntry().getValue().get("frozen").equals(row.get("frozen"));
            checks.that("balance of " + row.get("user_id") + " in asset " + row.get("asset_id") +
                " is the last of its ledger", same, row.toString());
        }
    }

    private void checkBalanceEvents(final Stores stores)
    {
        final Set<String> seen = new HashSet<>();
        int doubled = 0;
        for (final Event event : stores.topic("balance.events"))
        {
            final Map<String, Object> fields =
                Json.asObject(Json.parse(new String(event.value(), StandardCharsets.UTF_8)));
            if (!seen.add(fields.get("event_seq") + "/" + fields.get("leg")))
            {
                doubled++;
            }
        }
        final int rows = stores.rows("SELECT version FROM " + KEYSPACE + ".balance_ledger").size();
        checks.equal("records in balance.events that come twice", 0, doubled);
        checks.equal("records in balance.events, against ledger rows", rows, seen.size());
    }
}
