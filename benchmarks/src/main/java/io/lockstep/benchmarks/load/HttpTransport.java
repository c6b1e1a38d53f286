package io.lockstep.benchmarks.load;

import io.lockstep.sbe.common.Side;
import org.agrona.CloseHelper;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders over HTTP, signed by their account's key, on a fixed number of keep-alive connections with one request out on
 * each. When all are waiting a command is not taken: it waits in the run, and its latency with it.
 */
final class HttpTransport implements OrderTransport
{
    private static final String QUANTITY =
        BigDecimal.valueOf(LoadInstrument.QUANTITY, LoadInstrument.QUANTITY_SCALE).toPlainString();

    /** A connection and what waits on it. */
    private static final class Line
    {
        private final HttpConnection connection;
        private Flight flight;
        private long sentNs;

        private Line(final HttpConnection connection)
        {
            this.connection = connection;
        }
    }

    private final List<RequestSigner> signers;
    private final String host;
    private final long answerTimeoutNs;
    private final List<Line> lines = new ArrayList<>();
    private final ArrayDeque<Line> free = new ArrayDeque<>();
    private FlightListener listener;
    private String runId;

    /**
     * @param url             of the gateway, scheme, host and port.
     * @param keys            of the accounts, by account index.
     * @param connections     most requests that are out.
     * @param answerTimeoutNs how long an answer may take.
     */
    HttpTransport(final URI url, final List<ApiKey> keys, final int connections, final long answerTimeoutNs)
    {
        this.signers = keys.stream().map(RequestSigner::new).toList();
        this.host = url.getAuthority();
        this.answerTimeoutNs = answerTimeoutNs;
        for (int i = 0; i < connections; i++)
        {
            final InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
            final Line line = new Line(new HttpConnection(address, false));
            lines.add(line);
            free.add(line);
        }
    }

    @Override
    public void begin(final String newRunId, final FlightListener newListener)
    {
        runId = newRunId;
        listener = newListener;
        // What the run before has given up on may still be answered; that answer belongs to nobody.
        for (final Line line : lines)
        {
            if (null != line.flight)
            {
                release(line);
                line.connection.close();
            }
        }
    }

    @Override
    public boolean send(final Flight flight)
    {
        final Line line = free.peek();
        if (null == line)
        {
            return false;
        }
        try
        {
            line.connection.send(request(flight));
        }
        catch (final IOException ex)
        {
            // Not connected: nothing was sent, and the run tries again until its time is up.
            return false;
        }
        free.pop();
        line.flight = flight;
        line.sentNs = System.nanoTime();
        return true;
    }

    private byte[] request(final Flight flight)
    {
        final RequestSigner signer = signers.get(flight.accountIndex);
        final String clientOrderId = LoadPlan.clientOrderId(runId, flight.sequence);
        final boolean isCancel = OrderKind.CANCEL == flight.kind;
        final String params = isCancel ?
            "symbol=" + LoadInstrument.HTTP_SYMBOL + "&origClientOrderId=" + clientOrderId :
            "symbol=" + LoadInstrument.HTTP_SYMBOL + "&side=" + (Side.BUY == flight.side ? "BUY" : "SELL") +
            "&type=LIMIT&timeInForce=GTC&quantity=" + QUANTITY +
            "&price=" + BigDecimal.valueOf(flight.price, LoadInstrument.PRICE_SCALE).toPlainString() +
            "&newClientOrderId=" + clientOrderId;
        final String signed = signer.sign(params + "&timestamp=" + System.currentTimeMillis());
        final String head = (isCancel ? "DELETE /api/v3/order?" + signed : "POST /api/v3/order") +
            " HTTP/1.1\r\nHost: " + host + "\r\nX-MBX-APIKEY: " + signer.key() + "\r\n";
        final String rest = isCancel ? "\r\n" :
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + signed.length() +
            "\r\n\r\n" + signed;
        return (head + rest).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int poll()
    {
        int workCount = 0;
        if (free.size() < lines.size())
        {
            for (final Line line : lines)
            {
                workCount += null == line.flight ? 0 : poll(line);
            }
        }
        return workCount;
    }

    private int poll(final Line line)
    {
        try
        {
            if (line.connection.poll())
            {
                final int status = line.connection.response().status();
                final HttpReply reply = HttpReply.parse(status, line.connection.response().body());
                answer(release(line), status, reply);
                return 1;
            }
        }
        catch (final IOException ex)
        {
            line.connection.close();
            listener.onError(release(line), ex.toString());
            return 1;
        }
        if (System.nanoTime() - line.sentNs > answerTimeoutNs)
        {
            line.connection.close();
            listener.onUnknown(release(line));
            return 1;
        }
        return 0;
    }

    private Flight release(final Line line)
    {
        final Flight flight = line.flight;
        line.flight = null;
        free.push(line);
        return flight;
    }

    private void answer(final Flight flight, final int status, final HttpReply reply)
    {
        if (reply.isAccepted())
        {
            listener.onAccepted(flight);
            for (int i = 0; i < reply.fills(); i++)
            {
                listener.onTrade(flight);
            }
            listener.onAnswered(flight, FlightListener.NO_EVENT_SEQ, null);
        }
        else if (reply.isUnknown())
        {
            listener.onUnknown(flight);
        }
        else if (reply.isRefused(status))
        {
            listener.onAnswered(flight, FlightListener.NO_EVENT_SEQ, reply.rejectCode());
        }
        else
        {
            listener.onError(flight, "status " + status + ", code " + reply.code());
        }
    }

    @Override
    public long resendCount()
    {
        return 0;
    }

    @Override
    public void close()
    {
        lines.forEach((line) -> CloseHelper.quietClose(line.connection));
    }
}
