package io.lockstep.core.order;

import io.lockstep.core.book.Order;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RequestId;

import java.util.Arrays;

/**
 * What is remembered of orders that have ended: ids, business fields and outcome, so that a repeated command gets its
 * first answer. Bounded over all accounts and per account; the oldest goes first, both ways.
 * <p>
 * A record is sixteen longs in a page. Records form one list by age, and one per account. The order of either is the
 * order of closing, so it is the same on a node that never stopped and on one that came from a snapshot.
 */
final class ClosedOrders
{
    static final int NONE = -1;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;
    private static final int LONGS_PER_RECORD = 16;
    private static final int ORDER_ID = 0;
    private static final int ACCOUNT_ID = 1;
    private static final int PRICE_TICKS = 2;
    private static final int QUANTITY_LOTS = 3;
    private static final int QUOTE_QUANTITY = 4;
    private static final int CUM_LOTS = 5;
    private static final int CUM_QUOTE_AMOUNT = 6;
    private static final int CREATE_TIME_NS = 7;
    private static final int FINGERPRINT = 8;
    private static final int ID_WORD_0 = 9;
    private static final int ID_WORD_4_AND_INSTRUMENT = 13;
    private static final int CODES_AND_NEXT_OF_ACCOUNT = 14;
    private static final int OLDER_AND_NEWER = 15;

    private long[][] pages = new long[16][];
    private int recordLimit;
    private int freeRecord = NONE;
    private int oldest = NONE;
    private int newest = NONE;
    private int size;
    private int[] oldestOfAccount = new int[0];
    private int[] newestOfAccount = new int[0];
    private int[] countOfAccount = new int[0];

    int size()
    {
        return size;
    }

    boolean isFull()
    {
        return size == ExchangeLimits.MAX_CLOSED_ORDERS;
    }

    int oldest()
    {
        return oldest;
    }

    int newer(final int record)
    {
        return (int)longAt(record, OLDER_AND_NEWER);
    }

    int oldestOf(final int accountIndex)
    {
        return accountIndex < oldestOfAccount.length ? oldestOfAccount[accountIndex] : NONE;
    }

    int nextOfAccount(final int record)
    {
        return (int)longAt(record, CODES_AND_NEXT_OF_ACCOUNT);
    }

    boolean isAccountFull(final int accountIndex)
    {
        return accountIndex < countOfAccount.length &&
            countOfAccount[accountIndex] == ExchangeLimits.MAX_CLOSED_ORDERS_PER_ACCOUNT;
    }

    /** Remember an order; the caller has made room. */
    int add(final Order order, final OrderStatus status, final CloseReason reason)
    {
        final int record = take();
        final long[] page = pages[record >>> PAGE_BITS];
        final int at = (record & PAGE_MASK) * LONGS_PER_RECORD;
        page[at + ORDER_ID] = order.orderId();
        page[at + ACCOUNT_ID] = order.accountId();
        page[at + PRICE_TICKS] = order.priceTicks();
        page[at + QUANTITY_LOTS] = order.quantityLots();
        page[at + QUOTE_QUANTITY] = order.quoteQuantity();
        page[at + CUM_LOTS] = order.cumLots();
        page[at + CUM_QUOTE_AMOUNT] = order.cumQuoteAmount();
        page[at + CREATE_TIME_NS] = order.createTimeNs();
        page[at + FINGERPRINT] = order.fingerprint();
        final RequestId id = order.clientOrderId();
        page[at + ID_WORD_0] = id.word0();
        page[at + ID_WORD_0 + 1] = id.word1();
        page[at + ID_WORD_0 + 2] = id.word2();
        page[at + ID_WORD_0 + 3] = id.word3();
        page[at + ID_WORD_4_AND_INSTRUMENT] = pack(id.word4(), order.instrument().instrumentId());
        final int codes = order.side().code() | order.orderType().code() << 4 | order.timeInForce().code() << 8 |
            status.code() << 12 | reason.code() << 16;
        page[at + CODES_AND_NEXT_OF_ACCOUNT] = pack(codes, NONE);
        page[at + OLDER_AND_NEWER] = pack(newest, NONE);
        link(record, order.accountIndex());
        return record;
    }

    /** Forget a record that is the oldest of its account. */
    void remove(final int record, final int accountIndex)
    {
        final long links = longAt(record, OLDER_AND_NEWER);
        final int older = (int)(links >>> 32);
        final int newer = (int)links;
        if (NONE == older)
        {
            oldest = newer;
        }
        else
        {
            setLow(older, OLDER_AND_NEWER, newer);
        }
        if (NONE == newer)
        {
            newest = older;
        }
        else
        {
            setHigh(newer, OLDER_AND_NEWER, older);
        }
        oldestOfAccount[accountIndex] = nextOfAccount(record);
        if (NONE == oldestOfAccount[accountIndex])
        {
            newestOfAccount[accountIndex] = NONE;
        }
        countOfAccount[accountIndex]--;
        size--;
        setLow(record, OLDER_AND_NEWER, freeRecord);
        freeRecord = record;
    }

    private void link(final int record, final int accountIndex)
    {
        if (accountIndex >= oldestOfAccount.length)
        {
            growAccounts(accountIndex);
        }
        if (NONE == newest)
        {
            oldest = record;
        }
        else
        {
            setLow(newest, OLDER_AND_NEWER, record);
        }
        newest = record;
        if (NONE == newestOfAccount[accountIndex])
        {
            oldestOfAccount[accountIndex] = record;
        }
        else
        {
            setLow(newestOfAccount[accountIndex], CODES_AND_NEXT_OF_ACCOUNT, record);
        }
        newestOfAccount[accountIndex] = record;
        countOfAccount[accountIndex]++;
        size++;
    }

    private int take()
    {
        if (NONE != freeRecord)
        {
            final int record = freeRecord;
            freeRecord = newer(record);
            return record;
        }
        final int record = recordLimit++;
        final int page = record >>> PAGE_BITS;
        if (page == pages.length)
        {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (null == pages[page])
        {
            pages[page] = new long[PAGE_SIZE * LONGS_PER_RECORD];
        }
        return record;
    }

    private void growAccounts(final int accountIndex)
    {
        final int oldLength = oldestOfAccount.length;
        final int newLength = Math.max(64, Integer.highestOneBit(accountIndex) * 2);
        oldestOfAccount = Arrays.copyOf(oldestOfAccount, newLength);
        newestOfAccount = Arrays.copyOf(newestOfAccount, newLength);
        countOfAccount = Arrays.copyOf(countOfAccount, newLength);
        Arrays.fill(oldestOfAccount, oldLength, newLength, NONE);
        Arrays.fill(newestOfAccount, oldLength, newLength, NONE);
    }

    long orderId(final int record)
    {
        return longAt(record, ORDER_ID);
    }

    long accountId(final int record)
    {
        return longAt(record, ACCOUNT_ID);
    }

    long fingerprint(final int record)
    {
        return longAt(record, FINGERPRINT);
    }

    boolean isOf(final int record, final long accountId, final RequestId id)
    {
        final long[] page = pages[record >>> PAGE_BITS];
        final int at = (record & PAGE_MASK) * LONGS_PER_RECORD;
        return page[at + ACCOUNT_ID] == accountId && page[at + ID_WORD_0] == id.word0() &&
            page[at + ID_WORD_0 + 1] == id.word1() && page[at + ID_WORD_0 + 2] == id.word2() &&
            page[at + ID_WORD_0 + 3] == id.word3() && (int)(page[at + ID_WORD_4_AND_INSTRUMENT] >>> 32) == id.word4();
    }

    void copyId(final int record, final RequestId to)
    {
        to.set(longAt(record, ID_WORD_0), longAt(record, ID_WORD_0 + 1), longAt(record, ID_WORD_0 + 2),
            longAt(record, ID_WORD_0 + 3), (int)(longAt(record, ID_WORD_4_AND_INSTRUMENT) >>> 32));
    }

    void copyTo(final int record, final OrderState state)
    {
        final int codes = (int)(longAt(record, CODES_AND_NEXT_OF_ACCOUNT) >>> 32);
        state.set(
            longAt(record, ORDER_ID), longAt(record, ACCOUNT_ID), (int)longAt(record, ID_WORD_4_AND_INSTRUMENT),
            codes & 0xF, codes >>> 4 & 0xF, codes >>> 8 & 0xF, codes >>> 12 & 0xF, codes >>> 16 & 0xFF);
        state.setAmounts(
            longAt(record, PRICE_TICKS), longAt(record, QUANTITY_LOTS), longAt(record, QUOTE_QUANTITY), 0,
            longAt(record, CUM_LOTS), longAt(record, CUM_QUOTE_AMOUNT), longAt(record, CREATE_TIME_NS));
        state.fingerprint(fingerprint(record));
        copyId(record, state.clientOrderId());
    }

    private long longAt(final int record, final int field)
    {
        return pages[record >>> PAGE_BITS][(record & PAGE_MASK) * LONGS_PER_RECORD + field];
    }

    private void setLow(final int record, final int field, final int low)
    {
        final int at = (record & PAGE_MASK) * LONGS_PER_RECORD + field;
        final long[] page = pages[record >>> PAGE_BITS];
        page[at] = page[at] & 0xFFFF_FFFF_0000_0000L | low & 0xFFFF_FFFFL;
    }

    private void setHigh(final int record, final int field, final int high)
    {
        final int at = (record & PAGE_MASK) * LONGS_PER_RECORD + field;
        final long[] page = pages[record >>> PAGE_BITS];
        page[at] = page[at] & 0xFFFF_FFFFL | (long)high << 32;
    }

    private static long pack(final int high, final int low)
    {
        return (long)high << 32 | low & 0xFFFF_FFFFL;
    }
}
