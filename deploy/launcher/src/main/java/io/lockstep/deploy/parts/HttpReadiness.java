package io.lockstep.deploy.parts;

import io.lockstep.deploy.process.Readiness;

/**
 * One of our own processes is ready when it says so at /readyz.
 */
final class HttpReadiness implements Readiness
{
    private final int port;

    HttpReadiness(final int port)
    {
        this.port = port;
    }

    @Override
    public String reasonNotReady()
    {
        final StatusPage.Answer answer = StatusPage.get(port, "/readyz");
        if (200 == answer.code())
        {
            return "";
        }
        return 0 == answer.code() ? "port " + port + " is closed" : answer.body().strip();
    }
}
