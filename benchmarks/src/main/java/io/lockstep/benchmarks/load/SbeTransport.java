package io.lockstep.benchmarks.load;

import io.lockstep.client.ExchangeClient;
import io.lockstep.client.ExchangeListener;
import io.lockstep.client.OrderRequest;
import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Orders over one SBE session. What the session is told unasked, fills of resting orders, is not an answer and is left
 * out.
 */
final class SbeTransport implements OrderTransport, ExchangeListener
{
    private final Long2ObjectHashMap<Flight> flights = new Long2ObjectHashMap<>();
    private final OrderRequest request = new OrderRequest();
    private final long firstAccountId;
    private final ExchangeClient client;
    private FlightListener listener;
    private String runId;

    /**
     * Opens the session, waiting for it.
     *
     * @param context        of the client, all but the listener.
     * @param firstAccountId account 0's id.
     */
    SbeTransport(final ExchangeClient.Context context, final long firstAccountId)
    {
        this.firstAccountId = firstAccountId;
        this.client = ExchangeClient.connect(context.listener(this));
    }

    @Override
    public void begin(final String newRunId, final FlightListener newListener)
    {
        runId = newRunId;
        listener = newListener;
        flights.clear();
    }

    @Override
    public boolean send(final Flight flight)
    {
        final long accountId = firstAccountId + flight.accountIndex;
        final String clientOrderId = LoadPlan.clientOrderId(runId, flight.sequence);
        final long correlationId;
        if (OrderKind.CANCEL == flight.kind)
        {
            correlationId = client.cancelOrder(
                accountId, LoadInstrument.INSTRUMENT_ID, ExchangeClient.NULL_ID, clientOrderId);
        }
        else
        {
            correlationId = client.newOrder(request.reset()
                .accountId(accountId)
                .instrumentId(LoadInstrument.INSTRUMENT_ID)
                .side(flight.side)
                .orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.GTC)
                .price(flight.price)
                .quantity(LoadInstrument.QUANTITY)
                .clientOrderId(clientOrderId));
        }
        if (correlationId < 0)
        {
            return false;
        }
        flights.put(correlationId, flight);
        return true;
    }

    @Override
    public int poll()
    {
        return client.poll();
    }

    @Override
    public long resendCount()
    {
        return client.resendCount();
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report)
    {
        final Flight flight = flights.get(report.correlationId());
        if (null == flight)
        {
            return;
        }
        listener.onAccepted(flight);
        if (ExecType.TRADE == report.execType())
        {
            listener.onTrade(flight);
        }
        if (Bool.TRUE == report.lastOfCommand())
        {
            flights.remove(report.correlationId());
            listener.onAnswered(flight, report.eventSeq(), null);
        }
    }

    @Override
    public void onCommandResult(final CommandResultDecoder result)
    {
        final Flight flight = flights.remove(result.correlationId());
        if (null == flight)
        {
            return;
        }
        if (RejectCode.NONE == result.code())
        {
            listener.onError(flight, "answered by a result without a reject code");
        }
        else
        {
            listener.onAnswered(flight, result.eventSeq(), result.code().name());
        }
    }

    @Override
    public void onBalanceReport(final BalanceReportDecoder report)
    {
        // Nothing here asks for balances.
    }

    @Override
    public void onOutcomeUnknown(final long correlationId, final int templateId)
    {
        final Flight flight = flights.remove(correlationId);
        if (null != flight)
        {
            listener.onUnknown(flight);
        }
    }

    @Override
    public void close()
    {
        // What still waits is abandoned by closing; the run has counted it already.
        flights.clear();
        client.close();
    }
}
