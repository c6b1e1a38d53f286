package io.lockstep.core;

import io.lockstep.core.types.SelfTradePrevention;

/**
 * An order's numbers in the core's own units, worked out while it is validated. Mutable, reused.
 */
final class OrderTerms
{
    /** Limit price, NULL_VALUE for a market order. */
    long priceTicks;
    /** The worst price it may trade at. */
    long limitTicks;
    /** Quantity, NULL_VALUE for an order by quote quantity. */
    long lots;
    /** Quote amount to spend or receive, NULL_VALUE for none. */
    long quoteQuantity;
    /** To be held before it trades. */
    long holdAmount;
    /** Asset that is held. */
    int payAssetId;
    /** Asset that it receives. */
    int receiveAssetId;
    /** Mode, the default filled in. */
    SelfTradePrevention selfTradePrevention;
}
