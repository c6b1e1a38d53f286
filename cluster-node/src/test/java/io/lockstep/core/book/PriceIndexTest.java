package io.lockstep.core.book;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

class PriceIndexTest
{
    /** Price ranges in bits: within one node, over several, and as far apart as a long allows. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 12, 20, 40, 62, 63})
    void shouldAgreeWithATreeMap(final int bits)
    {
        for (long seed = 0; seed < 20; seed++)
        {
            final SplittableRandom random = new SplittableRandom(seed);
            final PriceIndex index = new PriceIndex();
            final TreeMap<Long, PriceLevel> model = new TreeMap<>();
            for (int i = 0; i < 3_000; i++)
            {
                final long price = Math.max(1, random.nextLong() >>> (64 - bits));
                if (random.nextInt(5) < (i < 1_500 ? 3 : 1))
                {
                    if (!model.containsKey(price))
                    {
                        final PriceLevel level = new PriceLevel().reset(price);
                        index.insert(level);
                        model.put(price, level);
                    }
                }
                else if (null != model.remove(price))
                {
                    index.remove(price);
                }
                else if (!model.isEmpty() && random.nextInt(3) == 0)
                {
                    final Long present = model.ceilingKey(price);
                    if (null != present)
                    {
                        model.remove(present);
                        index.remove(present);
                    }
                }
                final String message = "seed " + seed + " step " + i + " price " + price;
                assertSame(model.get(price), index.find(price), message);
                final Map.Entry<Long, PriceLevel> lower = model.lowerEntry(price);
                assertSame(null == lower ? null : lower.getValue(), index.lower(price), message);
            }
            for (final Long price : model.keySet())
            {
                index.remove(price);
            }
            assertNull(index.find(1));
            assertNull(index.lower(Long.MAX_VALUE));
        }
    }
}
