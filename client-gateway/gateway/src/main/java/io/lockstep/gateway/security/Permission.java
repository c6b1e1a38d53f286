package io.lockstep.gateway.security;

/** What an API key may do. */
public enum Permission
{
    /** Read the key's own account. */
    READ,
    /** Place and cancel orders of the key's own account. */
    TRADE,
    /** Move money in and out of any account. */
    CASHIER,
    /** Create reference data, accounts and keys. */
    ADMIN
}
