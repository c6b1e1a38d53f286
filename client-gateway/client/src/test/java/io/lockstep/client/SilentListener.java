package io.lockstep.client;

import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;

/** Hears everything, does nothing. */
final class SilentListener implements ExchangeListener
{
    /** {@inheritDoc} */
    public void onExecutionReport(final ExecutionReportDecoder report)
    {
    }

    /** {@inheritDoc} */
    public void onCommandResult(final CommandResultDecoder result)
    {
    }

    /** {@inheritDoc} */
    public void onBalanceReport(final BalanceReportDecoder report)
    {
    }

    /** {@inheritDoc} */
    public void onOutcomeUnknown(final long correlationId, final int templateId)
    {
    }
}
