package io.lockstep.client;

import org.agrona.collections.Long2LongHashMap;

import java.util.Arrays;

/**
 * How far an account's orders have gone on past its oldest one that is not answered. The exchange recognises a repeated
 * order among the account's open ones and a bounded number of those that closed last; sent again after more than that
 * were closed, it would be a new order. So an account whose oldest unanswered command is a window's length back has to
 * wait for it. Indexed by the slots of {@link PendingCommands}; O(1) and allocation free. Single-threaded.
 */
final class OrderWindows
{
    private static final int NULL_INDEX = -1;

    private final int windowLength;
    private final Long2LongHashMap indexByAccountId;
    private final long[] accountIds;
    private final long[] nextSeqs;
    private final int[] heads;
    private final int[] tails;
    private final int[] nextFrees;
    private final int[] accountIndices;
    private final long[] seqs;
    private final int[] nexts;
    private final int[] previouses;
    private int freeHead;

    OrderWindows(final int slots, final int windowLength)
    {
        this.windowLength = windowLength;
        indexByAccountId = new Long2LongHashMap(2 * slots, 0.65f, NULL_INDEX);
        accountIds = new long[slots];
        nextSeqs = new long[slots];
        heads = new int[slots];
        tails = new int[slots];
        nextFrees = new int[slots];
        accountIndices = new int[slots];
        seqs = new long[slots];
        nexts = new int[slots];
        previouses = new int[slots];
        Arrays.fill(accountIndices, NULL_INDEX);
        for (int i = 0; i < slots; i++)
        {
            nextFrees[i] = i + 1 < slots ? i + 1 : NULL_INDEX;
        }
    }

    /** Must this account wait for its oldest command? */
    boolean isFull(final long accountId)
    {
        final int index = (int)indexByAccountId.get(accountId);
        return NULL_INDEX != index && nextSeqs[index] - seqs[heads[index]] >= windowLength;
    }

    /** A command of the account that may close an order was sent from a slot. */
    void add(final int slot, final long accountId)
    {
        int index = (int)indexByAccountId.get(accountId);
        if (NULL_INDEX == index)
        {
            index = freeHead;
            freeHead = nextFrees[index];
            indexByAccountId.put(accountId, index);
            accountIds[index] = accountId;
            nextSeqs[index] = 0;
            heads[index] = slot;
            previouses[slot] = NULL_INDEX;
        }
        else
        {
            nexts[tails[index]] = slot;
            previouses[slot] = tails[index];
        }
        tails[index] = slot;
        nexts[slot] = NULL_INDEX;
        seqs[slot] = nextSeqs[index]++;
        accountIndices[slot] = index;
    }

    /** The slot is free again; nothing happens when it held no such command. */
    void remove(final int slot)
    {
        final int index = accountIndices[slot];
        if (NULL_INDEX == index)
        {
            return;
        }
        accountIndices[slot] = NULL_INDEX;
        final int next = nexts[slot];
        final int previous = previouses[slot];
        if (NULL_INDEX == previous)
        {
            heads[index] = next;
        }
        else
        {
            nexts[previous] = next;
        }
        if (NULL_INDEX == next)
        {
            tails[index] = previous;
        }
        else
        {
            previouses[next] = previous;
        }
        if (NULL_INDEX == heads[index])
        {
            indexByAccountId.remove(accountIds[index]);
            nextFrees[index] = freeHead;
            freeHead = index;
        }
    }
}
