package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PaceTest
{
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @Test
    void shouldSpreadOrdersEvenly()
    {
        final Pace pace = new Pace(5, 1_000);

        assertEquals(5, pace.intendedNs(0));
        assertEquals(1_000_005, pace.intendedNs(1));
        assertEquals(60 * SECOND_NS + 5, pace.intendedNs(60_000));
    }

    @Test
    void shouldNotDriftWhenTheRateDoesNotDivideASecond()
    {
        final long day = 86_400;
        for (final long rate : new long[]{3, 7, 1_333, 999_983})
        {
            final Pace pace = new Pace(0, rate);
            assertEquals(day * SECOND_NS, pace.intendedNs(day * rate), "rate " + rate);
            assertEquals(day * SECOND_NS - SECOND_NS / rate - 1, pace.intendedNs(day * rate - 1), "rate " + rate);
        }
    }

    @Test
    void shouldCountTheOrdersThatAreDueBeforeTheEnd()
    {
        assertEquals(60_000, Pace.count(1_000, 60 * SECOND_NS));
        assertEquals(0, Pace.count(1_000, 0));
        assertEquals(1, Pace.count(1_000, 1));
        assertEquals(2, Pace.count(3, SECOND_NS / 2));
        for (final long durationNs : new long[]{1, 999_999, 1_000_000, 1_000_001, 333_333_333, 2 * SECOND_NS + 1})
        {
            final long count = Pace.count(7, durationNs);
            final Pace pace = new Pace(0, 7);
            assertEquals(true, pace.intendedNs(count - 1) < durationNs, "last is due before " + durationNs);
            assertEquals(true, pace.intendedNs(count) + 1 >= durationNs, "next is not, " + durationNs);
        }
    }

    @Test
    void shouldRefuseARateOfNothing()
    {
        assertThrows(IllegalArgumentException.class, () -> new Pace(0, 0));
    }
}
