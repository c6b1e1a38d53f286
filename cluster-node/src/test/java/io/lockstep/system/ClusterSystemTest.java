package io.lockstep.system;

import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.Side;
import io.lockstep.testing.Await;
import io.lockstep.testing.TestClient;
import io.lockstep.testing.TestCluster;
import io.lockstep.testing.TestPrincipals;
import io.lockstep.testing.TestTrading;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Three real nodes: what one does all do, whatever happens to one of them, or to all.
 */
@Timeout(90)
class ClusterSystemTest
{
    private static final long PRICE = 5_000_000;
    private static final long QUANTITY = 10_000;
    private static final int NODES = 3;
    private static final int EVENTS_PER_TRADE = 3;

    private int orderCount;

    /** A sell that rests and a buy that fills it; the number of the last event. */
    private long trade(final TestTrading trading)
    {
        final String id = "o-" + ++orderCount;
        trading.limit(1001, Side.SELL, PRICE, QUANTITY, id);
        final List<DirectBuffer> replies = trading.limit(1002, Side.BUY, PRICE, QUANTITY, id);
        final ExecutionReportDecoder report = TestClient.report(replies.get(replies.size() - 1));
        assertEquals(OrderStatus.FILLED, report.orderStatus());
        return report.eventSeq();
    }

    private static StateHashReportDecoder assertSameOnAll(final TestCluster cluster, final TestTrading trading)
    {
        final StateHashReportDecoder report = TestClient.stateHashReport(trading.stateHash());
        cluster.awaitEvent(report.eventSeq());
        final List<byte[]> expected = cluster.recordedEvents(0);
        assertEquals(report.eventSeq(), expected.size(), "one recorded event per number");
        for (int i = 0; i < NODES; i++)
        {
            assertEquals(report.stateHash(), cluster.node(i).status().stateHash(), "state hash of node " + i);
            assertEquals(report.logPosition(), cluster.node(i).status().stateHashLogPosition());
            assertFalse(cluster.node(i).hasFailed(), "failure of node " + i);
            assertEquals(cluster.node(0).status().chainHash(), cluster.node(i).status().chainHash());
            final List<byte[]> actual = cluster.recordedEvents(i);
            assertEquals(expected.size(), actual.size(), "events of node " + i);
            for (int event = 0; event < actual.size(); event++)
            {
                final int eventSeq = event + 1;
                assertArrayEquals(expected.get(event), actual.get(event), () -> "event " + eventSeq);
            }
        }
        return report;
    }

    @Test
    void shouldStayTheSameWhateverHappensToANode()
    {
        try (TestCluster cluster = TestCluster.launch(NODES))
        {
            final TestTrading trading = new TestTrading(cluster.connect(TestPrincipals.GATEWAY));
            trading.setUp();
            trade(trading);
            assertSameOnAll(cluster, trading);

            final int killed = cluster.awaitReady();
            final long beforeKill = trade(trading);
            cluster.kill(killed);
            assertEquals(beforeKill + EVENTS_PER_TRADE, trade(trading), "events go on where they were");
            cluster.start(killed);
            cluster.awaitReady();
            assertSameOnAll(cluster, trading);

            // A new session: a leader does not know the principals of sessions that were opened under another.
            assertTrue(cluster.connect(TestPrincipals.ADMIN).requestSnapshot());
            awaitSnapshot(cluster);
            trade(trading);
            final int follower = (cluster.awaitReady() + 1) % NODES;
            cluster.stop(follower);
            trade(trading);
            cluster.start(follower);
            cluster.awaitReady();
            assertSameOnAll(cluster, trading);

            final int wiped = (cluster.awaitReady() + 1) % NODES;
            cluster.stop(wiped);
            cluster.wipe(wiped);
            trade(trading);
            cluster.start(wiped);
            cluster.awaitReady();
            assertSameOnAll(cluster, trading);
        }
    }

    @Test
    void shouldComeBackTheSameWhenAllNodesStop()
    {
        try (TestCluster cluster = TestCluster.launch(NODES))
        {
            final TestClient client = cluster.connect(TestPrincipals.GATEWAY);
            final TestTrading trading = new TestTrading(client);
            trading.setUp();
            trading.limit(1001, Side.SELL, PRICE, 3 * QUANTITY, "resting");
            trading.limit(1002, Side.BUY, PRICE, QUANTITY, "part");
            assertTrue(client.requestSnapshot());
            awaitSnapshot(cluster);
            trading.limit(1002, Side.BUY, PRICE, QUANTITY, "part-2");
            final StateHashReportDecoder before = assertSameOnAll(cluster, trading);

            for (int i = 0; i < NODES; i++)
            {
                cluster.stop(i);
            }
            for (int i = 0; i < NODES; i++)
            {
                cluster.start(i);
            }
            cluster.awaitReady();
            final StateHashReportDecoder after = assertSameOnAll(cluster, trading);
            assertEquals(before.stateHash(), after.stateHash());
            assertEquals(before.eventSeq() + 1, after.eventSeq(), "a repeated order emits nothing");
            assertEquals(RejectCode.NONE, trading.deposit(1001, TestTrading.BTC, 10_000 * TestTrading.ONE, "dep-1"));
            final ExecutionReportDecoder order = TestClient.report(trading.query(1001, "resting"));
            assertEquals(OrderStatus.PARTIALLY_FILLED, order.orderStatus());
            assertEquals(QUANTITY, order.leavesQuantity());
            final long lastSeq = assertSameOnAll(cluster, trading).eventSeq();
            assertEquals(after.eventSeq() + 1, lastSeq, "a repeated deposit emits nothing");
        }
    }

    private static void awaitSnapshot(final TestCluster cluster)
    {
        for (int i = 0; i < NODES; i++)
        {
            final int nodeId = i;
            Await.until("snapshot of node " + i, () -> cluster.node(nodeId).snapshotCount() > 0);
        }
    }
}
