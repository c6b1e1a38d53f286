package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.exceptions.TimeoutException;
import io.aeron.security.AuthenticationException;
import io.lockstep.sbe.client.BalanceQueryEncoder;
import io.lockstep.sbe.client.CancelOrderEncoder;
import io.lockstep.sbe.client.CreateAccountEncoder;
import io.lockstep.sbe.client.CreateAssetEncoder;
import io.lockstep.sbe.client.CreateInstrumentEncoder;
import io.lockstep.sbe.client.DepositEncoder;
import io.lockstep.sbe.client.GenesisEncoder;
import io.lockstep.sbe.client.NewOrderEncoder;
import io.lockstep.sbe.client.OrderQueryEncoder;
import io.lockstep.sbe.client.StateHashRequestEncoder;
import io.lockstep.sbe.client.WithdrawEncoder;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A session with the exchange: sends commands, receives their answers, survives the loss of a leader.
 * <p>
 * <b>Threading:</b> none of its own; the thread that owns it calls every method, and {@link #poll()} in its duty cycle,
 * never less than a few times a second.
 * <p>
 * <b>Sending:</b> each method encodes one command and offers it. The result is the command's correlation id, or
 * {@link #BACK_PRESSURED} or {@link #NOT_CONNECTED}: then nothing was sent and nothing is pending. Arguments that the
 * protocol cannot carry throw {@link IllegalArgumentException} and send nothing; business rules are the exchange's.
 * <p>
 * <b>Answers:</b> a command is kept, encoded, until it is answered. After a reconnect or a change of leader, and when
 * no answer comes for a while, the same bytes are sent again, in the original order; the exchange applies each at most
 * once. Without an answer within the reply timeout the listener is told, exactly once, that the outcome is unknown.
 * Only the exchange can refuse a command: unknown is not failed.
 * <p>
 * Nothing is allocated by sending, polling and re-sending after warm-up.
 */
public final class ExchangeClient implements AutoCloseable
{
    /**
     * Not sent, nothing pending: the connection, the table of pending commands or the account's window of orders is
     * full. Poll and try again.
     */
    public static final long BACK_PRESSURED = -1;
    /** Not sent, nothing pending: there is no session or no leader just now. Poll and try again. */
    public static final long NOT_CONNECTED = -2;
    /** An order id that is not given. */
    public static final long NULL_ID = Long.MIN_VALUE;

    private static final long CONNECT_POLL_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Context context;
    private final CommandEncoder encoder = new CommandEncoder();
    private final Conversation conversation;
    private final ClusterTransport transport;
    private boolean isClosed;

    ExchangeClient(
        final Context context, final Function<ClusterTransport.Receiver, ? extends ClusterTransport> transports)
    {
        context.validate();
        this.context = context;
        this.conversation = new Conversation(context);
        this.transport = transports.apply(conversation);
        this.conversation.transport(transport);
    }

    /**
     * Open a session, waiting for it up to the context's connect timeout.
     *
     * @param context configuration.
     * @return a client; connected, unless told not to wait.
     * @throws IllegalArgumentException when the configuration is not complete or not valid.
     * @throws TimeoutException        when no session was opened in time.
     * @throws AuthenticationException when the exchange refuses the key.
     */
    public static ExchangeClient connect(final Context context)
    {
        context.validateEndpoints();
        final PrincipalKey principalKey = context.concludeKey();
        final ExchangeClient client = new ExchangeClient(
            context, (receiver) -> new ClusterSession(context, principalKey, receiver));
        try
        {
            client.awaitConnected((ClusterSession)client.transport);
            return client;
        }
        catch (final Exception ex)
        {
            client.close();
            throw ex;
        }
    }

    /**
     * Receive answers, keep the session open, connect again, send again, find timeouts.
     *
     * @return amount of work done; 0 lets the caller idle.
     */
    public int poll()
    {
        return isClosed ? 0 : conversation.poll();
    }

    /**
     * Is there a session with a leader that commands can be sent to?
     *
     * @return true when there is.
     */
    public boolean isConnected()
    {
        return transport.isConnected();
    }

    /**
     * How many times a command was sent again.
     *
     * @return re-sends since the client was made.
     */
    public long resendCount()
    {
        return conversation.resendCount();
    }

    /**
     * How many commands wait for an answer.
     *
     * @return commands that are pending.
     */
    public int inFlight()
    {
        return conversation.inFlight();
    }

    /**
     * Send an order. Answered by execution reports, or by a result that refuses it.
     *
     * @param request fields of the order; not kept.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long newOrder(final OrderRequest request)
    {
        final int length = encoder.newOrder(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            context.epochNanoClock.nanoTime(), request);
        return conversation.sendOrder(NewOrderEncoder.TEMPLATE_ID, length, request.accountId);
    }

    /**
     * Cancel an order, by its id or else by its client order id. Repeating a cancel is safe.
     *
     * @param accountId         whose order it is.
     * @param instrumentId      of the order.
     * @param orderId           of the order; {@link #NULL_ID} or 0 to go by the client order id.
     * @param origClientOrderId the order's client order id; may be null when the order id is given.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long cancelOrder(
        final long accountId, final int instrumentId, final long orderId, final CharSequence origClientOrderId)
    {
        final int length = encoder.cancelOrder(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            context.epochNanoClock.nanoTime(), accountId, instrumentId, orderId, origClientOrderId);
        return conversation.sendOrder(CancelOrderEncoder.TEMPLATE_ID, length, accountId);
    }

    /**
     * Ask for an order's state. Answered by a report with execType STATUS, or by UNKNOWN_ORDER.
     *
     * @param accountId     whose order it is.
     * @param instrumentId  of the order.
     * @param orderId       of the order; {@link #NULL_ID} or 0 to go by the client order id.
     * @param clientOrderId of the order; may be null when the order id is given.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long queryOrder(
        final long accountId, final int instrumentId, final long orderId, final CharSequence clientOrderId)
    {
        final int length = encoder.orderQuery(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            accountId, instrumentId, orderId, clientOrderId);
        return conversation.send(OrderQueryEncoder.TEMPLATE_ID, length);
    }

    /**
     * Create an account.
     *
     * @param accountId  of it, from 2.
     * @param feeGroupId 0 for the instruments' own rates.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long createAccount(final long accountId, final int feeGroupId)
    {
        final int length = encoder.createAccount(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            accountId, feeGroupId);
        return conversation.send(CreateAccountEncoder.TEMPLATE_ID, length);
    }

    /**
     * Credit an account. The transfer id makes repeating it safe.
     *
     * @param accountId  to credit.
     * @param assetId    what is credited.
     * @param amount     minor units of the asset.
     * @param transferId unique per account, over deposits and withdrawals: 1 to 36 of A-Z a-z 0-9 - _ . : /
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long deposit(final long accountId, final int assetId, final long amount, final CharSequence transferId)
    {
        final int length = encoder.deposit(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            context.epochNanoClock.nanoTime(), accountId, assetId, amount, transferId);
        return conversation.send(DepositEncoder.TEMPLATE_ID, length);
    }

    /**
     * Debit an account. The transfer id makes repeating it safe.
     *
     * @param accountId  to debit.
     * @param assetId    what is debited.
     * @param amount     minor units of the asset.
     * @param transferId unique per account, over deposits and withdrawals: 1 to 36 of A-Z a-z 0-9 - _ . : /
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long withdraw(final long accountId, final int assetId, final long amount, final CharSequence transferId)
    {
        final int length = encoder.withdraw(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            context.epochNanoClock.nanoTime(), accountId, assetId, amount, transferId);
        return conversation.send(WithdrawEncoder.TEMPLATE_ID, length);
    }

    /**
     * Ask for all balances of an account.
     *
     * @param accountId to ask for.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long queryBalances(final long accountId)
    {
        final int length = encoder.balanceQuery(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            accountId);
        return conversation.send(BalanceQueryEncoder.TEMPLATE_ID, length);
    }

    /**
     * Begin the cluster's life; the first command of all.
     *
     * @param chainId names the event chain, unsigned, not 0.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long genesis(final long chainId)
    {
        final int length = encoder.genesis(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            chainId);
        return conversation.send(GenesisEncoder.TEMPLATE_ID, length);
    }

    /**
     * Create an asset.
     *
     * @param assetId from 1.
     * @param scale   decimals of the minor unit, 0 to 18.
     * @param code    1 to 16 of A-Z 0-9 _
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long createAsset(final int assetId, final int scale, final CharSequence code)
    {
        final int length = encoder.createAsset(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            assetId, scale, code);
        return conversation.send(CreateAssetEncoder.TEMPLATE_ID, length);
    }

    /**
     * Create an instrument.
     *
     * @param request fields of the instrument; not kept.
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long createInstrument(final InstrumentRequest request)
    {
        final int length = encoder.createInstrument(
            conversation.buffer(), conversation.offset(), conversation.correlationId(),
            request);
        return conversation.send(CreateInstrumentEncoder.TEMPLATE_ID, length);
    }

    /**
     * Have every node hash its state at one log position.
     *
     * @return the correlation id, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long requestStateHash()
    {
        final int length = encoder.stateHashRequest(
            conversation.buffer(), conversation.offset(), conversation.correlationId());
        return conversation.send(StateHashRequestEncoder.TEMPLATE_ID, length);
    }

    /**
     * Tell the exchange that all sinks hold all events up to one. Never answered, never sent again.
     *
     * @param eventSeq of the last event that is held durably.
     * @param position of the stream after it.
     * @return 0, or BACK_PRESSURED or NOT_CONNECTED.
     */
    public long settlementAck(final long eventSeq, final long position)
    {
        return conversation.sendUnanswered(
            encoder.settlementAck(conversation.buffer(), conversation.offset(), eventSeq, position));
    }

    /**
     * Close the session. Commands that still wait are reported as outcome unknown.
     */
    public void close()
    {
        if (!isClosed)
        {
            isClosed = true;
            transport.close();
            conversation.abandon();
        }
    }

    private void awaitConnected(final ClusterSession session)
    {
        if (0 == context.connectTimeoutNs)
        {
            return;
        }
        final long deadlineNs = context.nanoClock.nanoTime() + context.connectTimeoutNs;
        while (!isConnected())
        {
            if (0 == poll())
            {
                LockSupport.parkNanos(CONNECT_POLL_NS);
            }
            if (session.lastFailure() instanceof AuthenticationException)
            {
                throw (AuthenticationException)session.lastFailure();
            }
            if (deadlineNs - context.nanoClock.nanoTime() < 0 || Thread.currentThread().isInterrupted())
            {
                final TimeoutException ex = new TimeoutException(
                    "no session with the exchange at " + context.ingressEndpoints);
                ex.initCause(session.lastFailure());
                throw ex;
            }
        }
    }

    /**
     * Configuration of a client. Mutable, used once.
     */
    public static final class Context
    {
        private String ingressEndpoints;
        private String ingressChannel = "aeron:udp?term-length=1m";
        private String egressChannel = "aeron:udp?endpoint=127.0.0.1:0|term-length=1m";
        private String aeronDirectoryName;
        private Aeron aeron;
        private PrincipalKey key;
        private Path keyFile;
        private String principalId;
        private byte[] secret;
        private ExchangeListener listener;
        private ErrorHandler errorHandler = (throwable) ->
        {
        };
        private long replyTimeoutNs = TimeUnit.SECONDS.toNanos(5);
        private long resendIntervalNs = TimeUnit.SECONDS.toNanos(1);
        private long connectTimeoutNs = TimeUnit.SECONDS.toNanos(10);
        private long sessionTimeoutNs = TimeUnit.SECONDS.toNanos(5);
        private long newLeaderTimeoutNs = 0;
        private long keepAliveIntervalNs = TimeUnit.MILLISECONDS.toNanos(500);
        private int maxInFlight = 4096;
        private int orderWindow = 128;
        private NanoClock nanoClock = SystemNanoClock.INSTANCE;
        private EpochNanoClock epochNanoClock = SystemEpochNanoClock.INSTANCE;

        /**
         * Where the nodes take commands: {@code 0=host:port,1=host:port,…}. Required.
         *
         * @param ingressEndpoints members and their ingress endpoints.
         * @return this for a fluent API.
         */
        public Context ingressEndpoints(final String ingressEndpoints)
        {
            this.ingressEndpoints = ingressEndpoints;
            return this;
        }

        String ingressEndpoints()
        {
            return ingressEndpoints;
        }

        /**
         * Template of the channels to the nodes; the endpoint is added.
         *
         * @param ingressChannel an Aeron UDP channel.
         * @return this for a fluent API.
         */
        public Context ingressChannel(final String ingressChannel)
        {
            this.ingressChannel = ingressChannel;
            return this;
        }

        String ingressChannel()
        {
            return ingressChannel;
        }

        /**
         * Where answers are received; the nodes must be able to reach it.
         *
         * @param egressChannel an Aeron UDP channel with an endpoint; port 0 picks a free one.
         * @return this for a fluent API.
         */
        public Context egressChannel(final String egressChannel)
        {
            this.egressChannel = egressChannel;
            return this;
        }

        String egressChannel()
        {
            return egressChannel;
        }

        /**
         * Directory of a running media driver; null launches an own one in this process.
         *
         * @param aeronDirectoryName directory of the driver, or null.
         * @return this for a fluent API.
         */
        public Context aeronDirectoryName(final String aeronDirectoryName)
        {
            this.aeronDirectoryName = aeronDirectoryName;
            return this;
        }

        String aeronDirectoryName()
        {
            return aeronDirectoryName;
        }

        /**
         * An Aeron client to share; it is not closed by this one. Null makes an own one.
         *
         * @param aeron a running client, or null.
         * @return this for a fluent API.
         */
        public Context aeron(final Aeron aeron)
        {
            this.aeron = aeron;
            return this;
        }

        Aeron aeron()
        {
            return aeron;
        }

        /**
         * Who connects. Takes precedence over the key file and over id and secret.
         *
         * @param key the key, or null.
         * @return this for a fluent API.
         */
        public Context key(final PrincipalKey key)
        {
            this.key = key;
            return this;
        }

        PrincipalKey key()
        {
            return key;
        }

        /**
         * File to read the key from.
         *
         * @param keyFile a file as {@link PrincipalKey#read(Path)} wants it, or null.
         * @return this for a fluent API.
         */
        public Context keyFile(final Path keyFile)
        {
            this.keyFile = keyFile;
            return this;
        }

        Path keyFile()
        {
            return keyFile;
        }

        /**
         * Who connects, together with the secret.
         *
         * @param principalId the principal's id, or null.
         * @return this for a fluent API.
         */
        public Context principalId(final String principalId)
        {
            this.principalId = principalId;
            return this;
        }

        String principalId()
        {
            return principalId;
        }

        /**
         * The secret of the principal.
         *
         * @param secret 32 bytes, or null.
         * @return this for a fluent API.
         */
        public Context secret(final byte[] secret)
        {
            this.secret = secret;
            return this;
        }

        byte[] secret()
        {
            return secret;
        }

        /**
         * Receives the answers. Required.
         *
         * @param listener called from {@link ExchangeClient#poll()}.
         * @return this for a fluent API.
         */
        public Context listener(final ExchangeListener listener)
        {
            this.listener = listener;
            return this;
        }

        ExchangeListener listener()
        {
            return listener;
        }

        /**
         * Told of what goes wrong without ending the client: lost connections, refused logons, a listener that throws.
         *
         * @param errorHandler called from {@link ExchangeClient#poll()} or from the Aeron client's thread.
         * @return this for a fluent API.
         */
        public Context errorHandler(final ErrorHandler errorHandler)
        {
            this.errorHandler = errorHandler;
            return this;
        }

        ErrorHandler errorHandler()
        {
            return errorHandler;
        }

        /**
         * How long a command waits for its answer, re-sends included, before its outcome is unknown.
         *
         * @param replyTimeoutNs nanoseconds; 5 s by default.
         * @return this for a fluent API.
         */
        public Context replyTimeoutNs(final long replyTimeoutNs)
        {
            this.replyTimeoutNs = replyTimeoutNs;
            return this;
        }

        long replyTimeoutNs()
        {
            return replyTimeoutNs;
        }

        /**
         * How long after the last sending an unanswered command is sent again; the interval doubles each time.
         *
         * @param resendIntervalNs nanoseconds; 1 s by default.
         * @return this for a fluent API.
         */
        public Context resendIntervalNs(final long resendIntervalNs)
        {
            this.resendIntervalNs = resendIntervalNs;
            return this;
        }

        long resendIntervalNs()
        {
            return resendIntervalNs;
        }

        /**
         * How long {@link ExchangeClient#connect(Context)} waits for the session; 0 does not wait.
         *
         * @param connectTimeoutNs nanoseconds; 10 s by default.
         * @return this for a fluent API.
         */
        public Context connectTimeoutNs(final long connectTimeoutNs)
        {
            this.connectTimeoutNs = connectTimeoutNs;
            return this;
        }

        long connectTimeoutNs()
        {
            return connectTimeoutNs;
        }

        /**
         * How long one attempt to connect, or to reach a new leader, may take before it is given up and started afresh.
         *
         * @param sessionTimeoutNs nanoseconds; 5 s by default.
         * @return this for a fluent API.
         */
        public Context sessionTimeoutNs(final long sessionTimeoutNs)
        {
            this.sessionTimeoutNs = sessionTimeoutNs;
            return this;
        }

        long sessionTimeoutNs()
        {
            return sessionTimeoutNs;
        }

        /**
         * How long to wait for a new leader after the connection was lost, before a new session is opened; 0 is twice
         * the nodes' own heartbeat timeout.
         *
         * @param newLeaderTimeoutNs nanoseconds; 0 by default.
         * @return this for a fluent API.
         */
        public Context newLeaderTimeoutNs(final long newLeaderTimeoutNs)
        {
            this.newLeaderTimeoutNs = newLeaderTimeoutNs;
            return this;
        }

        long newLeaderTimeoutNs()
        {
            return newLeaderTimeoutNs;
        }

        /**
         * How often the session is kept open.
         *
         * @param keepAliveIntervalNs nanoseconds, at most 1 s; 500 ms by default.
         * @return this for a fluent API.
         */
        public Context keepAliveIntervalNs(final long keepAliveIntervalNs)
        {
            this.keepAliveIntervalNs = keepAliveIntervalNs;
            return this;
        }

        long keepAliveIntervalNs()
        {
            return keepAliveIntervalNs;
        }

        /**
         * How many commands may wait for an answer at a time.
         *
         * @param maxInFlight 1 to 65,536; 4,096 by default.
         * @return this for a fluent API.
         */
        public Context maxInFlight(final int maxInFlight)
        {
            this.maxInFlight = maxInFlight;
            return this;
        }

        int maxInFlight()
        {
            return maxInFlight;
        }

        /**
         * How many orders and cancels an account may send past its oldest one that is not answered; the next is back
         * pressured. It keeps sending again safe: the exchange recognises a repeated order among the account's open
         * ones and the 256 that closed last, and what others fill or cancel of the account's counts as well.
         *
         * @param orderWindow 1 to 255; 128 by default.
         * @return this for a fluent API.
         */
        public Context orderWindow(final int orderWindow)
        {
            this.orderWindow = orderWindow;
            return this;
        }

        int orderWindow()
        {
            return orderWindow;
        }

        /**
         * Clock of the timeouts.
         *
         * @param nanoClock monotonic.
         * @return this for a fluent API.
         */
        public Context nanoClock(final NanoClock nanoClock)
        {
            this.nanoClock = nanoClock;
            return this;
        }

        NanoClock nanoClock()
        {
            return nanoClock;
        }

        /**
         * Clock of the request times, which the exchange compares to its own.
         *
         * @param epochNanoClock nanoseconds since the epoch.
         * @return this for a fluent API.
         */
        public Context epochNanoClock(final EpochNanoClock epochNanoClock)
        {
            this.epochNanoClock = epochNanoClock;
            return this;
        }

        EpochNanoClock epochNanoClock()
        {
            return epochNanoClock;
        }

        private void validateEndpoints()
        {
            if (null == ingressEndpoints || !ingressEndpoints.matches("\\d+=[^,=]+:\\d+(,\\d+=[^,=]+:\\d+)*"))
            {
                throw new IllegalArgumentException(
                    "ingressEndpoints must be 0=host:port,1=host:port,...: " + ingressEndpoints);
            }
        }

        private PrincipalKey concludeKey()
        {
            return PrincipalKey.of(key, keyFile, principalId, secret);
        }

        private void validate()
        {
            Arguments.given("listener", listener, null);
            Arguments.given("errorHandler", errorHandler, null);
            Arguments.given("nanoClock", nanoClock, null);
            Arguments.given("epochNanoClock", epochNanoClock, null);
            Arguments.range("maxInFlight", maxInFlight, 1, 65_536);
            Arguments.range("orderWindow", orderWindow, 1, 255);
            Arguments.range("replyTimeoutNs", replyTimeoutNs, 1, Long.MAX_VALUE / 4);
            Arguments.range("resendIntervalNs", resendIntervalNs, 1, Long.MAX_VALUE / 32);
            Arguments.range("connectTimeoutNs", connectTimeoutNs, 0, Long.MAX_VALUE / 4);
            Arguments.range("sessionTimeoutNs", sessionTimeoutNs, 1, Long.MAX_VALUE / 4);
            Arguments.range("newLeaderTimeoutNs", newLeaderTimeoutNs, 0, Long.MAX_VALUE / 4);
            Arguments.range("keepAliveIntervalNs", keepAliveIntervalNs, 1, TimeUnit.SECONDS.toNanos(1));
        }
    }
}
