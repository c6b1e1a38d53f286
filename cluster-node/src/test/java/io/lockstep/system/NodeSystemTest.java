package io.lockstep.system;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.exceptions.AeronException;
import io.lockstep.core.ExchangeEvents;
import io.lockstep.node.ChallengeResponse;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.Side;
import io.lockstep.service.ExchangeClusteredService;
import io.lockstep.testing.Await;
import io.lockstep.testing.TestClient;
import io.lockstep.testing.TestCluster;
import io.lockstep.testing.TestPrincipals;
import io.lockstep.testing.TestTrading;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One real node: who may do what, who hears what, and what stops it.
 */
@Timeout(60)
class NodeSystemTest
{
    private static final long PRICE = 5_000_000;
    private static final long QUANTITY = 10_000;

    @Test
    void shouldAnswerEachAskedAndUnasked() throws Exception
    {
        try (TestCluster cluster = TestCluster.launch(1))
        {
            final TestTrading gateway = new TestTrading(cluster.connect(TestPrincipals.GATEWAY));
            final TestClient seller = cluster.connect(TestPrincipals.TRADER_1001);
            final TestClient buyer = cluster.connect(TestPrincipals.TRADER_1002);
            gateway.setUp();
            final TestTrading selling = new TestTrading(seller);
            final TestTrading buying = new TestTrading(buyer);

            final List<DirectBuffer> accepted = selling.limit(1001, Side.SELL, PRICE, QUANTITY, "a");
            assertEquals(1, accepted.size());
            assertEquals(ExecType.NEW, TestClient.report(accepted.get(0)).execType());
            assertEquals(1, TestClient.report(accepted.get(0)).accountSeq());

            final List<DirectBuffer> filled = buying.limit(1002, Side.BUY, PRICE + 100, 2 * QUANTITY, "b");
            assertEquals(2, filled.size());
            assertEquals(Bool.FALSE, TestClient.report(filled.get(0)).lastOfCommand());
            final ExecutionReportDecoder fill = TestClient.report(filled.get(1));
            assertEquals(ExecType.TRADE, fill.execType());
            assertEquals(OrderStatus.PARTIALLY_FILLED, fill.orderStatus());
            assertEquals(PRICE, fill.lastPrice());
            assertEquals(Bool.FALSE, fill.isMaker());

            final ExecutionReportDecoder unasked = TestClient.report(seller.awaitUnasked(1).get(0));
            assertEquals(OrderStatus.FILLED, unasked.orderStatus());
            assertEquals(Bool.TRUE, unasked.isMaker());
            assertEquals(2, unasked.accountSeq());
            assertEquals(fill.eventSeq(), unasked.eventSeq());

            final ExecutionReportDecoder again =
                TestClient.report(buying.limit(1002, Side.BUY, PRICE + 100, 2 * QUANTITY, "b").get(0));
            assertEquals(ExecType.STATUS, again.execType());
            assertEquals(Bool.TRUE, again.duplicate());
            assertEquals(ExecType.CANCELED, TestClient.report(buying.cancel(1002, "b")).execType());
            assertEquals(OrderStatus.CANCELED, TestClient.report(buying.query(1002, "b")).orderStatus());
            assertEquals(
                RejectCode.ORDER_ALREADY_CLOSED, TestClient.result(selling.cancel(1001, "a")).code());
            assertEquals(OrderStatus.FILLED, TestClient.result(selling.cancel(1001, "a")).orderStatus());

            assertEquals(RejectCode.UNAUTHORISED, TestClient.result(selling.query(1002, "b")).code());
            assertEquals(RejectCode.UNAUTHORISED, selling.deposit(1001, TestTrading.BTC, 1, "mine"));
            assertFalse(seller.requestSnapshot(), "a trader may not have a snapshot taken");
            assertBalances(selling.balances(1001));
            assertStatus(cluster);
        }
    }

    private static void assertBalances(final DirectBuffer reply)
    {
        final BalanceReportDecoder report =
            new BalanceReportDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
        assertEquals(Bool.TRUE, report.lastOfCommand());
        final List<Integer> assetIds = new ArrayList<>();
        report.balances().forEach((balance) -> assetIds.add(balance.assetId()));
        assertEquals(List.of(TestTrading.BTC, TestTrading.USDT), assetIds);
    }

    private static void assertStatus(final TestCluster cluster) throws Exception
    {
        final HttpClient http = HttpClient.newHttpClient();
        final String base = "http://127.0.0.1:" + cluster.node(0).httpPort();
        for (final String path : List.of("/livez", "/readyz"))
        {
            assertEquals(200, http.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        final String status = http.send(
            HttpRequest.newBuilder(URI.create(base + "/status")).build(),
            HttpResponse.BodyHandlers.ofString()).body();
        assertTrue(status.contains("\"role\":\"LEADER\",\"ready\":true"), status);
        assertTrue(status.contains("\"eventSeq\":" + cluster.node(0).status().eventSeq() + ","), status);
        assertTrue(status.contains("\"errors\":0}"), status);
    }

    @Test
    void shouldLetNobodyInWithoutTheSecret()
    {
        try (TestCluster cluster = TestCluster.launch(1))
        {
            assertThrows(AeronException.class, () -> connect(cluster, TestPrincipals.ADMIN, new byte[32]));
            assertThrows(AeronException.class, () -> connect(cluster, "stranger", new byte[32]));
            connect(cluster, TestPrincipals.ADMIN, TestPrincipals.secret(TestPrincipals.ADMIN));
        }
    }

    private static void connect(final TestCluster cluster, final String principalId, final byte[] secret)
    {
        AeronCluster.connect(new AeronCluster.Context()
            .aeronDirectoryName(cluster.clientAeronDirectoryName())
            .ingressChannel("aeron:udp?term-length=64k")
            .ingressEndpoints(cluster.ingressEndpoints())
            .egressChannel("aeron:udp?endpoint=127.0.0.1:0|term-length=64k")
            .credentialsSupplier(new ChallengeResponse(principalId, secret))).close();
    }

    @Test
    void shouldStopWhenTheCoreThrowsAndComeBackRepaired()
    {
        try (TestCluster cluster = TestCluster.launch(1))
        {
            final TestTrading before = new TestTrading(cluster.connect(TestPrincipals.GATEWAY));
            before.setUp();
            before.limit(1001, Side.SELL, PRICE, QUANTITY, "a");
            for (final Throwable thrown : List.of(new IllegalStateException("bug"), new AssertionError("bug")))
            {
                final String id = thrown.getClass().getSimpleName();
                final AtomicBoolean isArmed = new AtomicBoolean();
                cluster.stop(0);
                cluster.start(0, (status) -> new ExchangeClusteredService(status, throwing(thrown, isArmed)));
                cluster.awaitReady();
                isArmed.set(true);
                new TestTrading(cluster.connect(TestPrincipals.GATEWAY))
                    .sendLimit(1002, Side.BUY, PRICE, QUANTITY / 2, id);
                Await.until("node stops", () -> cluster.node(0).hasFailed());
                cluster.awaitFiller(0);
                cluster.stop(0);

                cluster.start(0);
                cluster.awaitReady();
                final TestTrading after = new TestTrading(cluster.connect(TestPrincipals.GATEWAY));
                assertEquals(
                    OrderStatus.FILLED, TestClient.report(after.query(1002, id)).orderStatus());
                final long eventSeq = TestClient.stateHashReport(after.stateHash()).eventSeq();
                assertEquals(eventSeq, cluster.recordedEvents(0).size());
            }
        }
    }

    /** Passes everything on but a trade, once it is armed. */
    private static UnaryOperator<ExchangeEvents> throwing(final Throwable thrown, final AtomicBoolean isArmed)
    {
        return (events) -> (ExchangeEvents)Proxy.newProxyInstance(
            ExchangeEvents.class.getClassLoader(),
            new Class<?>[]{ExchangeEvents.class},
            (proxy, method, args) ->
            {
                if (isArmed.get() && "onTrade".equals(method.getName()))
                {
                    throw thrown;
                }
                try
                {
                    return method.invoke(events, args);
                }
                catch (final InvocationTargetException ex)
                {
                    throw ex.getCause();
                }
            });
    }

    @Test
    void shouldRecordAnewFromTheSnapshotWhenTheRecordingFallsShortOfIt()
    {
        try (TestCluster cluster = TestCluster.launch(1))
        {
            final TestClient client = cluster.connect(TestPrincipals.GATEWAY);
            final TestTrading trading = new TestTrading(client);
            trading.setUp();
            final long snapshotPosition = cluster.node(0).status().eventPosition();
            assertTrue(client.requestSnapshot());
            Await.until("snapshot", () -> cluster.node(0).snapshotCount() > 0);
            trading.limit(1001, Side.SELL, PRICE, QUANTITY, "a");
            final List<byte[]> before = cluster.recordedEvents(0);
            cluster.stop(0);

            cluster.truncateEvents(0, 0);
            cluster.start(0);
            cluster.awaitReady();
            new TestTrading(cluster.connect(TestPrincipals.GATEWAY)).limit(1002, Side.BUY, PRICE, QUANTITY, "b");
            final List<byte[]> after = cluster.recordedEvents(0);
            assertEquals(3, after.size(), "from the snapshot on: two orders and a trade");
            assertArrayEquals(before.get(before.size() - 1), after.get(0), "made again as it was");
        }
    }

    @Test
    void shouldAnswerWhatItCannotRead()
    {
        try (TestCluster cluster = TestCluster.launch(1))
        {
            final TestClient client = cluster.connect(TestPrincipals.GATEWAY);
            final UnsafeBuffer garbage = new UnsafeBuffer(new byte[4000]);
            garbage.setMemory(0, 4000, (byte)0x55);
            assertEquals(RejectCode.UNKNOWN_MESSAGE, TestClient.result(client.call(garbage, 4000).get(0)).code());
            assertTrue(cluster.node(0).isReady());
        }
    }
}
