package io.lockstep.core.types;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class HashIndexTest
{
    /** Few distinct hashes, so that many references share one and runs wrap around the end of the table. */
    @Test
    void shouldFindEveryReferenceOfAHashAndNoOther()
    {
        for (long seed = 0; seed < 50; seed++)
        {
            final SplittableRandom random = new SplittableRandom(seed);
            final HashIndex index = new HashIndex(16);
            final List<long[]> model = new ArrayList<>();
            for (int i = 1; i < 2_000; i++)
            {
                if (random.nextInt(10) < 6)
                {
                    final long hash = random.nextInt(40) * 0x1_0000_0001L;
                    index.add(hash, i);
                    model.add(new long[]{hash, i});
                }
                else if (!model.isEmpty())
                {
                    final long[] entry = model.remove(random.nextInt(model.size()));
                    index.remove(entry[0], (int)entry[1]);
                }
                assertEquals(model.size(), index.size());
                final long hash = random.nextInt(40) * 0x1_0000_0001L;
                final Set<Integer> expected = new HashSet<>();
                model.stream().filter((entry) -> entry[0] == hash).forEach((entry) -> expected.add((int)entry[1]));
                final Set<Integer> actual = new HashSet<>();
                for (int slot = index.first(hash); HashIndex.MISSING != slot; slot = index.next(hash, slot))
                {
                    actual.add(index.reference(slot));
                }
                assertEquals(expected, actual, "seed " + seed + " step " + i);
            }
        }
    }

    @Test
    void shouldRefuseToRemoveWhatIsNotThere()
    {
        final HashIndex index = new HashIndex(16);
        index.add(7, 1);
        assertThrows(InvariantViolation.class, () -> index.remove(7, 2));
        assertThrows(InvariantViolation.class, () -> index.remove(8, 1));
    }
}
