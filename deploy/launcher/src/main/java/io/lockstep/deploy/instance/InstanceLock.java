package io.lockstep.deploy.instance;

import io.lockstep.deploy.process.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Held by a command while it starts or stops processes of an instance, so that two commands don't do so at once. The
 * operating system lets go of it however the command ends.
 */
public final class InstanceLock
{
    private InstanceLock()
    {
    }

    /**
     * Do something while holding the lock.
     *
     * @param instance to lock.
     * @param action   to do.
     * @param <T>      type of its result.
     * @return its result.
     * @throws CommandFailure at once if another command holds the lock.
     */
    public static <T> T whileHeld(final Instance instance, final Supplier<T> action)
    {
        try
        {
            Files.createDirectories(instance.dir());
            try (FileChannel channel =
                FileChannel.open(instance.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE))
            {
                if (null == tryLock(channel))
                {
                    throw new CommandFailure("another lockstep command is at work in " + instance.dir() +
                        "; wait for its end");
                }
                return action.get();
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private static FileLock tryLock(final FileChannel channel) throws IOException
    {
        try
        {
            return channel.tryLock();
        }
        catch (final OverlappingFileLockException ex)
        {
            return null;
        }
    }
}
