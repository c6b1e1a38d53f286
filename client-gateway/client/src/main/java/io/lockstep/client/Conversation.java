package io.lockstep.client;

import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * Which commands went out and which were answered: sends, sends again, matches answers, finds those that never came.
 * Knows nothing of Aeron. Single-threaded, allocation free after warm-up.
 */
final class Conversation implements ClusterTransport.Receiver
{
    private static final int RESEND_BATCH = 512;
    private static final int REMEMBERED_ANSWERS = 8192;

    private final ExchangeClient.Context context;
    private final ExchangeListener listener;
    private final long resendIntervalNs;
    private final PendingCommands pending;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExecutionReportDecoder executionReport = new ExecutionReportDecoder();
    private final CommandResultDecoder commandResult = new CommandResultDecoder();
    private final BalanceReportDecoder balanceReport = new BalanceReportDecoder();
    private final StateHashReportDecoder stateHashReport = new StateHashReportDecoder();
    private final LongHashSet answered = new LongHashSet(2 * REMEMBERED_ANSWERS);
    private final long[] answeredRing = new long[REMEMBERED_ANSWERS];
    private int answeredCount;
    private ClusterTransport transport;
    private long nextCorrelationId = 1;
    private long resendCount;

    Conversation(final ExchangeClient.Context context)
    {
        this.context = context;
        this.listener = context.listener();
        this.resendIntervalNs = context.resendIntervalNs();
        this.pending = new PendingCommands(context.maxInFlight(), context.orderWindow());
    }

    void transport(final ClusterTransport clusterTransport)
    {
        this.transport = clusterTransport;
    }

    /** Where to encode the next command. */
    MutableDirectBuffer buffer()
    {
        return pending.buffer();
    }

    /** At which offset to encode the next command. */
    int offset()
    {
        return pending.offset(pending.freeSlot());
    }

    /** The correlation id to encode into the next command. */
    long correlationId()
    {
        return nextCorrelationId;
    }

    /** Send the command that was encoded and wait for its answer. */
    long send(final int templateId, final int length)
    {
        return send(templateId, length, 0);
    }

    /** Send the command that was encoded, which may close an order of an account, and wait for its answer. */
    long sendOrder(final int templateId, final int length, final long accountId)
    {
        if (pending.isOrderWindowFull(accountId))
        {
            return transport.isConnected() ? ExchangeClient.BACK_PRESSURED : ExchangeClient.NOT_CONNECTED;
        }
        return send(templateId, length, accountId);
    }

    private long send(final int templateId, final int length, final long orderAccountId)
    {
        final long result = offerNext(length);
        if (ClusterTransport.OFFERED != result)
        {
            return result;
        }
        pending.add(
            nextCorrelationId, templateId, orderAccountId, length, context.nanoClock().nanoTime(), resendIntervalNs);
        return nextCorrelationId++;
    }

    /** Send the message that was encoded; it has no answer. */
    long sendUnanswered(final int length)
    {
        final long result = offerNext(length);
        return ClusterTransport.OFFERED == result ? 0 : result;
    }

    private long offerNext(final int length)
    {
        // What is being sent again goes first: a new command must not overtake it.
        if (pending.isFull() || PendingCommands.NULL_SLOT != pending.resendCursor())
        {
            return transport.isConnected() ? ExchangeClient.BACK_PRESSURED : ExchangeClient.NOT_CONNECTED;
        }
        return transport.offer(pending.buffer(), offset(), length);
    }

    int poll()
    {
        final long nowNs = context.nanoClock().nanoTime();
        int workCount = transport.poll(nowNs);
        if (PendingCommands.NULL_SLOT != pending.head())
        {
            workCount += resendAfterConnect(nowNs);
            workCount += resendOverdue(nowNs);
            workCount += expire(nowNs);
        }
        return workCount;
    }

    int inFlight()
    {
        return pending.size();
    }

    long resendCount()
    {
        return resendCount;
    }

    /** The end: nothing that still waits will be answered. */
    void abandon()
    {
        for (int slot = pending.head(); PendingCommands.NULL_SLOT != slot; slot = pending.head())
        {
            onOutcomeUnknown(slot);
        }
    }

    /** {@inheritDoc} */
    public void onConnected(final int leaderMemberId)
    {
        pending.resendAll();
        try
        {
            listener.onConnected(leaderMemberId);
        }
        catch (final Exception ex)
        {
            context.errorHandler().onError(ex);
        }
    }

    /** {@inheritDoc} */
    public void onDisconnected()
    {
        try
        {
            listener.onDisconnected();
        }
        catch (final Exception ex)
        {
            context.errorHandler().onError(ex);
        }
    }

    /** {@inheritDoc} */
    public void onMessage(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH)
        {
            return;
        }
        header.wrap(buffer, offset);
        if (ExecutionReportDecoder.SCHEMA_ID != header.schemaId())
        {
            return;
        }
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        try
        {
            // A template this version does not know is a newer exchange's, and nothing that was asked for.
            switch (header.templateId())
            {
                case ExecutionReportDecoder.TEMPLATE_ID:
                    onExecutionReport(buffer, body);
                    break;

                case CommandResultDecoder.TEMPLATE_ID:
                    commandResult.wrap(buffer, body, header.blockLength(), header.version());
                    if (onAnswer(commandResult.correlationId(), true))
                    {
                        listener.onCommandResult(commandResult);
                    }
                    break;

                case BalanceReportDecoder.TEMPLATE_ID:
                    balanceReport.wrap(buffer, body, header.blockLength(), header.version());
                    if (onAnswer(balanceReport.correlationId(), Bool.TRUE == balanceReport.lastOfCommand()))
                    {
                        listener.onBalanceReport(balanceReport);
                    }
                    break;

                case StateHashReportDecoder.TEMPLATE_ID:
                    stateHashReport.wrap(buffer, body, header.blockLength(), header.version());
                    if (onAnswer(stateHashReport.correlationId(), true))
                    {
                        listener.onStateHashReport(stateHashReport);
                    }
                    break;

                default:
                    break;
            }
        }
        catch (final Exception ex)
        {
            context.errorHandler().onError(ex);
        }
    }

    private void onExecutionReport(final DirectBuffer buffer, final int body)
    {
        executionReport.wrap(buffer, body, header.blockLength(), header.version());
        final long correlationId = executionReport.correlationId();
        if (ExecutionReportDecoder.correlationIdNullValue() == correlationId ||
            onAnswer(correlationId, Bool.TRUE == executionReport.lastOfCommand()))
        {
            listener.onExecutionReport(executionReport);
        }
    }

    /**
     * An answer, or a part of one, has come. A command that was sent twice is answered twice: the second answer is not
     * for the listener.
     *
     * @return should the listener hear of it?
     */
    private boolean onAnswer(final long correlationId, final boolean isLast)
    {
        final int slot = pending.find(correlationId);
        if (PendingCommands.NULL_SLOT == slot)
        {
            if (answered.contains(correlationId))
            {
                return false;
            }
            // Too late, its outcome was reported as unknown: the truth is still worth telling, once.
            if (isLast)
            {
                remember(correlationId);
            }
            return true;
        }
        if (isLast)
        {
            if (pending.sendCount(slot) > 1)
            {
                remember(correlationId);
            }
            pending.remove(slot);
        }
        return true;
    }

    private void remember(final long correlationId)
    {
        final int index = answeredCount++ & (REMEMBERED_ANSWERS - 1);
        answered.remove(answeredRing[index]);
        answeredRing[index] = correlationId;
        answered.add(correlationId);
    }

    private int resendAfterConnect(final long nowNs)
    {
        int count = 0;
        for (int slot = pending.resendCursor();
            PendingCommands.NULL_SLOT != slot && count < RESEND_BATCH && resend(slot, nowNs);
            slot = pending.resendCursor())
        {
            pending.advanceResendCursor();
            count++;
        }
        return count;
    }

    private int resendOverdue(final long nowNs)
    {
        int count = 0;
        if (PendingCommands.NULL_SLOT == pending.resendCursor() && transport.isConnected())
        {
            // In the order of first sending, so whatever follows one that is too young is too young as well.
            for (int slot = pending.head();
                PendingCommands.NULL_SLOT != slot && nowNs - pending.firstSentNs(slot) >= resendIntervalNs;
                slot = pending.next(slot))
            {
                if (nowNs - pending.resendAtNs(slot) >= 0)
                {
                    if (count == RESEND_BATCH || !resend(slot, nowNs))
                    {
                        break;
                    }
                    count++;
                }
            }
        }
        return count;
    }

    private boolean resend(final int slot, final long nowNs)
    {
        if (ClusterTransport.OFFERED != transport.offer(pending.buffer(), pending.offset(slot), pending.length(slot)))
        {
            return false;
        }
        pending.onResent(slot, nowNs, resendIntervalNs);
        resendCount++;
        return true;
    }

    private int expire(final long nowNs)
    {
        int count = 0;
        for (int slot = pending.head();
            PendingCommands.NULL_SLOT != slot && nowNs - pending.firstSentNs(slot) >= context.replyTimeoutNs();
            slot = pending.head())
        {
            onOutcomeUnknown(slot);
            count++;
        }
        return count;
    }

    private void onOutcomeUnknown(final int slot)
    {
        final long correlationId = pending.correlationId(slot);
        final int templateId = pending.templateId(slot);
        pending.remove(slot);
        try
        {
            listener.onOutcomeUnknown(correlationId, templateId);
        }
        catch (final Exception ex)
        {
            context.errorHandler().onError(ex);
        }
    }
}
