package io.lockstep.client;

import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;

import java.util.ArrayList;
import java.util.List;

/** Writes one line per call, in order. */
final class RecordingListener implements ExchangeListener
{
    final List<String> lines = new ArrayList<>();
    Runnable onResult = () -> {};

    /** {@inheritDoc} */
    public void onExecutionReport(final ExecutionReportDecoder report)
    {
        lines.add("report " + (ExecutionReportDecoder.correlationIdNullValue() == report.correlationId() ?
            "unasked" : report.correlationId()) + ' ' + report.execType() + ' ' + report.lastOfCommand());
    }

    /** {@inheritDoc} */
    public void onCommandResult(final CommandResultDecoder result)
    {
        lines.add("result " + result.correlationId() + ' ' + result.code());
        onResult.run();
    }

    /** {@inheritDoc} */
    public void onBalanceReport(final BalanceReportDecoder report)
    {
        lines.add("balances " + report.correlationId() + ' ' + report.lastOfCommand());
    }

    /** {@inheritDoc} */
    public void onStateHashReport(final StateHashReportDecoder report)
    {
        lines.add("hash " + report.correlationId() + ' ' + Long.toUnsignedString(report.stateHash()));
    }

    /** {@inheritDoc} */
    public void onOutcomeUnknown(final long correlationId, final int templateId)
    {
        lines.add("unknown " + correlationId + " template " + templateId);
    }

    /** {@inheritDoc} */
    public void onConnected(final int leaderMemberId)
    {
        lines.add("connected " + leaderMemberId);
    }

    /** {@inheritDoc} */
    public void onDisconnected()
    {
        lines.add("disconnected");
    }
}
