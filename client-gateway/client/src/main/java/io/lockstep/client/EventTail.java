package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.LangUtil;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The recorded event stream, from a checkpoint on and then live, read from the archive of one node at a time.
 * <p>
 * Of every event the tail checks that its {@code eventSeq} is the next, that its position is what
 * {@link io.lockstep.sbe.EventStream} computes, and that its chain hash follows from the event before it. When one of
 * these does not hold, or a node is gone, stopped, stalled or behind, the tail moves to the next node with the same
 * checkpoint. It never skips: when no node can continue it halts.
 * <p>
 * <b>Threading:</b> none of its own; one thread owns it and calls {@link #poll(int)} in its duty cycle. The stream is
 * verified in place: no copy, and no allocation while it follows a node.
 */
public final class EventTail implements AutoCloseable
{
    private static final long MIN_BACKOFF_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Context context;
    private final PrincipalKey key;
    private final AeronConnection connection;
    private final ChainVerifier verifier;
    private final EventHandler handler;
    private final ControlledFragmentHandler fragmentHandler = this::onFragment;
    private final String[] endpoints;
    private final int[] order;
    private final NodeVerdict[] verdicts;
    private final String[] reasons;
    private State state = State.CONNECTING;
    private TailNode node;
    private int orderIndex;
    private int failures;
    private boolean hasVerdicts;
    private long backoffNs = MIN_BACKOFF_NS;
    private long retryAtNs;
    private long followingSinceNs;
    private long ableAtNs;
    private String problem;
    private Throwable handlerFailure;
    private String haltMessage;

    private EventTail(final Context context, final PrincipalKey key)
    {
        this.context = context;
        this.key = key;
        endpoints = context.archives.split(",");
        order = context.concludeOrder(endpoints.length);
        verdicts = new NodeVerdict[endpoints.length];
        reasons = new String[endpoints.length];
        Arrays.fill(verdicts, NodeVerdict.NONE);
        handler = context.handler;
        verifier = new ChainVerifier(context.checkpoint, context.chainId);
        connection = new AeronConnection(
            context.aeron, context.aeronDirectoryName, "lockstep-tail", context.errorHandler);
        connection.aeron();
        retryAtNs = context.nanoClock.nanoTime();
        ableAtNs = retryAtNs;
    }

    /** What a tail is doing. */
    public enum State
    {
        /** Looking for a node that can continue the stream. */
        CONNECTING,
        /** Reading from a node. */
        FOLLOWING,
        /** No node can continue. Final. */
        HALTED,
        /** Closed by its owner. Final. */
        CLOSED
    }

    /**
     * Start a tail. It connects while it is polled; nodes that are down are no error.
     *
     * @param context configuration.
     * @return a tail that holds the context's checkpoint.
     * @throws IllegalArgumentException when the configuration is not complete or not valid.
     */
    public static EventTail launch(final Context context)
    {
        context.validate();
        return new EventTail(
            context, PrincipalKey.of(context.key, context.keyFile, context.principalId, context.secret));
    }

    /**
     * Deliver the next events to the handler and look after the connection.
     *
     * @param fragmentLimit most events to deliver.
     * @return amount of work done; 0 lets the caller idle.
     * @throws TailHaltedException when no node can continue after the checkpoint, and from then on at every call.
     */
    public int poll(final int fragmentLimit)
    {
        if (State.CLOSED == state)
        {
            return 0;
        }
        if (State.HALTED == state)
        {
            throw new TailHaltedException(haltMessage);
        }

        final long nowNs = context.nanoClock.nanoTime();
        if (null == node && nowNs - retryAtNs < 0)
        {
            return 0;
        }
        // Outside of the attempt: no other node helps when the media driver cannot be reached.
        final Aeron aeron = null == node ? connection.aeron() : null;
        int workCount;
        try
        {
            workCount = null == node ? attempt(aeron, nowNs) : pollNode(nowNs, fragmentLimit);
        }
        catch (final NodeLeftException ex)
        {
            leave(nowNs, ex.verdict(), ex.getMessage());
            workCount = 1;
        }
        catch (final AeronException | IllegalArgumentException | IllegalStateException ex)
        {
            leave(nowNs, NodeVerdict.UNREACHABLE, ex.toString());
            workCount = 1;
        }
        rethrowHandlerFailure();
        return workCount;
    }

    /**
     * Node that is read from, or tried.
     *
     * @return index in the list of archives.
     */
    public int currentNode()
    {
        return order[orderIndex];
    }

    /**
     * The last event that was delivered. Allocates; the parts are {@link #eventSeq()}, {@link #position()} and
     * {@link #chainHash()}.
     *
     * @return a checkpoint to resume from.
     */
    public Checkpoint checkpoint()
    {
        return new Checkpoint(eventSeq(), position(), chainHash());
    }

    /**
     * Sequence of the last event that was delivered.
     *
     * @return 0 before the first.
     */
    public long eventSeq()
    {
        return verifier.eventSeq();
    }

    /**
     * Position of the stream after the last event that was delivered.
     *
     * @return bytes, 0 before the first.
     */
    public long position()
    {
        return verifier.position();
    }

    /**
     * Chain hash of the last event that was delivered.
     *
     * @return unsigned; 0 before the first.
     */
    public long chainHash()
    {
        return verifier.chainHash();
    }

    /**
     * Which chain it is: as configured, or learnt from the first event.
     *
     * @return unsigned; 0 while it is not known.
     */
    public long chainId()
    {
        return verifier.chainId();
    }

    /**
     * What the tail is doing.
     *
     * @return state.
     */
    public State state()
    {
        return state;
    }

    /** Leave the node and release everything. */
    public void close()
    {
        state = State.CLOSED;
        CloseHelper.quietCloseAll(node, connection);
        node = null;
    }

    private int attempt(final Aeron aeron, final long nowNs)
    {
        node = new TailNode(context, aeron, key, endpoints[currentNode()], verifier.position(), nowNs);
        return 1;
    }

    private int pollNode(final long nowNs, final int fragmentLimit)
    {
        if (connection.isClosed())
        {
            throw new NodeLeftException(NodeVerdict.UNREACHABLE, "the Aeron client was closed");
        }
        if (!node.isFollowing())
        {
            final int workCount = node.poll(nowNs);
            if (node.isFollowing())
            {
                state = State.FOLLOWING;
                followingSinceNs = nowNs;
            }
            return workCount;
        }

        final int received = node.image().controlledPoll(fragmentHandler, fragmentLimit);
        if (null != problem)
        {
            final String reason = problem;
            problem = null;
            throw new NodeLeftException(NodeVerdict.BROKEN, reason);
        }
        if (null != handlerFailure)
        {
            return received;
        }
        final int workCount = received + node.pollFollowing(nowNs, verifier.position(), received);
        if (received > 0 || nowNs - followingSinceNs > context.stallTimeoutNs)
        {
            ableAtNs = nowNs;
        }
        return workCount;
    }

    private ControlledFragmentHandler.Action onFragment(
        final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        problem = verifier.verify(buffer, offset, length, header.position(), header.flags());
        if (null != problem)
        {
            return ControlledFragmentHandler.Action.ABORT;
        }
        try
        {
            handler.onEvent(
                buffer, offset, length, verifier.eventSeq() + 1, verifier.nextPosition(), verifier.nextChainHash());
        }
        catch (final Throwable ex)
        {
            // Aeron would swallow it; it belongs to whoever polls.
            handlerFailure = ex;
            return ControlledFragmentHandler.Action.ABORT;
        }
        verifier.accept();
        if (hasVerdicts)
        {
            clearVerdicts();
        }
        return ControlledFragmentHandler.Action.CONTINUE;
    }

    private void rethrowHandlerFailure()
    {
        final Throwable failure = handlerFailure;
        if (null != failure)
        {
            handlerFailure = null;
            LangUtil.rethrowUnchecked(failure);
        }
    }

    private void clearVerdicts()
    {
        Arrays.fill(verdicts, NodeVerdict.NONE);
        hasVerdicts = false;
        failures = 0;
        backoffNs = MIN_BACKOFF_NS;
    }

    private void leave(final long nowNs, final NodeVerdict verdict, final String reason)
    {
        final int nodeId = currentNode();
        CloseHelper.quietClose(node);
        node = null;
        state = State.CONNECTING;
        verdicts[nodeId] = verdict;
        reasons[nodeId] = reason;
        hasVerdicts = true;
        context.errorHandler.onError(new AeronException(
            "left node " + nodeId + " at eventSeq " + eventSeq() + ": " + verdict + ", " + reason,
            AeronException.Category.WARN));

        if (isHopeless(nowNs))
        {
            halt();
            return;
        }
        orderIndex = (orderIndex + 1) % order.length;
        if (++failures % order.length == 0)
        {
            retryAtNs = nowNs + backoffNs;
            backoffNs = Math.min(2 * backoffNs, context.maxBackoffNs);
        }
    }

    /**
     * Recordings do not mend themselves, so when all are broken at the same place nothing will. A node that is behind
     * may still catch up: that, and a refusal, has to last, and only counts while the cluster works.
     */
    private boolean isHopeless(final long nowNs)
    {
        boolean areAllBroken = true;
        for (final NodeVerdict verdict : verdicts)
        {
            if (!verdict.isAgainst())
            {
                return false;
            }
            areAllBroken &= NodeVerdict.BROKEN == verdict;
        }
        return areAllBroken ||
            nowNs - ableAtNs >= context.behindTimeoutNs && context.leaderPresent.getAsBoolean();
    }

    private void halt()
    {
        final StringBuilder message = new StringBuilder("no node can continue after eventSeq ")
            .append(eventSeq()).append(" at position ").append(position()).append(':');
        for (int i = 0; i < endpoints.length; i++)
        {
            message.append(0 == i ? " node " : "; node ").append(i)
                .append(" (").append(endpoints[i]).append(") ").append(verdicts[i]).append(", ").append(reasons[i]);
        }
        haltMessage = message.toString();
        state = State.HALTED;
        throw new TailHaltedException(haltMessage);
    }

    /**
     * Configuration of a tail. Mutable, used once.
     */
    public static final class Context
    {
        private String archives;
        private int[] nodeOrder = {};
        private String responseHost = "127.0.0.1";
        private int controlStreamId = 10;
        private String aeronDirectoryName;
        private Aeron aeron;
        private PrincipalKey key;
        private Path keyFile;
        private String principalId;
        private byte[] secret;
        private Checkpoint checkpoint = Checkpoint.START;
        private long chainId;
        private EventHandler handler;
        private ErrorHandler errorHandler = (throwable) ->
        {
        };
        private BooleanSupplier leaderPresent = () -> true;
        private long nodeTimeoutNs = TimeUnit.SECONDS.toNanos(5);
        private long stallTimeoutNs = TimeUnit.SECONDS.toNanos(1);
        private long behindTimeoutNs = TimeUnit.SECONDS.toNanos(30);
        private long maxBackoffNs = TimeUnit.SECONDS.toNanos(1);
        private NanoClock nanoClock = SystemNanoClock.INSTANCE;

        /**
         * Where the nodes' archives take requests: {@code host:port,host:port,…}, index = node id. Required.
         *
         * @param archives archive control endpoints.
         * @return this for a fluent API.
         */
        public Context archives(final String archives)
        {
            this.archives = archives;
            return this;
        }

        String archives()
        {
            return archives;
        }

        /**
         * In which order nodes are tried, followers first by preference; empty is from 0 up.
         *
         * @param nodeOrder node ids, each once.
         * @return this for a fluent API.
         */
        public Context nodeOrder(final int... nodeOrder)
        {
            this.nodeOrder = nodeOrder;
            return this;
        }

        int[] nodeOrder()
        {
            return nodeOrder;
        }

        /**
         * Host or address of this process, at which the nodes can reach it.
         *
         * @param responseHost 127.0.0.1 by default.
         * @return this for a fluent API.
         */
        public Context responseHost(final String responseHost)
        {
            this.responseHost = responseHost;
            return this;
        }

        String responseHost()
        {
            return responseHost;
        }

        /**
         * Stream id of the archives' control requests.
         *
         * @param controlStreamId Aeron's default, 10.
         * @return this for a fluent API.
         */
        public Context controlStreamId(final int controlStreamId)
        {
            this.controlStreamId = controlStreamId;
            return this;
        }

        int controlStreamId()
        {
            return controlStreamId;
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
         * An Aeron client to share; it is not closed by the tail. Null makes an own one.
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
         * The last event that the consumer holds.
         *
         * @param checkpoint {@link Checkpoint#START} by default.
         * @return this for a fluent API.
         */
        public Context checkpoint(final Checkpoint checkpoint)
        {
            this.checkpoint = checkpoint;
            return this;
        }

        Checkpoint checkpoint()
        {
            return checkpoint;
        }

        /**
         * The chain that the consumer's data belongs to; another is refused at its first event. 0: any, and learnt
         * from it.
         *
         * @param chainId unsigned.
         * @return this for a fluent API.
         */
        public Context chainId(final long chainId)
        {
            this.chainId = chainId;
            return this;
        }

        long chainId()
        {
            return chainId;
        }

        /**
         * Receives the events. Required.
         *
         * @param handler called from {@link EventTail#poll(int)}.
         * @return this for a fluent API.
         */
        public Context handler(final EventHandler handler)
        {
            this.handler = handler;
            return this;
        }

        EventHandler handler()
        {
            return handler;
        }

        /**
         * Told of each node that was left, and why.
         *
         * @param errorHandler called from {@link EventTail#poll(int)} or from the Aeron client's thread.
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
         * Does the cluster have a leader? Without one, nodes that are behind the checkpoint may just be starting.
         *
         * @param leaderPresent asked before halting because all nodes are behind; true by default.
         * @return this for a fluent API.
         */
        public Context leaderPresent(final BooleanSupplier leaderPresent)
        {
            this.leaderPresent = leaderPresent;
            return this;
        }

        BooleanSupplier leaderPresent()
        {
            return leaderPresent;
        }

        /**
         * How long a node may take for each step of connecting.
         *
         * @param nodeTimeoutNs nanoseconds; 5 s by default.
         * @return this for a fluent API.
         */
        public Context nodeTimeoutNs(final long nodeTimeoutNs)
        {
            this.nodeTimeoutNs = nodeTimeoutNs;
            return this;
        }

        long nodeTimeoutNs()
        {
            return nodeTimeoutNs;
        }

        /**
         * How long a node may deliver nothing before it is asked whether there is more, and then for the answer.
         *
         * @param stallTimeoutNs nanoseconds; 1 s by default.
         * @return this for a fluent API.
         */
        public Context stallTimeoutNs(final long stallTimeoutNs)
        {
            this.stallTimeoutNs = stallTimeoutNs;
            return this;
        }

        long stallTimeoutNs()
        {
            return stallTimeoutNs;
        }

        /**
         * How long no node may be able to continue, before the tail halts; nodes that start or catch up need a while.
         *
         * @param behindTimeoutNs nanoseconds; 30 s by default.
         * @return this for a fluent API.
         */
        public Context behindTimeoutNs(final long behindTimeoutNs)
        {
            this.behindTimeoutNs = behindTimeoutNs;
            return this;
        }

        long behindTimeoutNs()
        {
            return behindTimeoutNs;
        }

        /**
         * Longest pause between two rounds over all nodes.
         *
         * @param maxBackoffNs nanoseconds; 1 s by default.
         * @return this for a fluent API.
         */
        public Context maxBackoffNs(final long maxBackoffNs)
        {
            this.maxBackoffNs = maxBackoffNs;
            return this;
        }

        long maxBackoffNs()
        {
            return maxBackoffNs;
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

        private void validate()
        {
            if (null == archives || !archives.matches("[^,=:]+:\\d+(,[^,=:]+:\\d+)*"))
            {
                throw new IllegalArgumentException("archives must be host:port,host:port,...: " + archives);
            }
            Arguments.given("handler", handler, null);
            Arguments.given("errorHandler", errorHandler, null);
            Arguments.given("leaderPresent", leaderPresent, null);
            Arguments.given("checkpoint", checkpoint, null);
            Arguments.given("nodeOrder", nodeOrder, null);
            Arguments.given("responseHost", responseHost, null);
            Arguments.given("nanoClock", nanoClock, null);
            Arguments.range("nodeTimeoutNs", nodeTimeoutNs, 1, Long.MAX_VALUE / 4);
            Arguments.range("stallTimeoutNs", stallTimeoutNs, 1, Long.MAX_VALUE / 4);
            Arguments.range("behindTimeoutNs", behindTimeoutNs, 0, Long.MAX_VALUE / 4);
            Arguments.range("maxBackoffNs", maxBackoffNs, MIN_BACKOFF_NS, Long.MAX_VALUE / 4);
        }

        private int[] concludeOrder(final int nodeCount)
        {
            final int[] natural = IntStream.range(0, nodeCount).toArray();
            if (0 == nodeOrder.length)
            {
                return natural;
            }
            final int[] sorted = nodeOrder.clone();
            Arrays.sort(sorted);
            if (!Arrays.equals(natural, sorted))
            {
                throw new IllegalArgumentException(
                    "nodeOrder must name each of the " + nodeCount + " nodes once: " + Arrays.toString(nodeOrder));
            }
            return nodeOrder.clone();
        }
    }
}
