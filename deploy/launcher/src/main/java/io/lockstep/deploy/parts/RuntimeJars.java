package io.lockstep.deploy.parts;

import io.lockstep.deploy.instance.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Copies our own jars into the instance, under names that follow from their content. A build may then replace the
 * originals while processes run from the copies. Used from one thread.
 */
final class RuntimeJars
{
    private RuntimeJars()
    {
    }

    /**
     * Class path with copies in place of the jars that a build can replace.
     *
     * @param instance  that gets the copies.
     * @param classpath of a process.
     * @return the same with copies.
     */
    static List<Path> copy(final Instance instance, final List<Path> classpath)
    {
        final List<Path> copies = new ArrayList<>();
        for (final Path jar : classpath)
        {
            copies.add("target".equals(String.valueOf(jar.getParent().getFileName())) ? copy(instance, jar) : jar);
        }
        return copies;
    }

    private static Path copy(final Instance instance, final Path jar)
    {
        try
        {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            final String name = HexFormat.of().formatHex(hash, 0, 6) + "-" + jar.getFileName();
            final Path copy = instance.lib().resolve(name);
            if (!Files.exists(copy))
            {
                Files.createDirectories(copy.getParent());
                final Path temporary = copy.resolveSibling(name + ".new");
                Files.copy(jar, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            return copy;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException(ex);
        }
    }
}
