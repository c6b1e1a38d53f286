package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MaxRateSearchTest
{
    private final List<Long> steps = new ArrayList<>();

    private long search(final double factor, final int maxSteps, final long firstRate, final long capacity)
    {
        return new MaxRateSearch(factor, maxSteps).search(firstRate, (rate) ->
        {
            steps.add(rate);
            return rate > capacity ? "lost" : null;
        });
    }

    @Test
    void shouldFindTheLastStepThatWasSustained()
    {
        assertEquals(1_954, search(1.25, 30, 1_000, 2_000));
        assertEquals(List.of(1_000L, 1_250L, 1_563L, 1_954L, 2_443L), steps);
    }

    @Test
    void shouldFindNothingWhenTheFirstStepFails()
    {
        assertEquals(MaxRateSearch.NONE, search(1.25, 30, 1_000, 999));
        assertEquals(1, steps.size());
    }

    @Test
    void shouldEndAfterTheLastStep()
    {
        assertEquals(4, search(2, 3, 1, Long.MAX_VALUE));
    }

    @Test
    void shouldAlwaysStepUp()
    {
        assertEquals(2, new MaxRateSearch(1.01, 1).next(1));
        assertThrows(IllegalArgumentException.class, () -> new MaxRateSearch(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MaxRateSearch(Double.NaN, 1));
    }
}
