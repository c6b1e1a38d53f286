package io.lockstep.client;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/**
 * Commands that wait for their answer, encoded as they were sent, in the order they were first sent. A table of fixed
 * slots with a doubly linked list through it: adding, finding and removing cost O(1), at any place, and allocate
 * nothing. Single-threaded.
 */
final class PendingCommands
{
    /** No slot. */
    static final int NULL_SLOT = -1;
    /** The longest command, CreateInstrument, fits. */
    static final int SLOT_LENGTH = 256;

    private final int capacity;
    private final UnsafeBuffer commands;
    private final long[] correlationIds;
    private final long[] firstSentNs;
    private final long[] resendAtNs;
    private final int[] sendCounts;
    private final int[] templateIds;
    private final int[] lengths;
    private final int[] nexts;
    private final int[] previouses;
    private final Long2LongHashMap slotByCorrelationId;
    private final OrderWindows orderWindows;
    private int freeHead;
    private int head = NULL_SLOT;
    private int tail = NULL_SLOT;
    private int resendCursor = NULL_SLOT;
    private int size;

    PendingCommands(final int capacity, final int orderWindow)
    {
        this.capacity = capacity;
        // One slot more than may be pending, so that there is always one to encode into.
        final int slots = capacity + 1;
        commands = new UnsafeBuffer(new byte[slots * SLOT_LENGTH]);
        correlationIds = new long[slots];
        firstSentNs = new long[slots];
        resendAtNs = new long[slots];
        sendCounts = new int[slots];
        templateIds = new int[slots];
        lengths = new int[slots];
        nexts = new int[slots];
        previouses = new int[slots];
        orderWindows = new OrderWindows(slots, orderWindow);
        slotByCorrelationId = new Long2LongHashMap(2 * slots, 0.65f, NULL_SLOT);
        for (int i = 0; i < slots; i++)
        {
            nexts[i] = i + 1 < slots ? i + 1 : NULL_SLOT;
        }
        Arrays.fill(previouses, NULL_SLOT);
    }

    int size()
    {
        return size;
    }

    boolean isFull()
    {
        return size == capacity;
    }

    /** Must orders of this account wait, because its oldest one could not safely be sent again after one more? */
    boolean isOrderWindowFull(final long accountId)
    {
        return orderWindows.isFull(accountId);
    }

    UnsafeBuffer buffer()
    {
        return commands;
    }

    /** The slot that the next {@link #add} will take; encode into it at its {@link #offset}. */
    int freeSlot()
    {
        return freeHead;
    }

    int offset(final int slot)
    {
        return slot * SLOT_LENGTH;
    }

    /**
     * A command was sent from the free slot.
     *
     * @param orderAccountId whose order it may close, or 0.
     */
    void add(
        final long correlationId,
        final int templateId,
        final long orderAccountId,
        final int length,
        final long nowNs,
        final long resendIntervalNs)
    {
        final int slot = freeHead;
        freeHead = nexts[slot];

        correlationIds[slot] = correlationId;
        templateIds[slot] = templateId;
        lengths[slot] = length;
        firstSentNs[slot] = nowNs;
        resendAtNs[slot] = nowNs + resendIntervalNs;
        sendCounts[slot] = 1;

        nexts[slot] = NULL_SLOT;
        previouses[slot] = tail;
        if (NULL_SLOT == tail)
        {
            head = slot;
        }
        else
        {
            nexts[tail] = slot;
        }
        tail = slot;
        slotByCorrelationId.put(correlationId, slot);
        if (0 != orderAccountId)
        {
            orderWindows.add(slot, orderAccountId);
        }
        size++;
    }

    int find(final long correlationId)
    {
        return (int)slotByCorrelationId.get(correlationId);
    }

    void remove(final int slot)
    {
        final int next = nexts[slot];
        final int previous = previouses[slot];
        if (slot == resendCursor)
        {
            resendCursor = next;
        }
        if (NULL_SLOT == previous)
        {
            head = next;
        }
        else
        {
            nexts[previous] = next;
        }
        if (NULL_SLOT == next)
        {
            tail = previous;
        }
        else
        {
            previouses[next] = previous;
        }
        slotByCorrelationId.remove(correlationIds[slot]);
        orderWindows.remove(slot);
        nexts[slot] = freeHead;
        freeHead = slot;
        size--;
    }

    /** The oldest by first sending. */
    int head()
    {
        return head;
    }

    int next(final int slot)
    {
        return nexts[slot];
    }

    long correlationId(final int slot)
    {
        return correlationIds[slot];
    }

    int templateId(final int slot)
    {
        return templateIds[slot];
    }

    int sendCount(final int slot)
    {
        return sendCounts[slot];
    }

    int length(final int slot)
    {
        return lengths[slot];
    }

    long firstSentNs(final int slot)
    {
        return firstSentNs[slot];
    }

    long resendAtNs(final int slot)
    {
        return resendAtNs[slot];
    }

    /** Sent again: the wait before the next time doubles, up to eightfold. */
    void onResent(final int slot, final long nowNs, final long resendIntervalNs)
    {
        resendAtNs[slot] = nowNs + (resendIntervalNs << Math.min(sendCounts[slot], 3));
        sendCounts[slot]++;
    }

    /** Start to send everything again from the oldest on. */
    void resendAll()
    {
        resendCursor = head;
    }

    /** The next to be sent again, or {@link #NULL_SLOT}; it keeps its place when others are answered. */
    int resendCursor()
    {
        return resendCursor;
    }

    void advanceResendCursor()
    {
        resendCursor = nexts[resendCursor];
    }
}
