package io.lockstep.core.ubs;

import io.lockstep.core.types.AccountStatus;

import java.util.Arrays;

/**
 * Who owns balances and orders. Knows the handles of its balances by asset, in a table small enough to be one cache
 * line for most.
 */
public final class Account
{
    private static final int INITIAL_CAPACITY = 4;

    private final long accountId;
    private final int accountIndex;
    private final int feeGroupId;
    private AccountStatus status = AccountStatus.ACTIVE;
    private long accountSeq;
    private int[] assetIds = new int[INITIAL_CAPACITY];
    private int[] balanceHandles = new int[INITIAL_CAPACITY];
    private int balanceCount;

    Account(final long accountId, final int accountIndex, final int feeGroupId)
    {
        this.accountId = accountId;
        this.accountIndex = accountIndex;
        this.feeGroupId = feeGroupId;
    }

    /**
     * @return id on the wire.
     */
    public long accountId()
    {
        return accountId;
    }

    /**
     * @return place among all accounts, from 0 in order of creation; an order carries this instead of a reference.
     */
    public int accountIndex()
    {
        return accountIndex;
    }

    /**
     * @return 0, or the group whose rates replace the instrument's.
     */
    public int feeGroupId()
    {
        return feeGroupId;
    }

    /**
     * @return what it may do.
     */
    public AccountStatus status()
    {
        return status;
    }

    /**
     * @param status that it has from now on.
     */
    public void status(final AccountStatus status)
    {
        this.status = status;
    }

    /**
     * @return the last sequence number given to a report of this account; 0 before the first.
     */
    public long accountSeq()
    {
        return accountSeq;
    }

    /**
     * @return the sequence number of its next report.
     */
    public long nextAccountSeq()
    {
        return ++accountSeq;
    }

    void accountSeq(final long accountSeq)
    {
        this.accountSeq = accountSeq;
    }

    /** Handle of its balance in an asset, or NO_BALANCE. Asset ids are small and dense: the id itself is the hash. */
    int balanceHandle(final int assetId)
    {
        final int mask = assetIds.length - 1;
        int index = assetId & mask;
        while (assetIds[index] != 0)
        {
            if (assetIds[index] == assetId)
            {
                return balanceHandles[index];
            }
            index = (index + 1) & mask;
        }
        return UBSCore.NO_BALANCE;
    }

    void addBalanceHandle(final int assetId, final int handle)
    {
        if ((balanceCount + 1) * 4 > assetIds.length * 3)
        {
            grow();
        }
        insert(assetId, handle);
        balanceCount++;
    }

    int balanceCount()
    {
        return balanceCount;
    }

    private void grow()
    {
        final int[] oldAssetIds = assetIds;
        final int[] oldHandles = balanceHandles;
        assetIds = new int[oldAssetIds.length * 2];
        balanceHandles = Arrays.copyOf(oldHandles, oldHandles.length * 2);
        for (int i = 0; i < oldAssetIds.length; i++)
        {
            if (oldAssetIds[i] != 0)
            {
                insert(oldAssetIds[i], oldHandles[i]);
            }
        }
    }

    private void insert(final int assetId, final int handle)
    {
        final int mask = assetIds.length - 1;
        int index = assetId & mask;
        while (assetIds[index] != 0)
        {
            index = (index + 1) & mask;
        }
        assetIds[index] = assetId;
        balanceHandles[index] = handle;
    }
}
