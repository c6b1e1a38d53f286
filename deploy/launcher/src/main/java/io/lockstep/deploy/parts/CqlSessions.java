package io.lockstep.deploy.parts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Opens driver sessions for single statements: without schema metadata, and without the driver's pause on closing.
 * Any thread.
 */
public final class CqlSessions
{
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private CqlSessions()
    {
    }

    /**
     * @param port of the store on 127.0.0.1.
     * @return a session, to be closed.
     */
    public static CqlSession open(final int port)
    {
        final DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, TIMEOUT)
            .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
            .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
            .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            .build();
        return CqlSession.builder()
            .addContactPoint(new InetSocketAddress("127.0.0.1", port))
            .withLocalDatacenter("datacenter1")
            .withConfigLoader(config)
            .build();
    }
}
