package io.lockstep.deploy.process;

/**
 * Asks a process, from outside and the way its clients would, whether it can do its work. Called from one thread.
 */
@FunctionalInterface
public interface Readiness
{
    /**
     * Ask once; may block for a second or so, not longer.
     *
     * @return an empty string if the process is ready, else why not.
     */
    String reasonNotReady();
}
