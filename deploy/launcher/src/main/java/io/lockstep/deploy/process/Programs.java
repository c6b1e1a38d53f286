package io.lockstep.deploy.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Programs of the operating system that are used where they exist. Stateless; any thread.
 */
public final class Programs
{
    private Programs()
    {
    }

    /**
     * @param name of a program.
     * @return true if it is found on the PATH.
     */
    public static boolean has(final String name)
    {
        final String path = System.getenv("PATH");
        if (null == path)
        {
            return false;
        }
        for (final String directory : path.split(File.pathSeparator))
        {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name)))
            {
                return true;
            }
        }
        return false;
    }
}
