package io.lockstep.deploy.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds the Java that each process runs on. Ours run on the one that runs this program; Cassandra 5.0 needs exactly 17.
 * Stateless; any thread.
 */
public final class JavaHomes
{
    /** The environment variable that names the Java 17 for Cassandra. */
    public static final String CASSANDRA_JAVA_HOME = "LOCKSTEP_CASSANDRA_JAVA_HOME";
    private static final int CASSANDRA_FEATURE = 17;

    private JavaHomes()
    {
    }

    /**
     * @return the java program that runs this program.
     */
    public static Path ours()
    {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * The java program for Cassandra.
     *
     * @param environment in which {@value #CASSANDRA_JAVA_HOME} and JAVA_HOME are looked up.
     * @return a java program of version 17.
     * @throws CommandFailure if there is none.
     */
    public static Path cassandra(final Map<String, String> environment)
    {
        final String named = environment.get(CASSANDRA_JAVA_HOME);
        if (null != named && !named.isBlank())
        {
            if (CASSANDRA_FEATURE != feature(Path.of(named)))
            {
                throw new CommandFailure(CASSANDRA_JAVA_HOME + "=" + named +
                    " is not a Java 17; Cassandra runs on 17 only");
            }
            return Path.of(named, "bin", "java");
        }
        for (final Path home : candidates(environment))
        {
            if (CASSANDRA_FEATURE == feature(home))
            {
                return home.resolve("bin").resolve("java");
            }
        }
        throw new CommandFailure("no Java 17 found for Cassandra, " +
            "which runs on 17 only (the rest runs on 17 or newer): " +
            "install one (Debian: apt-get install openjdk-17-jdk-headless) or set " + CASSANDRA_JAVA_HOME);
    }

    private static List<Path> candidates(final Map<String, String> environment)
    {
        final List<Path> homes = new ArrayList<>();
        final String javaHome = environment.get("JAVA_HOME");
        if (null != javaHome && !javaHome.isBlank())
        {
            homes.add(Path.of(javaHome));
        }
        homes.add(Path.of(System.getProperty("java.home")));
        addChildren(homes, Path.of("/usr/lib/jvm"));
        addChildren(homes, Path.of("/usr/java"));
        addChildren(homes, Path.of("/opt"));
        addChildren(homes, Path.of("/opt/java"));
        addChildren(homes, Path.of(System.getProperty("user.home"), ".jdks"));
        addChildren(homes, Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"));
        return homes;
    }

    private static void addChildren(final List<Path> homes, final Path folder)
    {
        if (!Files.isDirectory(folder))
        {
            return;
        }
        try (Stream<Path> children = Files.list(folder))
        {
            children.sorted().forEach(homes::add);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Version of the Java in a folder, as its release file tells.
     *
     * @param home of the Java.
     * @return the feature number, such as 17; 0 if this is no Java.
     */
    static int feature(final Path home)
    {
        final Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release))
        {
            return 0;
        }
        final Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release))
        {
            properties.load(reader);
        }
        catch (final IOException ex)
        {
            return 0;
        }
        final String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        final String first = version.split("[.+-]")[0];
        return first.chars().allMatch(Character::isDigit) && !first.isEmpty() ? Integer.parseInt(first) : 0;
    }
}
