package io.lockstep.core.instrument;

import io.lockstep.core.types.Code16;

/**
 * Something that balances are counted in. Immutable.
 *
 * @param assetId from 1.
 * @param scale   decimals of the minor unit, 0 to 18.
 * @param code    unique among assets.
 */
public record Asset(int assetId, int scale, Code16 code)
{
}
