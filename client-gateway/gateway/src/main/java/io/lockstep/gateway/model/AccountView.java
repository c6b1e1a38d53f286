package io.lockstep.gateway.model;

import io.lockstep.sbe.common.AccountStatus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One account: balances, open orders, the last closed ones and the last trades. Mutable; only the read model's thread
 * touches it.
 */
public final class AccountView
{
    private final long accountId;
    private final Map<Integer, BalanceView> balances = new TreeMap<>();
    private final TreeMap<Long, OrderView> orders = new TreeMap<>();
    private final TreeMap<Long, OrderView> openOrders = new TreeMap<>();
    private final Map<String, OrderView> byClientOrderId = new HashMap<>();
    private final Deque<OrderView> closedOrders = new ArrayDeque<>();
    private final Deque<AccountTrade> trades = new ArrayDeque<>();
    private AccountStatus status = AccountStatus.ACTIVE;
    private long updateTimeNs;

    AccountView(final long accountId)
    {
        this.accountId = accountId;
    }

    /**
     * Whose this is.
     *
     * @return the account id.
     */
    public long accountId()
    {
        return accountId;
    }

    /**
     * Whether it may trade.
     *
     * @return the status.
     */
    public AccountStatus status()
    {
        return status;
    }

    /**
     * When a balance last changed.
     *
     * @return nanoseconds since the epoch; 0 for never.
     */
    public long updateTimeNs()
    {
        return updateTimeNs;
    }

    /**
     * All balances that ever changed.
     *
     * @return them by asset id.
     */
    public Collection<BalanceView> balances()
    {
        return Collections.unmodifiableCollection(balances.values());
    }

    /**
     * One balance.
     *
     * @param assetId of the asset.
     * @return the balance, zero when it never changed.
     */
    public BalanceView balance(final int assetId)
    {
        return balances.getOrDefault(assetId, new BalanceView(assetId, 0, 0, 0));
    }

    /**
     * Find an order, open or closed lately.
     *
     * @param orderId of it.
     * @return the order, or null.
     */
    public OrderState order(final long orderId)
    {
        return orders.get(orderId);
    }

    /**
     * Find an order, open or closed lately; with several that had the id, the last.
     *
     * @param clientOrderId of it.
     * @return the order, or null.
     */
    public OrderState order(final String clientOrderId)
    {
        return byClientOrderId.get(clientOrderId);
    }

    /**
     * Whether an order is open.
     *
     * @param orderId of it.
     * @return true if so.
     */
    public boolean isOpen(final long orderId)
    {
        return openOrders.containsKey(orderId);
    }

    /**
     * Open orders.
     *
     * @param filter which.
     * @return them by id.
     */
    public List<OrderState> openOrders(final Predicate<OrderState> filter)
    {
        final List<OrderState> found = new ArrayList<>();
        openOrders.values().stream().filter(filter).forEach(found::add);
        return found;
    }

    /**
     * Orders, open or closed lately.
     *
     * @param fromOrderId lowest id; then the lowest are returned, else the highest when this is 0.
     * @param limit       orders at most.
     * @param filter      which.
     * @return them by id.
     */
    public List<OrderState> orders(final long fromOrderId, final int limit, final Predicate<OrderState> filter)
    {
        final List<OrderState> found = new ArrayList<>();
        final boolean fromStart = fromOrderId > 0;
        (fromStart ? orders.tailMap(fromOrderId) : orders.descendingMap()).values().stream()
            .filter(filter).limit(limit).forEach(found::add);
        if (!fromStart)
        {
            Collections.reverse(found);
        }
        return found;
    }

    /**
     * Last trades.
     *
     * @param fromTradeId lowest id; then the lowest are returned, else the highest when this is 0.
     * @param limit       trades at most.
     * @param filter      which.
     * @return them, oldest first.
     */
    public List<AccountTrade> trades(
        final long fromTradeId, final int limit, final Predicate<AccountTrade> filter)
    {
        final List<AccountTrade> found = new ArrayList<>();
        if (fromTradeId > 0)
        {
            trades.stream().filter((trade) -> trade.trade().tradeId() >= fromTradeId).filter(filter).limit(limit)
                .forEach(found::add);
            return found;
        }
        final java.util.Iterator<AccountTrade> newestFirst = trades.descendingIterator();
        while (newestFirst.hasNext() && found.size() < limit)
        {
            final AccountTrade trade = newestFirst.next();
            if (filter.test(trade))
            {
                found.add(trade);
            }
        }
        Collections.reverse(found);
        return found;
    }

    void status(final AccountStatus status)
    {
        this.status = status;
    }

    /** A leg with a version that is not newer is no leg, and is left out. Returns versions missed in between. */
    long leg(final int assetId, final long available, final long held, final long version, final long timeNs)
    {
        final long previous = balance(assetId).version();
        if (version <= previous)
        {
            return 0;
        }
        balances.put(assetId, new BalanceView(assetId, available, held, version));
        updateTimeNs = timeNs;
        return version - previous - 1;
    }

    void add(final OrderView order)
    {
        orders.put(order.orderId(), order);
        openOrders.put(order.orderId(), order);
        byClientOrderId.put(order.clientOrderId(), order);
    }

    /** An order has ended; returns the closed order that made room for it, or null. */
    OrderView close(final OrderView order, final int maxClosedOrders)
    {
        if (null == openOrders.remove(order.orderId()))
        {
            return null;
        }
        closedOrders.addLast(order);
        if (closedOrders.size() <= maxClosedOrders)
        {
            return null;
        }
        final OrderView oldest = closedOrders.removeFirst();
        orders.remove(oldest.orderId());
        byClientOrderId.remove(oldest.clientOrderId(), oldest);
        return oldest;
    }

    void add(final AccountTrade trade, final int maxTrades)
    {
        if (trades.size() == maxTrades)
        {
            trades.removeFirst();
        }
        trades.addLast(trade);
    }
}
