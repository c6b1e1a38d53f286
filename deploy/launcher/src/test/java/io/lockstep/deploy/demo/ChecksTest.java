package io.lockstep.deploy.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChecksTest
{
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Checks checks = new Checks(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String printed()
    {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldPassWhenEveryCheckHolds()
    {
        checks.step("add", () -> checks.equal("one and one", 2, 1 + 1));
        assertTrue(checks.summary());
        assertTrue(printed().contains("ok   one and one = 2"), printed());
        assertTrue(printed().contains("PASSED: 1 checks passed, 0 failed"), printed());
    }

    @Test
    void shouldFailAndGoOnWhenACheckDoesNotHold()
    {
        checks.step("add", () ->
        {
            checks.equal("one and one", 3, 1 + 1);
            checks.that("still here", true, "");
        });
        assertFalse(checks.summary());
        assertTrue(printed().contains("FAIL one and one: expected 3 but got 2"), printed());
        assertTrue(printed().contains("ok   still here"), printed());
    }

    @Test
    void shouldLeaveOutWhatComesAfterAStepThatCouldNotBeFinished()
    {
        final AtomicInteger ran = new AtomicInteger();
        checks.step("break", () ->
        {
            throw new IllegalStateException("no gateway");
        });
        checks.step("after", ran::incrementAndGet);
        assertEquals(0, ran.get());
        assertFalse(checks.summary());
        assertTrue(printed().contains("FAIL break could not be finished"), printed());
        assertTrue(printed().contains("(left out: after)"), printed());
    }

    @Test
    void shouldNotPassWhenNothingWasChecked()
    {
        assertFalse(checks.summary());
    }

    @Test
    void shouldCompareNumbersOfDifferentTypesByValueAndTextNever()
    {
        checks.equal("int and long", 5, 5L);
        checks.equal("text and number", "5", 5L);
        assertTrue(printed().contains("ok   int and long"), printed());
        assertTrue(printed().contains("FAIL text and number"), printed());
    }

    @Test
    void shouldWaitForWhatComesToHold()
    {
        final AtomicInteger asked = new AtomicInteger();
        assertTrue(checks.eventually("third time", 10_000, () -> asked.incrementAndGet() < 3 ? "not yet" : ""));
        assertFalse(checks.eventually("never", 100, () -> "stuck at 7"));
        assertTrue(printed().contains("stuck at 7"), printed());
    }
}
