package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LoadClientTest
{
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int execute(final String... args)
    {
        return LoadClient.execute(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    }

    @Test
    void shouldShowHelp()
    {
        assertEquals(0, execute("--help"));
        for (final String option : new String[]{"--transport", "--rate", "--rows", "--find-max", "--histogram"})
        {
            assertTrue(out.toString(StandardCharsets.UTF_8).contains(option), option);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--rate=0, --rate: must be 1 to 10000000",
        "--accounts=3, '--accounts: must be even, 2 to 1000000'",
        "--rest-percent=101, --rest-percent: must be 0 to 100",
        "--find-max-factor=1, '--find-max-factor: must be above 1, at most 10'",
        "--row-poll=0, --row-poll: must be 1 to 1000",
        "--duration=0, --duration: must be 1 to 86400",
        "--warm-up=-1, --warm-up: must be 0 to 3600",
        "--rate=1, --cluster-key-file: must be given",
        "--transport=http, --admin-key-file: must be given for HTTP",
        "--transport=fix, 'Invalid value for option ''--transport'''",
        "--no-such-option, 'Unknown option: ''--no-such-option'''"})
    void shouldNameTheOptionAndTheRule(final String argument, final String message)
    {
        assertEquals(2, execute(argument));
        final String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains(message), text);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldFailWhenItCannotBeDone()
    {
        assertEquals(1, execute("--cluster-key-file=target/no-such-file"));
        final String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("no-such-file"), text);
    }
}
