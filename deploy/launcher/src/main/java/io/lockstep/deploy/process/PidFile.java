package io.lockstep.deploy.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file that names a process that was started here: its pid and its {@link ProcessIdentity}. A pid that by now
 * belongs to somebody else is never reported as live, so it is never signalled. One writer at a time (the instance
 * lock sees to it).
 */
public final class PidFile
{
    private final Path path;

    /**
     * @param path of the file.
     */
    public PidFile(final Path path)
    {
        this.path = path;
    }

    /**
     * Record a process.
     *
     * @param pid of a process that was just started.
     */
    public void write(final long pid)
    {
        final String identity = ProcessIdentity.of(pid).orElse("gone");
        try
        {
            Files.createDirectories(path.getParent());
            final Path temporary = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(temporary, pid + "\n" + identity + "\n");
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * The recorded process, if it still runs and is still the one that was recorded.
     *
     * @return its pid, or empty.
     */
    public OptionalLong livePid()
    {
        try
        {
            final List<String> lines = Files.readAllLines(path);
            if (lines.size() < 2)
            {
                return OptionalLong.empty();
            }
            final long pid = Long.parseLong(lines.get(0).trim());
            final boolean same = ProcessIdentity.of(pid).filter(lines.get(1).trim()::equals).isPresent();
            return same ? OptionalLong.of(pid) : OptionalLong.empty();
        }
        catch (final NoSuchFileException | NumberFormatException ex)
        {
            return OptionalLong.empty();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * @return true if the file exists, whatever became of the process.
     */
    public boolean exists()
    {
        return Files.exists(path);
    }

    /**
     * Forget the process.
     */
    public void delete()
    {
        try
        {
            Files.deleteIfExists(path);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
