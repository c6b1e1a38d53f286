package io.lockstep.settlement.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.simulacron.common.cluster.ClusterSpec;
import com.datastax.oss.simulacron.common.codec.ConsistencyLevel;
import com.datastax.oss.simulacron.common.codec.WriteType;
import com.datastax.oss.simulacron.common.stubbing.PrimeDsl;
import com.datastax.oss.simulacron.server.BoundCluster;
import com.datastax.oss.simulacron.server.Server;
import io.lockstep.settlement.SinkHaltedException;
import io.lockstep.settlement.SinkStatus;
import io.lockstep.settlement.TestConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Against a simulated store that fails as told.
 */
@Timeout(30)
class StatementRunnerTest
{
    private static final String STATEMENT = "INSERT INTO trading.t (id) VALUES (1)";
    private static Server server;
    private static BoundCluster store;
    private static CqlSession session;

    private final SinkStatus status = new SinkStatus();

    @BeforeAll
    static void startStore() throws IOException
    {
        // Any free port: the usual one may be in use by a real store.
        final InetSocketAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))
        {
            free = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        server = Server.builder().withAddressResolver(() -> free).build();
        store = server.register(ClusterSpec.builder().withNodes(1));
        final InetSocketAddress address = store.node(0).inetSocketAddress();
        session = CqlSessions.open(TestConfiguration.with(
            "cql.contact", address.getAddress().getHostAddress() + ":" + address.getPort(),
            "cql.datacenter", "dc1"));
    }

    @AfterAll
    static void stopStore()
    {
        session.close();
        server.close();
    }

    @AfterEach
    void clear()
    {
        store.clearPrimes(true);
        store.clearLogs();
    }

    private static List<SimpleStatement> statements(final int count)
    {
        return IntStream.range(0, count)
            .mapToObj((i) -> SimpleStatement.newInstance(STATEMENT).setIdempotent(true)).toList();
    }

    private static long writes()
    {
        return store.getLogs().getQueryLogs().stream().filter((log) -> STATEMENT.equals(log.getQuery())).count();
    }

    @Test
    void shouldRunEveryStatementOnceWhenAllGoesWell() throws InterruptedException
    {
        new StatementRunner(session, status, 16).run(statements(500));
        assertEquals(500, writes());
        assertEquals(SinkStatus.State.RUNNING, status.state());
    }

    @Test
    void shouldRepeatWhatTimedOutUntilTheStoreTakesIt()
    {
        store.prime(PrimeDsl.when(STATEMENT)
            .then(PrimeDsl.writeTimeout(ConsistencyLevel.LOCAL_QUORUM, 0, 1, WriteType.SIMPLE)));
        final CompletableFuture<Void> run = CompletableFuture.runAsync(() ->
        {
            try
            {
                new StatementRunner(session, status, 4).run(statements(10));
            }
            catch (final InterruptedException ex)
            {
                throw new AssertionError(ex);
            }
        });
        await().atMost(10, TimeUnit.SECONDS).until(() -> writes() >= 30);
        assertFalse(run.isDone());
        assertEquals(SinkStatus.State.RETRYING, status.state());
        assertTrue(status.error().startsWith("WriteTimeoutException"), status.error());
        store.clearPrimes(true);
        await().atMost(10, TimeUnit.SECONDS).until(run::isDone);
        assertFalse(run.isCompletedExceptionally());
        assertEquals(SinkStatus.State.RUNNING, status.state());
    }

    @Test
    void shouldHaltWhenTheStoreCallsAStatementInvalid()
    {
        store.prime(PrimeDsl.when(STATEMENT).then(PrimeDsl.invalid("no such column")));
        final SinkHaltedException halt = assertThrows(SinkHaltedException.class,
            () -> new StatementRunner(session, status, 4).run(statements(10)));
        assertTrue(halt.getMessage().contains("no such column"), halt.getMessage());
    }

    @Test
    void shouldStopWhenInterrupted() throws Exception
    {
        store.prime(PrimeDsl.when(STATEMENT).then(PrimeDsl.noResult()));
        final CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        final Thread thread = new Thread(() ->
        {
            try
            {
                new StatementRunner(session, status, 4).run(statements(10));
                outcome.complete(null);
            }
            catch (final Throwable ex)
            {
                outcome.complete(ex);
            }
        });
        thread.start();
        await().atMost(10, TimeUnit.SECONDS).until(() -> writes() >= 4);
        thread.interrupt();
        assertEquals(InterruptedException.class, outcome.get(10, TimeUnit.SECONDS).getClass());
    }
}
