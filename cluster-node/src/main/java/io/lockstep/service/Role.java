package io.lockstep.service;

/**
 * What a principal may do. A principal may have several.
 */
public enum Role
{
    /** Orders and queries of the accounts that it is given. */
    TRADER,
    /** Orders and queries of any account: it has authenticated the owners itself. */
    GATEWAY,
    /** Money in and out, new accounts, balance queries. */
    CASHIER,
    /** Genesis, reference data, accounts, state hash, snapshots. */
    ADMIN,
    /** Acknowledges settled events and reads the event recordings. */
    BRIDGE,
    /** A node of the cluster: its own archive and those of its peers. */
    NODE;

    /** This role's bit in a set of them. */
    public final int bit = 1 << ordinal();
}
