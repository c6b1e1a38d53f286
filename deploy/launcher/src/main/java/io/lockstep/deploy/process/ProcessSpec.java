package io.lockstep.deploy.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What it takes to start one process and to know that it is ready. Immutable.
 *
 * @param name             short, unique in an instance: names the pid file and the log file.
 * @param command          program and arguments.
 * @param workingDirectory where crash files of the JVM land.
 * @param log              to which standard output and standard error are appended.
 * @param endpoint         where it serves, in words, for the progress line.
 * @param readiness        asked until it has nothing to complain about.
 * @param retryForMs       a process that ends before it was ever ready is started again within this time; 0 for never.
 * @param prepare          run on the calling thread just before the start.
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Path workingDirectory,
    Path log,
    String endpoint,
    Readiness readiness,
    long retryForMs,
    Runnable prepare)
{
}
