package io.lockstep.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One node at a time on a data folder. The operating system lets go of the lock when the process ends, however it ends.
 */
final class DataDirLock implements AutoCloseable
{
    private final FileChannel channel;

    DataDirLock(final Path dataDir)
    {
        try
        {
            Files.createDirectories(dataDir);
            channel = FileChannel.open(
                dataDir.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel))
            {
                channel.close();
                throw new IllegalStateException("data.dir: another node is running on " + dataDir);
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("data.dir: cannot be used: " + dataDir, ex);
        }
    }

    private static boolean isLocked(final FileChannel channel) throws IOException
    {
        try
        {
            final FileLock lock = channel.tryLock();
            return null != lock;
        }
        catch (final OverlappingFileLockException ex)
        {
            return false;
        }
    }

    @Override
    public void close()
    {
        try
        {
            channel.close();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
