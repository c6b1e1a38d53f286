package io.lockstep.service;

import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.types.Quantities;

/**
 * Ticks and lots as the wire's mantissas, none staying none.
 */
final class WireValues
{
    private WireValues()
    {
    }

    static long price(final Instrument instrument, final long priceTicks)
    {
        return Quantities.NULL_VALUE == priceTicks ? Quantities.NULL_VALUE : instrument.price(priceTicks);
    }

    static long quantity(final Instrument instrument, final long quantityLots)
    {
        return Quantities.NULL_VALUE == quantityLots ? Quantities.NULL_VALUE : instrument.quantity(quantityLots);
    }
}
