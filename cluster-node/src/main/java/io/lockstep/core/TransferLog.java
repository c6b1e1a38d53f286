package io.lockstep.core;

import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.HashIndex;
import io.lockstep.core.types.Invariants;
import io.lockstep.core.types.RequestId;

/**
 * Money commands that were applied in the last seven days of cluster time, by account and transfer id, so that a
 * repeat is answered and not applied. A ring in order of time: the oldest is forgotten when its time is up, never for
 * lack of room.
 */
final class TransferLog
{
    static final int NONE = -1;

    private static final int LONGS_PER_RECORD = 10;
    private static final int ACCOUNT_ID = 0;
    private static final int APPLIED_TIME_NS = 1;
    private static final int FINGERPRINT = 2;
    private static final int AVAILABLE = 3;
    private static final int HELD = 4;
    private static final int ID_WORD_0 = 5;
    private static final int INITIAL_CAPACITY = 1024;

    private final HashIndex byTransferId = new HashIndex(4 * INITIAL_CAPACITY);
    private final RequestId scratchId = new RequestId();
    private long[] ring = new long[INITIAL_CAPACITY * LONGS_PER_RECORD];
    private int capacity = INITIAL_CAPACITY;
    private long head;
    private long tail;

    int size()
    {
        return (int)(tail - head);
    }

    boolean hasRoom()
    {
        return size() < ExchangeLimits.MAX_TRANSFERS;
    }

    /** Forget what is older than seven days. */
    void expire(final long nowNs)
    {
        while (head < tail && longAt(head, APPLIED_TIME_NS) < nowNs - ExchangeLimits.TRANSFER_MEMORY_NS)
        {
            copyId(0, scratchId);
            byTransferId.remove(scratchId.hash(longAt(head, ACCOUNT_ID)), reference(head));
            head++;
        }
    }

    /** Place from the oldest on, or NONE. */
    int find(final long accountId, final RequestId transferId)
    {
        final long hash = transferId.hash(accountId);
        for (int slot = byTransferId.first(hash); HashIndex.MISSING != slot; slot = byTransferId.next(hash, slot))
        {
            final int place = (int)(positionOf(byTransferId.reference(slot)) - head);
            copyId(place, scratchId);
            if (accountId(place) == accountId && scratchId.isSame(transferId))
            {
                return place;
            }
        }
        return NONE;
    }

    void add(
        final long accountId,
        final RequestId transferId,
        final long appliedTimeNs,
        final long fingerprint,
        final long available,
        final long held)
    {
        Invariants.require(hasRoom(), "room for a transfer was checked");
        if (size() == capacity)
        {
            grow();
        }
        final int at = offset(tail);
        ring[at + ACCOUNT_ID] = accountId;
        ring[at + APPLIED_TIME_NS] = appliedTimeNs;
        ring[at + FINGERPRINT] = fingerprint;
        ring[at + AVAILABLE] = available;
        ring[at + HELD] = held;
        ring[at + ID_WORD_0] = transferId.word0();
        ring[at + ID_WORD_0 + 1] = transferId.word1();
        ring[at + ID_WORD_0 + 2] = transferId.word2();
        ring[at + ID_WORD_0 + 3] = transferId.word3();
        ring[at + ID_WORD_0 + 4] = transferId.word4();
        byTransferId.add(transferId.hash(accountId), reference(tail));
        tail++;
    }

    long accountId(final int place)
    {
        return longAt(head + place, ACCOUNT_ID);
    }

    long appliedTimeNs(final int place)
    {
        return longAt(head + place, APPLIED_TIME_NS);
    }

    long fingerprint(final int place)
    {
        return longAt(head + place, FINGERPRINT);
    }

    long available(final int place)
    {
        return longAt(head + place, AVAILABLE);
    }

    long held(final int place)
    {
        return longAt(head + place, HELD);
    }

    void copyId(final int place, final RequestId to)
    {
        final int at = offset(head + place);
        to.set(ring[at + ID_WORD_0], ring[at + ID_WORD_0 + 1], ring[at + ID_WORD_0 + 2], ring[at + ID_WORD_0 + 3],
            (int)ring[at + ID_WORD_0 + 4]);
    }

    /** The low 31 bits of a position, plus one: unambiguous while fewer than 2^31 are kept. */
    private static int reference(final long position)
    {
        return (int)(position & 0x3FFF_FFFF) + 1;
    }

    private long positionOf(final int reference)
    {
        final long low = reference - 1;
        final long candidate = (head & ~0x3FFF_FFFFL) | low;
        return candidate < head ? candidate + 0x4000_0000L : candidate;
    }

    private long longAt(final long position, final int field)
    {
        return ring[offset(position) + field];
    }

    private int offset(final long position)
    {
        return (int)(position & (capacity - 1)) * LONGS_PER_RECORD;
    }

    private void grow()
    {
        final long[] old = ring;
        final int oldCapacity = capacity;
        capacity = oldCapacity * 2;
        ring = new long[capacity * LONGS_PER_RECORD];
        for (long position = head; position < tail; position++)
        {
            final int from = (int)(position & (oldCapacity - 1)) * LONGS_PER_RECORD;
            System.arraycopy(old, from, ring, offset(position), LONGS_PER_RECORD);
        }
    }
}
