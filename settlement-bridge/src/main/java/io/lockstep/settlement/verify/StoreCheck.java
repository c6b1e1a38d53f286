package io.lockstep.settlement.verify;

import io.lockstep.sbe.EventChain;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the CQL store holds against what the stream says, row by row, table by table. Fed by a reader of the tables,
 * or by a test. Single-threaded.
 */
public final class StoreCheck
{
    private final Check raw = new Check("cql events_raw");
    private final Check settled = new Check("cql settled_trades");
    private final Check userTrades = new Check("cql user_trades");
    private final Check ledgerRows = new Check("cql balance_ledger");
    private final Check continuity = new Check("cql ledger continuous");
    private final Check balances = new Check("cql balances");
    private final Check history = new Check("cql order_history");
    private final Check orders = new Check("cql orders");
    private final Check progress = new Check("cql settlement_progress");
    private final StreamCheck stream;
    private final EventModel model;
    private final long lastSeq;
    private final UnsafeBuffer buffer = new UnsafeBuffer();
    private final boolean[] rawSeen;
    private final Map<Ledger.Key, long[]> ledgerRowsByBalance = new HashMap<>();
    private long balancesSeen;
    private long ordersSeen;
    private long ahead;
    private long newestSeq;

    /**
     * @param stream that is the truth.
     * @param model  of it.
     */
    public StoreCheck(final StreamCheck stream, final EventModel model)
    {
        this.stream = stream;
        this.model = model;
        this.lastSeq = stream.size();
        this.rawSeen = new boolean[(int)lastSeq + 1];
    }

    /**
     * A row written by an event after the last one that was read from the cluster says nothing about the others.
     */
    private boolean isAhead(final long eventSeq)
    {
        newestSeq = Math.max(newestSeq, eventSeq);
        if (eventSeq > lastSeq)
        {
            ahead++;
            return true;
        }
        return false;
    }

    /**
     * @param row of events_raw.
     */
    public void onRaw(final Fields row)
    {
        final long eventSeq = row.number("event_seq");
        if (isAhead(eventSeq))
        {
            return;
        }
        final ByteBuffer bytes = row.get("event") instanceof ByteBuffer event ?
            event.duplicate() : ByteBuffer.allocate(0);
        buffer.wrap(bytes, bytes.position(), bytes.remaining());
        raw.require(eventSeq >= 1 && !rawSeen[(int)eventSeq] && isEvent(eventSeq, bytes.remaining()),
            () -> "event " + eventSeq + " has other bytes than in the stream");
        if (eventSeq >= 1)
        {
            rawSeen[(int)eventSeq] = true;
        }
    }

    private boolean isEvent(final long eventSeq, final int length)
    {
        if (length < EventChain.HASH_LENGTH)
        {
            return false;
        }
        final long previous = 1 == eventSeq ? stream.chainId() : stream.hash(eventSeq - 1);
        final long computed = EventChain.next(previous, buffer, 0, length);
        return computed == stream.hash(eventSeq) &&
            computed == buffer.getLong(length - EventChain.HASH_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param row of settled_trades.
     */
    public void onSettledTrade(final Fields row)
    {
        if (!isAhead(row.number("output_sequence")))
        {
            final TradeFact trade = model.trades().get(row.number("trade_id"));
            final String difference = null == trade ?
                "trade " + row.number("trade_id") + " is not in the stream" : trade.settled(row);
            settled.require(null == difference, () -> difference);
        }
    }

    /**
     * @param row of user_trades.
     */
    public void onUserTrade(final Fields row)
    {
        if (!isAhead(row.number("output_sequence")))
        {
            final TradeFact trade = model.trades().get(row.number("trade_id"));
            final String difference = null == trade ?
                "trade " + row.number("trade_id") + " is not in the stream" : trade.user(row);
            userTrades.require(null == difference, () -> difference);
        }
    }

    /**
     * @param row of balance_ledger.
     */
    public void onLedger(final Fields row)
    {
        final long eventSeq = row.number("event_seq");
        if (isAhead(eventSeq))
        {
            return;
        }
        final long leg = row.number("leg");
        final long digest = LegFacts.digest(eventSeq, leg, row.number("user_id"), row.number("asset_id"),
            row.number("delta_avail"), row.number("delta_frozen"), row.number("avail"), row.number("frozen"),
            row.number("version"), row.text("event_type").hashCode(), row.text("ref_id").hashCode());
        final LegFacts.Match match = model.ledger().legs().mark(eventSeq, leg, digest, LegFacts.LEDGER);
        ledgerRows.require(LegFacts.Match.FOUND == match, () -> "event " + eventSeq + " leg " + leg + " " + match);
        final long[] versions = ledgerRowsByBalance.computeIfAbsent(
            new Ledger.Key(row.number("user_id"), (int)row.number("asset_id")), (key) -> new long[2]);
        versions[0]++;
        versions[1] = Math.max(versions[1], row.number("version"));
    }

    /**
     * @param row of balances.
     */
    public void onBalance(final Fields row)
    {
        final Ledger.Key key = new Ledger.Key(row.number("user_id"), (int)row.number("asset_id"));
        balancesSeen++;
        if (isAhead(row.number("event_seq")))
        {
            return;
        }
        final long[] expected = model.ledger().current().get(key);
        balances.require(null != expected && expected[0] == row.number("avail") &&
            expected[1] == row.number("frozen") && expected[2] == row.number("version"),
            () -> "account " + key.accountId() + " asset " + key.assetId() + " has " + row.number("avail") + "+" +
            row.number("frozen") + (null == expected ? ", unknown" : ", computed " + expected[0] + "+" + expected[1]));
    }

    /**
     * @param row of order_history.
     */
    public void onHistory(final Fields row)
    {
        if (!isAhead(row.number("event_seq")))
        {
            model.orders().history(row, history);
        }
    }

    /**
     * @param row of orders.
     */
    public void onOrder(final Fields row)
    {
        final long orderId = row.number("order_id");
        ordersSeen++;
        if (isAhead(row.number("event_seq")))
        {
            return;
        }
        final OrderBookkeeping.OrderState state = model.orders().orders().get(orderId);
        orders.require(null != state && state.status.name().equals(row.text("status")) &&
            state.accountId == row.number("user_id") && state.cumQuantity == row.number("cum_quantity") &&
            state.cumQuoteAmount == row.number("cum_quote_amount"),
            () -> "order " + orderId + " is " + row.text("status") + " with " + row.number("cum_quantity") +
            (null == state ? ", unknown" : ", computed " + state.status + " with " + state.cumQuantity));
    }

    /**
     * @param row of settlement_progress.
     */
    public void onProgress(final Fields row)
    {
        final long eventSeq = row.number("event_seq");
        if (isAhead(eventSeq))
        {
            progress.looked();
            return;
        }
        progress.require(eventSeq == lastSeq, () -> "stands at event " + eventSeq + ", the stream at " + lastSeq);
        progress.require(eventSeq < 1 || Long.toUnsignedString(stream.hash(eventSeq)).equals(row.text("chain_hash")),
            () -> "has another hash for event " + eventSeq);
        progress.require(Long.toUnsignedString(stream.chainId()).equals(row.text("chain_id")),
            () -> "belongs to chain " + row.text("chain_id"));
    }

    /**
     * After the last row.
     *
     * @return the checks.
     */
    public List<Check> finish()
    {
        for (int eventSeq = 1; eventSeq <= lastSeq; eventSeq++)
        {
            if (!rawSeen[eventSeq])
            {
                raw.fail("event " + eventSeq + " is missing");
            }
        }
        for (final TradeFact trade : model.trades().values())
        {
            if (1 != trade.settledRows())
            {
                settled.fail("trade of event " + trade.eventSeq() + " has " + trade.settledRows() + " rows");
            }
            if (1 != trade.buyerRows() || 1 != trade.sellerRows())
            {
                userTrades.fail("trade of event " + trade.eventSeq() + " has " + trade.buyerRows() +
                    " buyer rows and " + trade.sellerRows() + " seller rows");
            }
        }
        model.ledger().legs().requireAll(LegFacts.LEDGER, ledgerRows);
        ledgerRowsByBalance.forEach((key, versions) -> continuity.require(versions[0] == versions[1],
            () -> "account " + key.accountId() + " asset " + key.assetId() + " has " + versions[0] +
            " rows up to version " + versions[1]));
        balances.require(balancesSeen >= model.ledger().current().size(),
            () -> balancesSeen + " rows for " + model.ledger().current().size() + " balances");
        orders.require(ordersSeen >= model.orders().orders().size(),
            () -> ordersSeen + " rows for " + model.orders().orders().size() + " orders");
        history.require(0 == model.orders().historyLeft(),
            () -> model.orders().historyLeft() + " rows are missing");
        progress.require(progress.count() > 0, () -> "row is missing");
        raw.note(ahead + " rows newer than what was read from the cluster");
        return List.of(raw, settled, userTrades, ledgerRows, continuity, balances, history, orders, progress);
    }

    /**
     * @return highest event sequence seen.
     */
    public long newestSeq()
    {
        return newestSeq;
    }
}
