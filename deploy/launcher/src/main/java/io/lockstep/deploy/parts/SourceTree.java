package io.lockstep.deploy.parts;

import io.lockstep.deploy.process.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The built source tree from which the processes are started: finds the jars of each module. Immutable.
 */
public final class SourceTree
{
    private static final String GROUP = "/io/lockstep/";

    /** Where each of our artifacts is built. */
    private static final List<String> MODULES = List.of(
        "sbe-schemas", "cluster-node", "client-gateway/client", "client-gateway/gateway", "settlement-bridge",
        "benchmarks");

    private final Path root;

    /**
     * @param root of the source tree.
     */
    public SourceTree(final Path root)
    {
        this.root = root;
    }

    /**
     * The tree named by the system property {@code lockstep.home}, else the one around the working directory.
     *
     * @return the tree.
     */
    public static SourceTree find()
    {
        final String home = System.getProperty("lockstep.home");
        Path candidate = Path.of(null == home ? "" : home).toAbsolutePath().normalize();
        while (null != candidate)
        {
            if (Files.exists(candidate.resolve("deploy").resolve("lockstep")))
            {
                return new SourceTree(candidate);
            }
            candidate = candidate.getParent();
        }
        throw new CommandFailure("cannot find the source tree; start this program with deploy/lockstep");
    }

    /**
     * @return the instance folder that is used when none is named.
     */
    public Path defaultInstanceDir()
    {
        return root.resolve("deploy").resolve("target").resolve("run");
    }

    /**
     * Class path of a server that comes from Maven artifacts alone.
     *
     * @param module path of the module, such as deploy/kafka.
     * @return its jars.
     * @throws CommandFailure if it was not built or a jar is missing.
     */
    public List<Path> serverClasspath(final String module)
    {
        return readClasspath(module);
    }

    /**
     * Class path of one of our own processes, with the module's own jar first.
     *
     * @param module path of the module, such as cluster-node.
     * @return its jars.
     * @throws CommandFailure if it was not built or a jar is missing.
     */
    public List<Path> processClasspath(final String module)
    {
        final Set<Path> jars = new LinkedHashSet<>();
        jars.add(ownJar(module).orElseThrow(() -> notBuilt(module)));
        for (final Path jar : readClasspath(module))
        {
            // A module that was built alone saw its siblings as they were last installed, not as they are.
            jars.add(jar.toString().contains(GROUP) ? sibling(jar) : jar);
        }
        return List.copyOf(jars);
    }

    private Path sibling(final Path jar)
    {
        final String artifactId = jar.getParent().getParent().getFileName().toString();
        return MODULES.stream().filter((module) -> Path.of(module).endsWith(artifactId)).findFirst()
            .flatMap(this::ownJar).orElse(jar);
    }

    private Optional<Path> ownJar(final String module)
    {
        final Path target = root.resolve(module).resolve("target");
        final String artifactId = Path.of(module).getFileName().toString();
        Path newest = null;
        if (Files.isDirectory(target))
        {
            try (var jars = Files.newDirectoryStream(target, artifactId + "-[0-9]*.jar"))
            {
                for (final Path jar : jars)
                {
                    final boolean isMain = !jar.toString().matches(".*-(tests|sources|javadoc)\\.jar");
                    if (isMain && (null == newest || 0 > lastModified(newest).compareTo(lastModified(jar))))
                    {
                        newest = jar;
                    }
                }
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }
        return Optional.ofNullable(newest);
    }

    private static FileTime lastModified(final Path jar)
    {
        try
        {
            return Files.getLastModifiedTime(jar);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private List<Path> readClasspath(final String module)
    {
        final Path file = root.resolve(module).resolve("target").resolve("classpath.txt");
        if (!Files.exists(file))
        {
            throw notBuilt(module);
        }
        try
        {
            final List<Path> jars = new ArrayList<>();
            for (final String entry : Files.readString(file).trim().split(File.pathSeparator))
            {
                if (!Files.exists(Path.of(entry)))
                {
                    throw new CommandFailure(entry + " is gone, which " + module + " needs; build again: mvn package");
                }
                jars.add(Path.of(entry));
            }
            return jars;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private static CommandFailure notBuilt(final String module)
    {
        return new CommandFailure(module + " is not built; start this program with deploy/lockstep, which builds it");
    }
}
