package io.lockstep.settlement.verify;

import io.lockstep.sbe.common.BalanceLegDecoder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Balances, totals and reservations as computed from deltas. Sums are exact: 128 bits and more. Single-threaded.
 */
final class Ledger
{
    private final Check conservation = new Check("conservation");
    private final Check versions = new Check("versions");
    private final Check balanceCheck = new Check("balances recomputed");
    private final Check reservations = new Check("held equals open reservations");
    private final Map<Key, long[]> balances = new HashMap<>();
    private final Map<Key, long[]> reserved = new HashMap<>();
    private final Map<Integer, Totals> totals = new HashMap<>();
    private final List<Key> touched = new ArrayList<>();
    private final LegFacts legs = new LegFacts();
    private long eventSeq;

    /**
     * Whose balance, and of what.
     *
     * @param accountId of the owner.
     * @param assetId   of the asset.
     */
    record Key(long accountId, int assetId)
    {
    }

    /** Per asset: what all accounts hold by the events' own word, and what came in less what went out. */
    private static final class Totals
    {
        private BigInteger held = BigInteger.ZERO;
        private BigInteger external = BigInteger.ZERO;
    }

    void begin(final long nextEventSeq)
    {
        eventSeq = nextEventSeq;
        touched.clear();
    }

    /** After each event: totals add up, and what is held is what open orders reserve. */
    void end()
    {
        for (final Key key : touched)
        {
            final Totals total = totals(key.assetId);
            conservation.require(total.held.equals(total.external), () -> "after event " + eventSeq + " asset " +
                key.assetId + " adds up to " + total.held + ", deposits less withdrawals are " + total.external);
            final long held = balances.get(key)[1];
            final long sum = reserved.getOrDefault(key, new long[1])[0];
            reservations.require(held == sum, () -> "after event " + eventSeq + " account " + key.accountId +
                " holds " + held + " of asset " + key.assetId + ", its orders reserve " + sum);
        }
    }

    void external(final int assetId, final long amount)
    {
        final Totals total = totals(assetId);
        total.external = total.external.add(BigInteger.valueOf(amount));
    }

    void reserve(final long accountId, final int assetId, final long delta)
    {
        if (0 != delta)
        {
            reserved.computeIfAbsent(new Key(accountId, assetId), (key) -> new long[1])[0] += delta;
        }
    }

    void leg(
        final int leg,
        final long accountId,
        final int assetId,
        final long availableDelta,
        final long heldDelta,
        final BalanceLegDecoder after,
        final String type,
        final String refId)
    {
        final Key key = new Key(accountId, assetId);
        final long[] balance = balances.computeIfAbsent(key, (absent) -> new long[3]);
        final long available = after.available();
        final long held = after.held();
        final long version = after.version();
        final Totals total = totals(assetId);
        total.held = total.held.add(BigInteger.valueOf(available).add(BigInteger.valueOf(held))
            .subtract(BigInteger.valueOf(balance[0])).subtract(BigInteger.valueOf(balance[1])));

        final long expectedVersion = balance[2] + 1;
        versions.require(version == expectedVersion, () -> "event " + eventSeq + " account " + accountId + " asset " +
            assetId + " has version " + version + " instead of " + expectedVersion);
        final long expectedAvailable = balance[0] + availableDelta;
        final long expectedHeld = balance[1] + heldDelta;
        balanceCheck.require(available == expectedAvailable && held == expectedHeld && available >= 0 && held >= 0,
            () -> "event " + eventSeq + " account " + accountId + " asset " + assetId + " reports " + available + "+" +
            held + ", computed " + expectedAvailable + "+" + expectedHeld);
        balance[0] = available;
        balance[1] = held;
        balance[2] = version;
        touched.add(key);
        legs.add(eventSeq, leg, LegFacts.digest(eventSeq, leg, accountId, assetId, availableDelta, heldDelta,
            available, held, version, type.hashCode(), refId.hashCode()));
    }

    private Totals totals(final int assetId)
    {
        return totals.computeIfAbsent(assetId, (key) -> new Totals());
    }

    Map<Key, long[]> current()
    {
        return balances;
    }

    LegFacts legs()
    {
        return legs;
    }

    Check conservation()
    {
        conservation.note(totals.size() + " assets, " + balances.size() + " balances");
        return conservation;
    }

    Check versions()
    {
        return versions;
    }

    Check balances()
    {
        return balanceCheck;
    }

    Check reservations()
    {
        return reservations;
    }
}
