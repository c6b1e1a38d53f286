package io.lockstep.deploy.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomesTest
{
    @TempDir
    private Path dir;

    @Test
    void shouldReadTheVersionOfAJava() throws IOException
    {
        assertEquals(17, JavaHomes.feature(home("a", "17.0.15")));
        assertEquals(25, JavaHomes.feature(home("b", "25")));
        assertEquals(26, JavaHomes.feature(home("c", "26-ea")));
        assertEquals(1, JavaHomes.feature(home("d", "1.8.0_402")));
        assertEquals(0, JavaHomes.feature(dir.resolve("none")));
    }

    @Test
    void shouldPreferTheNamedJavaAndThenJavaHome() throws IOException
    {
        final Path named = home("named", "17.0.1");
        final Path javaHome = home("home", "17.0.2");
        assertEquals(named.resolve("bin/java"), JavaHomes.cassandra(
            Map.of(JavaHomes.CASSANDRA_JAVA_HOME, named.toString(), "JAVA_HOME", javaHome.toString())));
        assertEquals(javaHome.resolve("bin/java"), JavaHomes.cassandra(Map.of("JAVA_HOME", javaHome.toString())));
    }

    @Test
    void shouldRefuseANamedJavaOfAnotherVersion() throws IOException
    {
        final Path named = home("named", "21.0.1");
        final CommandFailure failure = assertThrows(CommandFailure.class,
            () -> JavaHomes.cassandra(Map.of(JavaHomes.CASSANDRA_JAVA_HOME, named.toString())));
        assertTrue(failure.getMessage().contains("is not a Java 17"), failure.getMessage());
    }

    private Path home(final String name, final String version) throws IOException
    {
        final Path home = dir.resolve(name);
        final Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(java);
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
