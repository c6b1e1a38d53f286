package io.lockstep.benchmarks.load;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RowTrackerTest
{
    private final RowTracker tracker = new RowTracker();

    private long only()
    {
        final Histogram rows = tracker.rows();
        assertEquals(1, rows.getTotalCount());
        return rows.getMaxValue();
    }

    @Test
    void shouldTimeAnOrderByTheFirstProgressThatCoversIt()
    {
        tracker.onOrder(10, 100);
        tracker.onProgress(9, 500);
        assertEquals(1, tracker.missing());
        tracker.onProgress(10, 600);
        tracker.onProgress(11, 700);

        assertEquals(0, tracker.missing());
        assertEquals(500, only(), 1);
    }

    @Test
    void shouldTimeAnOrderThatIsHeardOfAfterItsProgress()
    {
        tracker.onProgress(5, 200);
        tracker.onProgress(12, 300);
        tracker.onProgress(12, 400);
        tracker.onProgress(20, 500);
        tracker.onOrder(10, 100);
        tracker.onProgress(20, 600);

        assertEquals(200, only(), 1);
    }

    @Test
    void shouldNotHoldAnOrderUpByAnotherWithAHigherSequence()
    {
        tracker.onOrder(50, 0);
        tracker.onOrder(10, 0);
        tracker.onProgress(10, 100);

        assertEquals(1, tracker.missing());
        assertEquals(100, only(), 1);
    }

    @Test
    void shouldNotGoBackWithABridgeThatStartedAgain()
    {
        tracker.onProgress(10, 100);
        tracker.onProgress(0, 200);
        tracker.onOrder(10, 50);
        tracker.onProgress(0, 300);

        assertEquals(50, only(), 1);
    }

    @Test
    void shouldKeepAllProgressOfALongRun()
    {
        for (int i = 1; i <= 5_000; i++)
        {
            tracker.onProgress(i, i * 10L);
        }
        for (int i = 1; i <= 5_000; i++)
        {
            tracker.onOrder(i, i * 10L - 7);
        }
        tracker.onProgress(5_000, 100_000);

        assertEquals(5_000, tracker.rows().getTotalCount());
        assertEquals(7, tracker.rows().getMaxValue());
    }
}
