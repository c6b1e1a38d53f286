package io.lockstep.client;

import io.aeron.exceptions.TimeoutException;
import io.aeron.security.AuthenticationException;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The client against a real cluster of three nodes. */
@Timeout(180)
class ClusterSessionTest
{
    private static final int COMMANDS = 3_000;

    @TempDir
    private File folder;
    private final RecordingListener listener = new RecordingListener();
    private ToyCluster cluster;
    private ExchangeClient client;

    @BeforeEach
    void start()
    {
        cluster = new ToyCluster(folder);
    }

    @AfterEach
    void stop()
    {
        CloseHelper.closeAll(client, cluster);
    }

    @Test
    void shouldHaveEveryCommandAnsweredOnceWhenLeaderIsLost()
    {
        cluster.start();
        client = ExchangeClient.connect(context());
        listener.lines.clear();
        int lost = -1;
        for (int i = 1; i <= COMMANDS; i++)
        {
            send(() -> client.createAccount(2, 0));
            if (COMMANDS / 3 == i)
            {
                lost = cluster.leader();
                cluster.stop(lost);
            }
        }
        Await.until(() -> "in flight " + client.inFlight(), () ->
        {
            client.poll();
            return 0 == client.inFlight();
        });

        final int survivor = 0 == lost ? 1 : 0;
        Await.until(
            () -> "applied " + cluster.applied(survivor).size(),
            () -> COMMANDS == cluster.applied(survivor).size());
        assertEquals(
            COMMANDS, listener.lines.stream().filter((line) -> line.startsWith("result")).distinct().count());
        assertEquals(COMMANDS, listener.lines.stream().filter((line) -> line.startsWith("result")).count());
        assertTrue(listener.lines.stream().anyMatch((line) -> line.startsWith("connected")), "no leader change seen");
        assertFalse(listener.lines.stream().anyMatch((line) -> line.startsWith("unknown")), "outcome unknown");
        assertTrue(client.resendCount() > 0);
    }

    @Test
    void shouldOpenNewSessionWhenWholeClusterWasDown()
    {
        cluster.start();
        client = ExchangeClient.connect(context().replyTimeoutNs(TimeUnit.SECONDS.toNanos(60)));
        send(() -> client.createAccount(2, 0));
        for (int i = 0; i < ToyCluster.SIZE; i++)
        {
            cluster.stop(i);
        }
        Await.until(() -> "the session is lost: " + listener.lines, () ->
        {
            client.poll();
            return listener.lines.contains("disconnected");
        });
        assertEquals(ExchangeClient.NOT_CONNECTED, client.createAccount(3, 0));
        cluster.start();
        send(() -> client.createAccount(3, 0));
        Await.until(() -> "in flight " + client.inFlight(), () ->
        {
            client.poll();
            return 0 == client.inFlight();
        });
        assertEquals(2, listener.lines.stream().filter((line) -> line.startsWith("result")).count());
    }

    @Test
    void shouldRefuseWrongSecretAtOnce()
    {
        cluster.start();
        final AuthenticationException ex = assertThrows(AuthenticationException.class, () ->
            ExchangeClient.connect(context().key(new PrincipalKey(
                "bridge", "another secret of 32 bytes......".getBytes(StandardCharsets.US_ASCII)))));
        assertFalse(ex.getMessage().isEmpty());
    }

    @Test
    void shouldTimeOutWhenNobodyAnswersAndNotWaitWhenToldSo()
    {
        final TimeoutException ex = assertThrows(TimeoutException.class, () ->
            ExchangeClient.connect(context().connectTimeoutNs(TimeUnit.MILLISECONDS.toNanos(300))));
        assertTrue(ex.getMessage().contains("no session with the exchange at 0=127.0.0.1:"), ex.getMessage());
        client = ExchangeClient.connect(context().connectTimeoutNs(0));
        assertFalse(client.isConnected());
        assertEquals(ExchangeClient.NOT_CONNECTED, client.createAccount(2, 0));
        assertEquals(0, client.inFlight());
    }

    private void send(final LongSupplier command)
    {
        Await.until(() -> "the command is taken: " + listener.lines.size(), () ->
        {
            client.poll();
            return command.getAsLong() > 0;
        });
    }

    private ExchangeClient.Context context()
    {
        return new ExchangeClient.Context()
            .ingressEndpoints(cluster.ingressEndpoints())
            .key(ArchiveNode.KEY)
            .listener(listener)
            .connectTimeoutNs(TimeUnit.SECONDS.toNanos(30))
            .replyTimeoutNs(TimeUnit.SECONDS.toNanos(20));
    }
}
