package io.lockstep.core.order;

import io.lockstep.core.book.Order;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.HashIndex;
import io.lockstep.core.types.Invariants;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.UBSCore;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.Arrays;

/**
 * Every order that can still be asked for: open ones by order id, and open and lately ended ones by the client's id,
 * which is unique per account among them.
 */
public final class OrderRegistry
{
    /** No ended order. */
    public static final int NONE = ClosedOrders.NONE;

    private static final int INITIAL_SLOTS = 1024;

    private final Long2ObjectHashMap<Order> openById = new Long2ObjectHashMap<>(INITIAL_SLOTS, 0.55f);
    private final HashIndex byClientOrderId = new HashIndex(4 * INITIAL_SLOTS);
    private final ClosedOrders closed = new ClosedOrders();
    private final RequestId scratchId = new RequestId();
    private final UBSCore ubs;
    private Order[] openSlots = new Order[INITIAL_SLOTS];
    private int[] freeSlots = new int[INITIAL_SLOTS];
    private int freeSlotCount;
    private int slotLimit;

    /**
     * @param ubs that knows the accounts.
     */
    public OrderRegistry(final UBSCore ubs)
    {
        this.ubs = ubs;
    }

    /**
     * @return number of open orders.
     */
    public int openCount()
    {
        return slotLimit - freeSlotCount;
    }

    /**
     * @return whether another order can be opened.
     */
    public boolean hasRoom()
    {
        return openCount() < ExchangeLimits.MAX_OPEN_ORDERS;
    }

    /**
     * @param orderId any value.
     * @return the open order, or null.
     */
    public Order open(final long orderId)
    {
        return openById.get(orderId);
    }

    /**
     * @param accountId     owner.
     * @param clientOrderId the client's id.
     * @return the open order, or null.
     */
    public Order open(final long accountId, final RequestId clientOrderId)
    {
        final int reference = find(accountId, clientOrderId);
        return reference > 0 ? openSlots[reference - 1] : null;
    }

    /**
     * Look an order up, open or ended.
     *
     * @param accountId     owner.
     * @param clientOrderId the client's id.
     * @param state         set when there is one.
     * @return whether there is one.
     */
    public boolean state(final long accountId, final RequestId clientOrderId, final OrderState state)
    {
        final int reference = find(accountId, clientOrderId);
        if (reference > 0)
        {
            state.set(openSlots[reference - 1]);
        }
        else if (reference < 0)
        {
            closed.copyTo(~reference, state);
        }
        return reference != 0;
    }

    /**
     * Look an order up, open or ended.
     *
     * @param accountIndex owner's place among accounts.
     * @param orderId      any value.
     * @param state        set when there is one.
     * @return whether the account has one with this id.
     */
    public boolean state(final int accountIndex, final long orderId, final OrderState state)
    {
        final Order order = openById.get(orderId);
        if (null != order && order.accountIndex() == accountIndex)
        {
            state.set(order);
            return true;
        }
        for (int record = closed.oldestOf(accountIndex); ClosedOrders.NONE != record;
            record = closed.nextOfAccount(record))
        {
            if (closed.orderId(record) == orderId)
            {
                closed.copyTo(record, state);
                return true;
            }
        }
        return false;
    }

    /** Slot + 1 of an open order, ~record of an ended one, 0 for none. */
    private int find(final long accountId, final RequestId id)
    {
        final long hash = id.hash(accountId);
        for (int slot = byClientOrderId.first(hash); HashIndex.MISSING != slot;
            slot = byClientOrderId.next(hash, slot))
        {
            final int reference = byClientOrderId.reference(slot);
            if (reference > 0 ? isOf(openSlots[reference - 1], accountId, id) : closed.isOf(~reference, accountId, id))
            {
                return reference;
            }
        }
        return 0;
    }

    private static boolean isOf(final Order order, final long accountId, final RequestId id)
    {
        return order.accountId() == accountId && order.clientOrderId().isSame(id);
    }

    /**
     * @param order that was just accepted; its ids are new.
     */
    public void add(final Order order)
    {
        final int slot = takeSlot();
        openSlots[slot] = order;
        order.registrySlot(slot);
        openById.put(order.orderId(), order);
        byClientOrderId.add(order.clientOrderId().hash(order.accountId()), slot + 1);
    }

    /**
     * An open order has ended: remember it as such, and forget the oldest where a bound is reached.
     *
     * @param order  that was open.
     * @param status FILLED, CANCELED or EXPIRED.
     * @param reason why.
     */
    public void close(final Order order, final OrderStatus status, final CloseReason reason)
    {
        final int slot = order.registrySlot();
        final long hash = order.clientOrderId().hash(order.accountId());
        openById.remove(order.orderId());
        byClientOrderId.remove(hash, slot + 1);
        openSlots[slot] = null;
        freeSlots[freeSlotCount++] = slot;
        remember(order, hash, status, reason);
    }

    /**
     * Remember an ended order that a snapshot holds; oldest first.
     *
     * @param order  that was never open here.
     * @param status FILLED, CANCELED or EXPIRED.
     * @param reason why.
     */
    public void restoreClosed(final Order order, final OrderStatus status, final CloseReason reason)
    {
        remember(order, order.clientOrderId().hash(order.accountId()), status, reason);
    }

    private void remember(final Order order, final long hash, final OrderStatus status, final CloseReason reason)
    {
        final int accountIndex = order.accountIndex();
        if (closed.isAccountFull(accountIndex))
        {
            forget(closed.oldestOf(accountIndex), accountIndex);
        }
        else if (closed.isFull())
        {
            final int oldest = closed.oldest();
            forget(oldest, ubs.account(closed.accountId(oldest)).accountIndex());
        }
        byClientOrderId.add(hash, ~closed.add(order, status, reason));
    }

    private void forget(final int record, final int accountIndex)
    {
        closed.copyId(record, scratchId);
        byClientOrderId.remove(scratchId.hash(closed.accountId(record)), ~record);
        closed.remove(record, accountIndex);
    }

    private int takeSlot()
    {
        if (freeSlotCount > 0)
        {
            return freeSlots[--freeSlotCount];
        }
        Invariants.require(slotLimit < ExchangeLimits.MAX_OPEN_ORDERS, "room for an order was checked");
        if (slotLimit == openSlots.length)
        {
            openSlots = Arrays.copyOf(openSlots, slotLimit * 2);
            freeSlots = Arrays.copyOf(freeSlots, slotLimit * 2);
        }
        return slotLimit++;
    }

    /**
     * @return the ended order that is remembered longest, or {@link #NONE}.
     */
    public int oldestClosed()
    {
        return closed.oldest();
    }

    /**
     * @param record of an ended order.
     * @return the next one to have ended, or {@link #NONE}.
     */
    public int newerClosed(final int record)
    {
        return closed.newer(record);
    }

    /**
     * @param record of an ended order.
     * @param state  set to it.
     */
    public void closedState(final int record, final OrderState state)
    {
        closed.copyTo(record, state);
    }
}
