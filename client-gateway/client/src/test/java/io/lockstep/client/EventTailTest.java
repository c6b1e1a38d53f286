package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.lockstep.sbe.EventStream;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The tail against real archives, each with the recording of one node. */
@Timeout(120)
class EventTailTest
{
    private static final EventScript SCRIPT = new EventScript(0x5EED, 300);
    @TempDir
    private static File driverFolder;
    private static MediaDriver driver;
    private static Aeron aeron;

    @TempDir
    private File folder;
    private final List<ArchiveNode> nodes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private EventScript expected = SCRIPT;
    private int deliveredCount;
    private RuntimeException handlerFailure;
    private boolean isLeaderPresent = true;
    private long nowNs;
    private EventTail tail;

    @BeforeAll
    static void launchDriver()
    {
        driver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(new File(driverFolder, "aeron").getAbsolutePath())
            .threadingMode(ThreadingMode.SHARED)
            .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    @AfterAll
    static void closeDriver()
    {
        CloseHelper.closeAll(aeron, driver);
    }

    @AfterEach
    void close()
    {
        CloseHelper.close(tail);
        nodes.forEach(ArchiveNode::delete);
    }

    @Test
    void shouldDeliverAllEventsThenFollowLive()
    {
        final ArchiveNode node = node();
        launch(Checkpoint.START);
        pollUntilProblems(1);
        assertProblem("STOPPED, it has no recording of events");
        problems.clear();
        node.record(0);
        Await.until(() -> "the empty recording is followed", () ->
        {
            tail.poll(10);
            return EventTail.State.FOLLOWING == tail.state();
        });
        problems.clear();
        node.append(SCRIPT, 0, 200);
        pollTo(200);
        assertEquals(SCRIPT.chainId(), tail.chainId());
        assertEquals(EventTail.State.FOLLOWING, tail.state());

        node.append(SCRIPT, 200, 300);
        pollTo(300);
        assertEquals(SCRIPT.checkpoint(300), tail.checkpoint());
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @Test
    void shouldGoOnAtOtherNodeWhenTheOneThatIsReadIsClosed()
    {
        final ArchiveNode first = node();
        final ArchiveNode second = node();
        first.record(0);
        second.record(0);
        first.append(SCRIPT, 0, 150);
        second.append(SCRIPT, 0, 150);
        launch(Checkpoint.START);
        pollTo(150);
        assertEquals(0, tail.currentNode());

        first.close();
        second.append(SCRIPT, 150, 300);
        pollTo(300);
        assertEquals(1, tail.currentNode());
    }

    @Test
    void shouldComeBackToNodeThatWasClosed()
    {
        final ArchiveNode first = node();
        final ArchiveNode second = node().recorded(SCRIPT.head(150));
        first.recorded(SCRIPT.head(150));
        launch(Checkpoint.START);
        pollTo(150);
        first.close();
        pollUntilNode(1);
        second.close();
        first.start();
        first.record(0);
        first.append(SCRIPT, 0, 300);
        pollTo(300);
        assertEquals(0, tail.currentNode());
    }

    @Test
    void shouldMoveOnWhenArchiveHangs()
    {
        final ArchiveNode first = node().recorded(SCRIPT.head(150));
        final ArchiveNode second = node();
        second.record(0);
        second.append(SCRIPT, 0, 150);
        launch(Checkpoint.START);
        pollTo(150);

        first.hang();
        second.append(SCRIPT, 150, 300);
        pollTo(300);
        assertEquals(1, tail.currentNode());
        assertProblem("does not answer any more");
    }

    @Test
    void shouldMoveOnWhenRecordingStops()
    {
        final ArchiveNode first = node().recorded(SCRIPT.head(150));
        node().recorded(SCRIPT);
        launch(Checkpoint.START);
        pollTo(150);
        first.stopRecording();
        pollTo(300);
        assertEquals(1, tail.currentNode());
        assertProblem("left node 0 at eventSeq 150: UNREACHABLE, the replay ended");
    }

    @Test
    void shouldHealGapFromOtherNode()
    {
        node().recorded(SCRIPT.without(100));
        node().recorded(SCRIPT);
        launch(Checkpoint.START);
        pollTo(300);
        assertProblem("left node 0 at eventSeq 99: BROKEN, event 100 at position");
        assertProblem("has the wrong eventSeq: 101 expected=100");
    }

    @Test
    void shouldHealFlippedByteFromOtherNode()
    {
        node().recorded(SCRIPT.with(100, EventScript.flip(60)));
        node().recorded(SCRIPT);
        launch(Checkpoint.START);
        pollTo(300);
        assertProblem("left node 0 at eventSeq 99: BROKEN, event 100 at position");
        assertProblem("breaks the chain");
    }

    @Test
    void shouldHealTwoNodesFromEachOther()
    {
        node().recorded(SCRIPT.with(100, EventScript.flip(60)).with(250, EventScript.flip(60)));
        node().recorded(SCRIPT.with(200, EventScript.flip(60)));
        launch(Checkpoint.START);
        pollTo(300);
        assertEquals(1, tail.currentNode());
        assertEquals(3, problems.size());
        assertTrue(problems.get(0).contains("left node 0 at eventSeq 99: BROKEN"), problems::toString);
        assertTrue(problems.get(1).contains("left node 1 at eventSeq 199: BROKEN"), problems::toString);
        assertTrue(problems.get(2).contains("left node 0 at eventSeq 249: BROKEN"), problems::toString);
    }

    @Test
    void shouldHaltWhenAllNodesBreakAtTheSamePlace()
    {
        node().recorded(SCRIPT.with(100, EventScript.flip(60)));
        node().recorded(SCRIPT.without(100));
        tail = EventTail.launch(context(Checkpoint.START).behindTimeoutNs(SECONDS.toNanos(60)));
        final TailHaltedException ex = assertThrows(TailHaltedException.class, () -> pollTo(300));

        assertEquals(99, deliveredCount);
        assertEquals(EventTail.State.HALTED, tail.state());
        assertEquals(SCRIPT.checkpoint(99), tail.checkpoint());
        assertTrue(ex.getMessage().startsWith("no node can continue after eventSeq 99 at position " +
            SCRIPT.endPosition(98) + ": node 0 (" + nodes.get(0).endpoint() + ") BROKEN, "), ex.getMessage());
        assertTrue(ex.getMessage().contains("; node 1 (" + nodes.get(1).endpoint() + ") BROKEN, "), ex.getMessage());
        assertThrows(TailHaltedException.class, () -> tail.poll(10));
    }

    @Test
    void shouldNotHaltWhileOneNodeThatMayHealIsDown()
    {
        node().recorded(SCRIPT.with(100, EventScript.flip(60)));
        final ArchiveNode second = node();
        second.close();
        launch(Checkpoint.START);
        pollTo(99);
        pollUntilProblems(6);
        second.start();
        second.recorded(SCRIPT);
        pollTo(300);
    }

    @Test
    void shouldResumeFromCheckpointMidStream()
    {
        node().recorded(SCRIPT);
        deliveredCount = 123;
        launch(SCRIPT.checkpoint(123));
        pollTo(300);
        assertEquals(0, tail.chainId());
    }

    @Test
    void shouldHaltWhenCheckpointIsOfAnotherChain()
    {
        node().recorded(SCRIPT);
        node().recorded(SCRIPT);
        deliveredCount = 123;
        final Checkpoint right = SCRIPT.checkpoint(123);
        launch(new Checkpoint(right.eventSeq(), right.position(), right.chainHash() + 1));
        final TailHaltedException ex = assertThrows(TailHaltedException.class, () -> pollTo(300));
        assertTrue(ex.getMessage().contains("breaks the chain"), ex.getMessage());
        assertEquals(123, deliveredCount);
    }

    @Test
    void shouldHaltWhenChainIsNotTheOneConfigured()
    {
        node().recorded(SCRIPT);
        tail = EventTail.launch(context(Checkpoint.START).chainId(99));
        final TailHaltedException ex = assertThrows(TailHaltedException.class, () -> pollTo(1));
        assertTrue(ex.getMessage().contains("the chain is another"), ex.getMessage());
    }

    @Test
    void shouldHaltWhenCheckpointIsAheadOfEveryNodeAndOnlyWhileThereIsALeader()
    {
        node().recorded(SCRIPT.head(100));
        node().recorded(SCRIPT.head(150));
        deliveredCount = 200;
        isLeaderPresent = false;
        launch(SCRIPT.checkpoint(200));
        final long startNs = System.nanoTime();
        pollUntilProblems(8);
        Await.until(() -> "the timeout passes", () ->
        {
            tail.poll(10);
            return System.nanoTime() - startNs > SECONDS.toNanos(2);
        });
        assertEquals(EventTail.State.CONNECTING, tail.state());

        isLeaderPresent = true;
        final TailHaltedException ex = assertThrows(TailHaltedException.class, () -> pollTo(201));
        assertTrue(ex.getMessage().contains("BEHIND, the recording is at " + SCRIPT.endPosition(99)), ex.getMessage());
        assertTrue(ex.getMessage().contains("BEHIND, the recording is at " + SCRIPT.endPosition(149)), ex.getMessage());
    }

    @Test
    void shouldWaitForNodeThatIsBehindToCatchUp()
    {
        final ArchiveNode node = node();
        node.record(0);
        node.append(SCRIPT, 0, 100);
        deliveredCount = 200;
        isLeaderPresent = false;
        launch(SCRIPT.checkpoint(200));
        pollUntilProblems(2);
        node.append(SCRIPT, 100, 300);
        pollTo(300);
    }

    @Test
    void shouldTakeTheRecordingThatCoversTheCheckpoint()
    {
        // A hole: the node lost a part, and records again from behind it.
        final ArchiveNode node = node();
        node.recorded(SCRIPT.head(50));
        node.stopRecording();
        node.record(SCRIPT.endPosition(99));
        node.append(SCRIPT, 100, 300);
        assertEquals(SCRIPT.endPosition(299), node.position());
        deliveredCount = 120;
        launch(SCRIPT.checkpoint(120));
        pollTo(300);
    }

    @Test
    void shouldHaltWhenEventsAfterCheckpointWerePurgedEverywhere()
    {
        final ArchiveNode node = node();
        node.record(SCRIPT.endPosition(99));
        node.append(SCRIPT, 100, 300);
        deliveredCount = 50;
        launch(SCRIPT.checkpoint(50));
        final TailHaltedException ex = assertThrows(TailHaltedException.class, () -> pollTo(51));
        assertTrue(ex.getMessage().contains("REFUSED, its recording starts at " + SCRIPT.endPosition(99)),
            ex.getMessage());
    }

    @Test
    void shouldCrossTermsAtTheComputedPositions()
    {
        expected = new EventScript(1, 90_000);
        assertTrue(expected.endPosition(expected.size() - 1) > EventStream.TERM_LENGTH);
        node().recorded(expected);
        launch(Checkpoint.START);
        pollTo(expected.size());
        assertEquals(expected.checkpoint(expected.size()), tail.checkpoint());
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @Test
    void shouldDeliverEventAgainWhenHandlerThrows()
    {
        node().recorded(SCRIPT);
        launch(Checkpoint.START);
        pollTo(10);
        handlerFailure = new IllegalStateException("on purpose");
        final RuntimeException ex = assertThrows(IllegalStateException.class, () -> pollTo(300));
        assertEquals("on purpose", ex.getMessage());
        assertEquals(deliveredCount, tail.eventSeq());
        pollTo(300);
        assertTrue(problems.isEmpty(), problems::toString);
    }

    @Test
    void shouldNotGetInWithWrongSecret()
    {
        node().recorded(SCRIPT);
        tail = EventTail.launch(context(Checkpoint.START)
            .key(new PrincipalKey("bridge", "another secret of 32 bytes......".getBytes(StandardCharsets.US_ASCII))));
        pollUntilProblems(2);
        assertEquals(0, deliveredCount);
        assertEquals(EventTail.State.CONNECTING, tail.state());
        assertProblem("UNREACHABLE");
    }

    @Test
    void shouldPauseBetweenRoundsAndLongerEachTime()
    {
        // Without a recording a node answers at once, so only the pause keeps the tail from spinning.
        node();
        nowNs = 0;
        tail = EventTail.launch(context(Checkpoint.START).nanoClock(() -> nowNs));
        pollUntilProblems(1);
        assertPausesFor(MILLISECONDS.toNanos(50));
        pollUntilProblems(2);
        assertPausesFor(MILLISECONDS.toNanos(100));
        pollUntilProblems(3);
        assertPausesFor(MILLISECONDS.toNanos(100));
        pollUntilProblems(4);
    }

    private void assertPausesFor(final long pauseNs)
    {
        nowNs += pauseNs - 1;
        for (int i = 0; i < 1000; i++)
        {
            assertEquals(0, tail.poll(10));
        }
        nowNs += 1;
    }

    @Test
    void shouldTryNodesInTheOrderGivenWithItsOwnDriver()
    {
        node().recorded(SCRIPT);
        node().recorded(SCRIPT);
        tail = EventTail.launch(context(Checkpoint.START).aeron(null).nodeOrder(1, 0));
        assertEquals(1, tail.currentNode());
        pollTo(300);
        assertEquals(1, tail.currentNode());
        assertThrows(IllegalArgumentException.class,
            () -> EventTail.launch(context(Checkpoint.START).nodeOrder(1, 1)));
        assertThrows(IllegalArgumentException.class,
            () -> EventTail.launch(context(Checkpoint.START).archives("nohost")));
    }

    private ArchiveNode node()
    {
        final ArchiveNode node = new ArchiveNode(new File(folder, "node-" + nodes.size()));
        nodes.add(node);
        return node;
    }

    private EventTail.Context context(final Checkpoint checkpoint)
    {
        return new EventTail.Context()
            .archives(nodes.stream().map(ArchiveNode::endpoint).collect(Collectors.joining(",")))
            .aeron(aeron)
            .key(ArchiveNode.KEY)
            .checkpoint(checkpoint)
            .handler(this::onEvent)
            .errorHandler((throwable) -> problems.add(throwable.getMessage()))
            .leaderPresent(() -> isLeaderPresent)
            .nodeTimeoutNs(SECONDS.toNanos(1))
            .stallTimeoutNs(MILLISECONDS.toNanos(300))
            .behindTimeoutNs(SECONDS.toNanos(1))
            .maxBackoffNs(MILLISECONDS.toNanos(100));
    }

    private void launch(final Checkpoint checkpoint)
    {
        tail = EventTail.launch(context(checkpoint));
    }

    private void onEvent(
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long eventSeq,
        final long endPosition,
        final long chainHash)
    {
        final RuntimeException failure = handlerFailure;
        if (null != failure)
        {
            handlerFailure = null;
            throw failure;
        }
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        assertTrue(Arrays.equals(expected.event(deliveredCount).byteArray(), bytes), "event " + eventSeq);
        assertEquals(deliveredCount + 1, eventSeq);
        assertEquals(expected.endPosition(deliveredCount), endPosition);
        assertEquals(expected.chainHash(deliveredCount), chainHash);
        deliveredCount++;
    }

    private void pollTo(final int eventSeq)
    {
        Await.until(() -> "event " + eventSeq + ", at " + deliveredCount + ": " + problems, () ->
        {
            tail.poll(10);
            return deliveredCount >= eventSeq;
        });
    }

    private void pollUntilNode(final int nodeId)
    {
        assertNotEquals(nodeId, tail.currentNode());
        Await.until(() -> "node " + nodeId + ": " + problems, () ->
        {
            tail.poll(10);
            return nodeId == tail.currentNode() && EventTail.State.FOLLOWING == tail.state();
        });
    }

    private void pollUntilProblems(final int count)
    {
        Await.until(() -> count + " problems: " + problems, () ->
        {
            tail.poll(10);
            return problems.size() >= count;
        });
    }

    private void assertProblem(final String part)
    {
        assertTrue(problems.stream().anyMatch((problem) -> problem.contains(part)), problems::toString);
    }
}
