package io.lockstep.core.ubs;

import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.Invariants;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.Arrays;

/**
 * The User Balance Core: the single entry for every change of a balance. Nothing else can write one.
 * <p>
 * A balance is four longs in a paged array ({@code available, held, version, asset and account index}), known by an
 * int handle, so that an order can carry the handles of what it pays from and into, and a fill touches no map. Every
 * change raises the version by one. Callers check funds first ({@link #available}); a change that would go below zero
 * is a broken invariant, not an input error.
 */
public final class UBSCore
{
    /** Handle of a balance that does not exist. */
    public static final int NO_BALANCE = -1;

    private static final int PAGE_BITS = 14;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;
    private static final int AVAILABLE = 0;
    private static final int HELD = 1;
    private static final int VERSION = 2;
    private static final int OWNER = 3;
    private static final int LONGS_PER_BALANCE = 4;
    private static final int OWNER_INDEX_BITS = 32;

    private final Long2ObjectHashMap<Account> accountById = new Long2ObjectHashMap<>();
    private final long[] netDeposits = new long[ExchangeLimits.MAX_ASSETS + 1];
    private Account[] accounts = new Account[64];
    private int accountCount;
    private long[][] pages = new long[16][];
    private int balanceCount;

    /**
     * @param accountId any value.
     * @return the account, or null.
     */
    public Account account(final long accountId)
    {
        return accountById.get(accountId);
    }

    /**
     * @param accountIndex of an account that exists.
     * @return the account.
     */
    public Account accountAt(final int accountIndex)
    {
        return accounts[accountIndex];
    }

    /**
     * @return number of accounts.
     */
    public int accountCount()
    {
        return accountCount;
    }

    /**
     * @return number of balances opened so far.
     */
    public int balanceCount()
    {
        return balanceCount;
    }

    /**
     * @param accountId  that does not exist.
     * @param feeGroupId 0, or the group whose rates replace the instrument's.
     * @return the new account.
     */
    public Account createAccount(final long accountId, final int feeGroupId)
    {
        Invariants.require(!accountById.containsKey(accountId), "account is new");
        if (accountCount == accounts.length)
        {
            accounts = Arrays.copyOf(accounts, accountCount * 2);
        }
        final Account account = new Account(accountId, accountCount, feeGroupId);
        accounts[accountCount++] = account;
        accountById.put(accountId, account);
        return account;
    }

    /**
     * @param account that owns it.
     * @param assetId of the asset.
     * @return handle of the balance, or {@link #NO_BALANCE}.
     */
    public int balance(final Account account, final int assetId)
    {
        return account.balanceHandle(assetId);
    }

    /**
     * @param account that owns it.
     * @param assetId of the asset.
     * @return handle of the balance; a new one is zero, has version 0 and counts as no state until it changes.
     */
    public int openBalance(final Account account, final int assetId)
    {
        final int known = account.balanceHandle(assetId);
        if (NO_BALANCE != known)
        {
            return known;
        }
        Invariants.require(balanceCount < ExchangeLimits.MAX_BALANCES, "room for a balance was checked");
        final int handle = balanceCount++;
        final int page = handle >>> PAGE_BITS;
        if (page == pages.length)
        {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (null == pages[page])
        {
            pages[page] = new long[PAGE_SIZE * LONGS_PER_BALANCE];
        }
        pages[page][offset(handle) + OWNER] = ((long)assetId << OWNER_INDEX_BITS) | account.accountIndex();
        account.addBalanceHandle(assetId, handle);
        return handle;
    }

    /**
     * @param handle of a balance, or {@link #NO_BALANCE}.
     * @return what may be traded or withdrawn, minor units.
     */
    public long available(final int handle)
    {
        return NO_BALANCE == handle ? 0 : pages[handle >>> PAGE_BITS][offset(handle) + AVAILABLE];
    }

    /**
     * @param handle of a balance, or {@link #NO_BALANCE}.
     * @return what is reserved, minor units.
     */
    public long held(final int handle)
    {
        return NO_BALANCE == handle ? 0 : pages[handle >>> PAGE_BITS][offset(handle) + HELD];
    }

    /**
     * @param handle of a balance, or {@link #NO_BALANCE}.
     * @return number of changes so far.
     */
    public long version(final int handle)
    {
        return NO_BALANCE == handle ? 0 : pages[handle >>> PAGE_BITS][offset(handle) + VERSION];
    }

    /**
     * @param handle of a balance.
     * @return asset that it counts.
     */
    public int assetId(final int handle)
    {
        return (int)(pages[handle >>> PAGE_BITS][offset(handle) + OWNER] >>> OWNER_INDEX_BITS);
    }

    /**
     * @param assetId of an asset that exists.
     * @return deposits less withdrawals: what all balances of the asset add up to.
     */
    public long netDeposits(final int assetId)
    {
        return netDeposits[assetId];
    }

    /**
     * @param assetId of an asset that exists.
     * @param amount  positive.
     * @return whether a deposit of it keeps the asset's total within a long, and so every balance.
     */
    public boolean canDeposit(final int assetId, final long amount)
    {
        return netDeposits[assetId] <= Long.MAX_VALUE - amount;
    }

    /**
     * Money from outside.
     *
     * @param handle of the balance.
     * @param amount positive, that {@link #canDeposit} allows.
     * @param after  set to the balance after it.
     */
    public void deposit(final int handle, final long amount, final BalanceLeg after)
    {
        Invariants.require(amount > 0 && canDeposit(assetId(handle), amount), "deposit was checked");
        netDeposits[assetId(handle)] += amount;
        change(handle, amount, 0, after);
    }

    /**
     * Money to outside.
     *
     * @param handle of the balance.
     * @param amount positive, at most what is available.
     * @param after  set to the balance after it.
     */
    public void withdraw(final int handle, final long amount, final BalanceLeg after)
    {
        Invariants.require(amount > 0, "withdrawal is positive");
        netDeposits[assetId(handle)] -= amount;
        change(handle, -amount, 0, after);
    }

    /**
     * Reserve.
     *
     * @param handle of the balance.
     * @param amount positive, at most what is available.
     * @param after  set to the balance after it.
     */
    public void hold(final int handle, final long amount, final BalanceLeg after)
    {
        Invariants.require(amount > 0, "hold is positive");
        change(handle, -amount, amount, after);
    }

    /**
     * Give back what was reserved and is not needed.
     *
     * @param handle of the balance.
     * @param amount not negative, at most what is held.
     * @param after  set to the balance after it.
     */
    public void release(final int handle, final long amount, final BalanceLeg after)
    {
        Invariants.require(amount > 0, "release is positive");
        change(handle, amount, -amount, after);
    }

    /**
     * Pay a fill out of what was reserved for it.
     *
     * @param handle of the payer's balance.
     * @param amount positive, paid.
     * @param refund not negative, reserved for this fill but not needed: released with it.
     * @param after  set to the balance after it.
     */
    public void settleDebit(final int handle, final long amount, final long refund, final BalanceLeg after)
    {
        Invariants.require(amount > 0 && refund >= 0, "debit is positive");
        change(handle, refund, -(amount + refund), after);
    }

    /**
     * Receive a fill, or a fee, or (negative) pay a rebate out of revenue.
     *
     * @param handle of the receiver's balance.
     * @param amount received.
     * @param after  set to the balance after it.
     */
    public void settleCredit(final int handle, final long amount, final BalanceLeg after)
    {
        change(handle, amount, 0, after);
    }

    private void change(final int handle, final long availableDelta, final long heldDelta, final BalanceLeg after)
    {
        final long[] page = pages[handle >>> PAGE_BITS];
        final int offset = offset(handle);
        final long available = page[offset + AVAILABLE] + availableDelta;
        final long held = page[offset + HELD] + heldDelta;
        Invariants.require((available | held) >= 0, "no balance goes below zero");
        final long version = page[offset + VERSION] + 1;
        page[offset + AVAILABLE] = available;
        page[offset + HELD] = held;
        page[offset + VERSION] = version;
        after.set(available, held, version);
    }

    private static int offset(final int handle)
    {
        return (handle & PAGE_MASK) * LONGS_PER_BALANCE;
    }

    /**
     * Put an account's counters back from a snapshot.
     *
     * @param account    just created.
     * @param accountSeq of its last report.
     */
    public void restore(final Account account, final long accountSeq)
    {
        account.accountSeq(accountSeq);
    }

    /**
     * Put a balance back from a snapshot.
     *
     * @param account   that owns it.
     * @param assetId   of the asset.
     * @param available minor units, not negative.
     * @param held      minor units, not negative.
     * @param version   positive.
     */
    public void restoreBalance(
        final Account account, final int assetId, final long available, final long held, final long version)
    {
        Invariants.require(available >= 0 && held >= 0 && version > 0, "restored balance is sound");
        Invariants.require(available <= Long.MAX_VALUE - held, "restored balance is sound");
        Invariants.require(canDeposit(assetId, available + held), "restored balances fit their asset's total");
        final int handle = openBalance(account, assetId);
        final long[] page = pages[handle >>> PAGE_BITS];
        final int offset = offset(handle);
        page[offset + AVAILABLE] = available;
        page[offset + HELD] = held;
        page[offset + VERSION] = version;
        netDeposits[assetId] += available + held;
    }

    /**
     * @return all accounts by rising id; allocates.
     */
    public Account[] accountsById()
    {
        final Account[] sorted = Arrays.copyOf(accounts, accountCount);
        Arrays.sort(sorted, (a, b) -> Long.compare(a.accountId(), b.accountId()));
        return sorted;
    }
}
