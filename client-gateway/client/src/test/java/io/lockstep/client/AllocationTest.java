package io.lockstep.client;

import io.lockstep.sbe.client.ExecutionReportEncoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.Side;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sending, answering, sending again and verifying events cost no heap once warm. */
class AllocationTest
{
    private static final int WARM_UP = 50_000;
    private static final int MEASURED = 50_000;
    /** One call of the measuring bean itself, and what the JIT's own threads may charge to this one. */
    private static final long TOLERANCE_BYTES = 4096;

    private final com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();
    private long nowNs;
    private FakeTransport transport;

    @Test
    void shouldNotAllocateWhenSendingAndReceiving()
    {
        final ExchangeClient client = new ExchangeClient(
            new ExchangeClient.Context()
                .listener(new SilentListener())
                .nanoClock(() -> nowNs)
                .epochNanoClock(() -> nowNs),
            (receiver) ->
            {
                transport = new FakeTransport(receiver);
                return transport;
            });
        transport.connect(0);
        transport.isRecording = false;
        final OrderRequest request =
            new OrderRequest().accountId(1001).instrumentId(1).side(Side.BUY).price(5).quantity(6);
        final UnsafeBuffer answer =
            new UnsafeBuffer(Answers.report(1, ExecType.NEW, Bool.TRUE));
        final StringBuilder clientOrderId = new StringBuilder();

        converse(client, request, answer, clientOrderId, WARM_UP);
        final long before = threads.getCurrentThreadAllocatedBytes();
        converse(client, request, answer, clientOrderId, MEASURED);
        final long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocatedBytes <= TOLERANCE_BYTES, "allocated " + allocatedBytes);
        assertTrue(client.resendCount() > MEASURED / 16);
        assertEquals(0, client.inFlight());
    }

    private void converse(
        final ExchangeClient client,
        final OrderRequest request,
        final UnsafeBuffer answer,
        final StringBuilder clientOrderId,
        final int count)
    {
        for (int i = 0; i < count; i++)
        {
            clientOrderId.setLength(0);
            clientOrderId.append("order-").append(i);
            final long correlationId = client.newOrder(request.clientOrderId(clientOrderId));
            client.poll();
            if (0 == i % 16)
            {
                nowNs += SECONDS.toNanos(1);
                client.poll();
            }
            answer.putLong(8 + ExecutionReportEncoder.correlationIdEncodingOffset(), correlationId);
            transport.deliverNow(answer, 0, answer.capacity());
            if (0 == i % 16)
            {
                transport.deliverNow(answer, 0, answer.capacity());
            }
        }
    }

    @Test
    void shouldNotAllocateWhenVerifyingEvents()
    {
        final EventScript script = new EventScript(7, 2_000);
        verifyAll(script, 50);
        final long before = threads.getCurrentThreadAllocatedBytes();
        verifyAll(script, 50);
        final long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocatedBytes <= TOLERANCE_BYTES + 50 * 256, "allocated " + allocatedBytes);
    }

    private static void verifyAll(final EventScript script, final int times)
    {
        for (int i = 0; i < times; i++)
        {
            final ChainVerifier verifier = new ChainVerifier(Checkpoint.START, 0);
            for (int event = 0; event < script.size(); event++)
            {
                final UnsafeBuffer buffer = script.event(event);
                if (null != verifier.verify(
                    buffer, 0, buffer.capacity(), script.endPosition(event), EventScript.UNFRAGMENTED))
                {
                    throw new AssertionError("event " + event);
                }
                verifier.accept();
            }
        }
    }
}
