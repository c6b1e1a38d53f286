package io.lockstep.deploy.instance;

import io.lockstep.deploy.process.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * One installation of all processes in one folder: where each file is. Knows paths and names, starts nothing.
 * Immutable.
 */
public final class Instance
{
    /** Name of the CQL store's process. */
    public static final String CASSANDRA = "cassandra";
    /** Name of the Kafka broker's process. */
    public static final String KAFKA = "kafka";
    /** Name of the settlement bridge's process. */
    public static final String BRIDGE = "bridge";
    /** Name of the gateway's process. */
    public static final String GATEWAY = "gateway";

    /** Name of a node's process, before its id. */
    public static final String NODE = "node";

    private static final String MARKER = "instance.properties";

    private final Path dir;

    /**
     * @param dir in which the instance lives; need not exist.
     */
    public Instance(final Path dir)
    {
        this.dir = dir.toAbsolutePath().normalize();
    }

    /**
     * @param node id.
     * @return name of that node's process.
     */
    public static String node(final int node)
    {
        return NODE + node;
    }

    /**
     * @return the folder.
     */
    public Path dir()
    {
        return dir;
    }

    /**
     * @return true if an instance was ever set up in the folder.
     */
    public boolean exists()
    {
        return Files.exists(dir.resolve(MARKER));
    }

    /**
     * Names of all processes, in the order in which they are started.
     *
     * @return the names.
     */
    public List<String> processNames()
    {
        final List<String> names = new ArrayList<>(List.of(CASSANDRA, KAFKA));
        for (int i = 0; i < settings().ports().nodes().size(); i++)
        {
            names.add(node(i));
        }
        names.add(BRIDGE);
        names.add(GATEWAY);
        return List.copyOf(names);
    }

    /**
     * @return what was decided when the instance was set up.
     * @throws CommandFailure if it never was.
     */
    public InstanceSettings settings()
    {
        if (!exists())
        {
            throw new CommandFailure("nothing was set up in " + dir +
                "; start it with: deploy/lockstep up --dir " + dir);
        }
        final Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(dir.resolve(MARKER)))
        {
            properties.load(reader);
            return InstanceSettings.readFrom(properties);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        catch (final IllegalArgumentException ex)
        {
            throw new CommandFailure(dir.resolve(MARKER) + " is damaged (" + ex.getMessage() + "); remove " + dir +
                " if its data may go", ex);
        }
    }

    /**
     * Keep the decisions.
     *
     * @param settings to keep.
     */
    public void save(final InstanceSettings settings)
    {
        final Properties properties = new Properties();
        settings.writeTo(properties);
        try
        {
            Files.createDirectories(dir);
            try (var writer = Files.newBufferedWriter(dir.resolve(MARKER)))
            {
                properties.store(writer, "Decided when this instance was set up; its data depends on it.");
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Forget the decisions: the next start sets the instance up afresh.
     */
    public void forget()
    {
        DirectoryTree.delete(dir.resolve(MARKER));
    }

    /**
     * @return folder of the pid files.
     */
    public Path pids()
    {
        return dir.resolve("pids");
    }

    /**
     * @return file that a command locks while it starts or stops processes.
     */
    public Path lockFile()
    {
        return dir.resolve("lock");
    }

    /**
     * @return folder for the temporary files of all processes.
     */
    public Path tmp()
    {
        return dir.resolve("tmp");
    }

    /**
     * @return folder of the jars that its processes run from.
     */
    public Path lib()
    {
        return dir.resolve("lib");
    }

    /**
     * @param process name.
     * @return folder of that process's data.
     */
    public Path data(final String process)
    {
        return dir.resolve("data").resolve(process);
    }

    /**
     * @param process name.
     * @return its log.
     */
    public Path log(final String process)
    {
        return dir.resolve("logs").resolve(process + ".log");
    }

    /**
     * @param file name.
     * @return that file in the folder of rendered configuration.
     */
    public Path config(final String file)
    {
        return dir.resolve("config").resolve(file);
    }

    /**
     * @return who may speak to the cluster: what the nodes check against.
     */
    public Path principalsFile()
    {
        return dir.resolve("keys").resolve("principals.properties");
    }

    /**
     * @param principal id.
     * @return the key with which that principal logs on to the cluster.
     */
    public Path clusterKeyFile(final String principal)
    {
        return dir.resolve("keys").resolve(principal + ".key");
    }

    /**
     * @return the API keys that the gateway knows; the gateway adds to it.
     */
    public Path apiKeysFile()
    {
        return dir.resolve("keys").resolve("api-keys.properties");
    }

    /**
     * @param permission of the key: ADMIN or CASHIER.
     * @return the API key and its secret, for the person who may use it.
     */
    public Path apiKeyFile(final String permission)
    {
        return dir.resolve("keys").resolve("api-" + permission.toLowerCase(Locale.ROOT) + ".key");
    }

    /**
     * Media driver folder of a process: in shared memory, named from this instance's folder so that instances don't
     * meet.
     *
     * @param process name.
     * @return the folder.
     */
    public Path aeronDir(final String process)
    {
        return sharedMemory().resolve(sharedPrefix() + process);
    }

    /**
     * Remove every media driver folder of this instance. None of its processes may be running.
     */
    public void removeSharedMemory()
    {
        final Path root = sharedMemory();
        if (!Files.isDirectory(root))
        {
            return;
        }
        try (var children = Files.newDirectoryStream(root, sharedPrefix() + "*"))
        {
            children.forEach(DirectoryTree::delete);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private Path sharedMemory()
    {
        final Path shm = Path.of("/dev/shm");
        return Files.isDirectory(shm) && Files.isWritable(shm) ? shm : dir.resolve("shm");
    }

    private String sharedPrefix()
    {
        try
        {
            final byte[] name = dir.toString().getBytes(StandardCharsets.UTF_8);
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
            return "lockstep-" + HexFormat.of().formatHex(hash, 0, 5) + "-";
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException(ex);
        }
    }
}
