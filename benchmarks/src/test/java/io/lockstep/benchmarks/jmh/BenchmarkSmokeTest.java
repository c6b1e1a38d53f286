package io.lockstep.benchmarks.jmh;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * Every benchmark runs, once and too briefly to mean anything: one that has rotted is found here and not on the day
 * that its figure is wanted.
 */
class BenchmarkSmokeTest
{
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void shouldKnowEveryBenchmarkClassThatIsThere() throws IOException
    {
        final Set<String> sources;
        try (Stream<Path> files = Files.walk(SOURCES))
        {
            sources = files.filter((file) -> file.getFileName().toString().endsWith("Benchmark.java"))
                .map((file) -> SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        }
        assertFalse(sources.isEmpty());
        assertEquals(sources, new TreeSet<>(classes()), "classes in META-INF/BenchmarkList");
    }

    @TestFactory
    Stream<DynamicTest> shouldRun()
    {
        return classes().stream().map((name) -> DynamicTest.dynamicTest(name, () -> run(name)));
    }

    private static Set<String> classes()
    {
        return entries().stream().map(BenchmarkListEntry::getUserClassQName)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<BenchmarkListEntry> entries()
    {
        return BenchmarkList.defaultList().getAll(
            OutputFormatFactory.createFormatInstance(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), VerboseMode.SILENT),
            List.of());
    }

    private static void run(final String className) throws RunnerException
    {
        final Collection<RunResult> results = new Runner(new OptionsBuilder()
            .include("^" + className.replace(".", "\\.") + "\\.")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(5))
            .shouldFailOnError(true)
            .shouldDoGC(false)
            .verbosity(VerboseMode.SILENT)
            .build()).run();
        final Set<String> ran = results.stream().map((result) -> result.getParams().getBenchmark())
            .collect(Collectors.toCollection(TreeSet::new));
        final Set<String> expected = entries().stream()
            .filter((entry) -> entry.getUserClassQName().equals(className))
            .map(BenchmarkListEntry::getUsername)
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, ran);
        results.forEach((result) ->
            assertEquals(1, result.getPrimaryResult().getStatistics().getN(), result.getParams().id()));
    }
}
