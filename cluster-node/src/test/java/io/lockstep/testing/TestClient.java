package io.lockstep.testing;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.AdminRequestType;
import io.aeron.cluster.codecs.AdminResponseCode;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import io.lockstep.node.ChallengeResponse;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client for system tests: sends one command at a time and waits for its answer, connecting again and sending again
 * until there is one. One thread.
 */
public final class TestClient implements AutoCloseable, EgressListener
{
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long RESEND_INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);

    private final List<DirectBuffer> replies = new ArrayList<>();
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final String aeronDirectoryName;
    private final String ingressEndpoints;
    private final ChallengeResponse key;
    private AeronCluster cluster;
    private long nextCorrelationId = 1;
    private long adminResponseCount;
    private AdminResponseCode lastAdminCode;

    TestClient(
        final String aeronDirectoryName,
        final String ingressEndpoints,
        final String principalId,
        final byte[] secret)
    {
        this.aeronDirectoryName = aeronDirectoryName;
        this.ingressEndpoints = ingressEndpoints;
        this.key = new ChallengeResponse(principalId, secret);
        ensureConnected();
    }

    private boolean ensureConnected()
    {
        if (null != cluster && !cluster.isClosed())
        {
            return true;
        }
        CloseHelper.quietClose(cluster);
        cluster = null;
        try
        {
            cluster = AeronCluster.connect(new AeronCluster.Context()
                .aeronDirectoryName(aeronDirectoryName)
                .ingressChannel("aeron:udp?term-length=128k")
                .ingressEndpoints(ingressEndpoints)
                .egressChannel("aeron:udp?endpoint=127.0.0.1:0|term-length=128k")
                .credentialsSupplier(key)
                .egressListener(this)
                .messageTimeoutNs(CONNECT_TIMEOUT_NS));
            return true;
        }
        catch (final AeronException ex)
        {
            return false;
        }
    }

    /**
     * @return whether there is a session.
     */
    public boolean isConnected()
    {
        return null != cluster && !cluster.isClosed();
    }

    /**
     * @return a correlation id that was not used yet.
     */
    public long nextCorrelationId()
    {
        return nextCorrelationId++;
    }

    /**
     * Send bytes as they are, without waiting for an answer.
     *
     * @param buffer that holds the message.
     * @param length of the message.
     */
    public void send(final DirectBuffer buffer, final int length)
    {
        Await.until("cluster takes a command", () ->
        {
            if (!ensureConnected())
            {
                return false;
            }
            poll();
            return cluster.offer(buffer, 0, length) > 0;
        });
    }

    /**
     * Send a command and wait for the whole answer, as often as needed.
     *
     * @param buffer that holds the message.
     * @param length of the message.
     * @return its replies, each from the message header on.
     */
    public List<DirectBuffer> call(final DirectBuffer buffer, final int length)
    {
        final long correlationId =
            buffer.getLong(MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
        send(buffer, length);
        final long[] resendNs = {System.nanoTime() + RESEND_INTERVAL_NS};
        Await.until("answer to " + correlationId, () ->
        {
            poll();
            if (isAnswered(correlationId))
            {
                return true;
            }
            if (System.nanoTime() - resendNs[0] > 0)
            {
                send(buffer, length);
                resendNs[0] = System.nanoTime() + RESEND_INTERVAL_NS;
            }
            return false;
        });
        return answers(correlationId);
    }

    private void poll()
    {
        if (isConnected())
        {
            try
            {
                cluster.pollEgress();
                cluster.sendKeepAlive();
            }
            catch (final AeronException ex)
            {
                CloseHelper.quietClose(cluster);
            }
        }
    }

    /**
     * Wait for unasked reports.
     *
     * @param count of execution reports with no correlation id.
     * @return them.
     */
    public List<DirectBuffer> awaitUnasked(final int count)
    {
        final long none = ExecutionReportDecoder.correlationIdNullValue();
        Await.until(() -> count + " unasked reports, got " + answers(none).size(), () ->
        {
            poll();
            return answers(none).size() >= count;
        });
        return answers(none);
    }

    private List<DirectBuffer> answers(final long correlationId)
    {
        final List<DirectBuffer> answers = new ArrayList<>();
        for (final DirectBuffer reply : replies)
        {
            if (correlationId == reply.getLong(MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN))
            {
                answers.add(reply);
            }
        }
        return answers;
    }

    private boolean isAnswered(final long correlationId)
    {
        final List<DirectBuffer> answers = answers(correlationId);
        if (answers.isEmpty())
        {
            return false;
        }
        final DirectBuffer last = answers.get(answers.size() - 1);
        messageHeader.wrap(last, 0);
        return ExecutionReportDecoder.TEMPLATE_ID != messageHeader.templateId() ||
            Bool.TRUE == report(last).lastOfCommand();
    }

    /**
     * @param reply an execution report.
     * @return it.
     */
    public static ExecutionReportDecoder report(final DirectBuffer reply)
    {
        return new ExecutionReportDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
    }

    /**
     * @param reply a command result.
     * @return it.
     */
    public static CommandResultDecoder result(final DirectBuffer reply)
    {
        return new CommandResultDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
    }

    /**
     * @param reply a state hash report.
     * @return it.
     */
    public static StateHashReportDecoder stateHashReport(final DirectBuffer reply)
    {
        return new StateHashReportDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
    }

    /**
     * Ask for a snapshot, as an administrator, and wait for the cluster's word.
     *
     * @return whether it is allowed.
     */
    public boolean requestSnapshot()
    {
        final long before = adminResponseCount;
        lastAdminCode = null;
        Await.until("snapshot is requested", () ->
        {
            poll();
            return ensureConnected() && cluster.sendAdminRequestToTakeASnapshot(nextCorrelationId());
        });
        Await.until("snapshot is answered", () ->
        {
            poll();
            return adminResponseCount > before;
        });
        return AdminResponseCode.OK == lastAdminCode;
    }

    @Override
    public void onMessage(
        final long clusterSessionId,
        final long timestamp,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final Header header)
    {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, buffer, offset, length);
        replies.add(copy);
    }

    @Override
    public void onAdminResponse(
        final long clusterSessionId,
        final long correlationId,
        final AdminRequestType requestType,
        final AdminResponseCode responseCode,
        final String message,
        final DirectBuffer payload,
        final int payloadOffset,
        final int payloadLength)
    {
        lastAdminCode = responseCode;
        adminResponseCount++;
    }

    @Override
    public void close()
    {
        CloseHelper.quietClose(cluster);
    }
}
