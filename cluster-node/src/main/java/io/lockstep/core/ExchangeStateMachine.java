package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.instrument.ReferenceData;
import io.lockstep.core.order.OpenOrderCounts;
import io.lockstep.core.order.OrderRegistry;
import io.lockstep.core.types.AccountStatus;
import io.lockstep.core.types.BalanceReason;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.ExchangeLimits;
import io.lockstep.core.types.Hashing64;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.TimeInForce;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;
import io.lockstep.core.ubs.UBSCore;

import static io.lockstep.core.types.Quantities.NULL_VALUE;

/**
 * The exchange: balances and books as one deterministic state machine. The only class that adapters call.
 * <p>
 * A command's life: validate everything in a fixed order, then hold, match, settle, release; what happened leaves
 * through {@link ExchangeEvents}, the answer is the {@link CommandOutcome}. A refused command changes nothing.
 * Single-threaded; allocates nothing after warm-up; knows no clock but the time it is told.
 */
public final class ExchangeStateMachine
{
    private static final RequestId NO_REQUEST_ID = new RequestId();

    private final ExchangeEvents events;
    private final UBSCore ubs = new UBSCore();
    private final ReferenceData referenceData = new ReferenceData();
    private final OpenOrderCounts openOrderCounts = new OpenOrderCounts();
    private final OrderRegistry registry = new OrderRegistry(ubs);
    private final TransferLog transfers = new TransferLog();
    private final OrderRules rules = new OrderRules(ubs, openOrderCounts);
    private final MatchingEngine engine;
    private final CommandOutcome outcome = new CommandOutcome();
    private final OrderTerms terms = new OrderTerms();
    private final BalanceLeg leg = new BalanceLeg();
    private final StateHasher hasher = new StateHasher();
    private Account revenue;
    private long chainId;
    private long nowNs;
    private long nextOrderId = 1;

    /**
     * @param events that the core tells what happened.
     */
    public ExchangeStateMachine(final ExchangeEvents events)
    {
        this.events = events;
        this.engine = new MatchingEngine(ubs, registry, openOrderCounts, events);
    }

    /**
     * Time goes on, and what is remembered for a time is forgotten. Called before every command; a timestamp behind
     * the last one counts as the last one.
     *
     * @param timestampNs cluster time.
     */
    public void advanceTime(final long timestampNs)
    {
        nowNs = Math.max(nowNs, timestampNs);
        transfers.expire(nowNs);
    }

    /**
     * @return cluster time of the current command, never stepping back.
     */
    public long nowNs()
    {
        return nowNs;
    }

    /**
     * Begin. Everything else is NOT_INITIALISED before it.
     *
     * @param id that names the event chain, not 0.
     * @return the outcome.
     */
    public CommandOutcome genesis(final long id)
    {
        outcome.reset();
        if (isInitialised())
        {
            return id == chainId ? outcome.duplicate() : refuse(RejectCode.ALREADY_EXISTS, NULL_VALUE);
        }
        if (0 == id)
        {
            return outcome.reject(RejectCode.INVALID_REFERENCE_DATA);
        }
        chainId = id;
        openRevenue(ubs.createAccount(ExchangeLimits.REVENUE_ACCOUNT_ID, 0));
        events.onGenesis(id);
        return outcome;
    }

    private boolean isInitialised()
    {
        return 0 != chainId;
    }

    private void openRevenue(final Account account)
    {
        revenue = account;
        engine.revenue(account);
    }

    /**
     * @param asset to create; the same again is answered as a duplicate.
     * @return the outcome.
     */
    public CommandOutcome createAsset(final Asset asset)
    {
        outcome.reset();
        if (!isInitialised())
        {
            return outcome.reject(RejectCode.NOT_INITIALISED);
        }
        if (asset.equals(referenceData.asset(asset.assetId())))
        {
            return outcome.duplicate();
        }
        final RejectCode code = referenceData.checkAsset(asset);
        if (RejectCode.NONE != code)
        {
            return refuse(code, NULL_VALUE);
        }
        referenceData.add(asset);
        events.onAssetCreated(asset);
        return outcome;
    }

    /**
     * @param definition of an instrument to create; the same again is answered as a duplicate.
     * @return the outcome.
     */
    public CommandOutcome createInstrument(final InstrumentDefinition definition)
    {
        outcome.reset();
        if (!isInitialised())
        {
            return outcome.reject(RejectCode.NOT_INITIALISED);
        }
        final Instrument known = referenceData.instrument(definition.instrumentId());
        if (null != known && known.definition().equals(definition))
        {
            return outcome.duplicate();
        }
        final RejectCode code = referenceData.checkInstrument(definition);
        if (RejectCode.NONE != code)
        {
            return refuse(code, NULL_VALUE);
        }
        final Instrument instrument = referenceData.add(definition);
        engine.open(instrument);
        events.onInstrumentCreated(instrument);
        return outcome;
    }

    /**
     * @param accountId  to create; the same again is answered as a duplicate.
     * @param feeGroupId 0, or the group whose rates replace the instrument's.
     * @return the outcome.
     */
    public CommandOutcome createAccount(final long accountId, final int feeGroupId)
    {
        outcome.reset();
        if (!isInitialised())
        {
            return outcome.reject(RejectCode.NOT_INITIALISED);
        }
        final Account known = ubs.account(accountId);
        if (null != known)
        {
            return known.feeGroupId() == feeGroupId && revenue != known ?
                outcome.duplicate() : refuse(RejectCode.ALREADY_EXISTS, accountId);
        }
        if (accountId < 1 || accountId > ExchangeLimits.MAX_ID || feeGroupId < 0)
        {
            return refuse(RejectCode.INVALID_REFERENCE_DATA, accountId);
        }
        if (ubs.accountCount() >= ExchangeLimits.MAX_ACCOUNTS)
        {
            return refuse(RejectCode.BUSY, accountId);
        }
        events.onAccountCreated(ubs.createAccount(accountId, feeGroupId));
        return outcome;
    }

    private CommandOutcome refuse(final RejectCode code, final long accountId)
    {
        events.onCommandRejected(code, accountId, NULL_VALUE, 0, 0, NO_REQUEST_ID);
        return outcome.reject(code);
    }

    /**
     * @param command money from outside.
     * @return the outcome, with the balance after it.
     */
    public CommandOutcome deposit(final MoneyCommand command)
    {
        return move(command, BalanceReason.DEPOSIT);
    }

    /**
     * @param command money to outside.
     * @return the outcome, with the balance after it.
     */
    public CommandOutcome withdraw(final MoneyCommand command)
    {
        return move(command, BalanceReason.WITHDRAWAL);
    }

    private CommandOutcome move(final MoneyCommand command, final BalanceReason reason)
    {
        outcome.reset();
        if (!isInitialised())
        {
            return outcome.reject(RejectCode.NOT_INITIALISED);
        }
        final Account account = ubs.account(command.accountId);
        final long fingerprint = fingerprint(command, reason);
        final RejectCode code = checkTransfer(command, reason, account, fingerprint);
        if (RejectCode.NONE != code)
        {
            events.onCommandRejected(
                code, command.accountId, NULL_VALUE, 0, command.assetId, command.transferId);
            return outcome.reject(code);
        }
        if (outcome.isDuplicate())
        {
            return outcome;
        }
        final int balance = ubs.openBalance(account, command.assetId);
        final long delta = BalanceReason.DEPOSIT == reason ? command.amount : -command.amount;
        if (delta > 0)
        {
            ubs.deposit(balance, command.amount, leg);
        }
        else
        {
            ubs.withdraw(balance, command.amount, leg);
        }
        transfers.add(
            command.accountId, command.transferId, nowNs, fingerprint, leg.available(), leg.held());
        events.onBalanceChanged(
            command.accountId, command.assetId, reason, delta, 0, leg, command.transferId);
        return outcome.withBalance(leg.available(), leg.held());
    }

    private RejectCode checkTransfer(
        final MoneyCommand command, final BalanceReason reason, final Account account, final long fingerprint)
    {
        if (!command.transferId.isValid())
        {
            return RejectCode.INVALID_REQUEST_ID;
        }
        if (null == account)
        {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        final int place = transfers.find(command.accountId, command.transferId);
        if (TransferLog.NONE != place)
        {
            if (transfers.fingerprint(place) != fingerprint)
            {
                return RejectCode.DUPLICATE_TRANSFER_ID;
            }
            outcome.duplicate().withBalance(transfers.available(place), transfers.held(place));
            return RejectCode.NONE;
        }
        if (command.requestTimeNs < nowNs - ExchangeLimits.TRANSFER_MEMORY_NS ||
            command.requestTimeNs > nowNs + ExchangeLimits.MAX_REQUEST_TIME_AHEAD_NS)
        {
            return RejectCode.STALE_REQUEST;
        }
        if (null == referenceData.asset(command.assetId))
        {
            return RejectCode.UNKNOWN_ASSET;
        }
        if (command.amount <= 0)
        {
            return RejectCode.INVALID_AMOUNT;
        }
        if (BalanceReason.DEPOSIT == reason)
        {
            if (!ubs.canDeposit(command.assetId, command.amount))
            {
                return RejectCode.AMOUNT_OVERFLOW;
            }
        }
        else
        {
            if (AccountStatus.SUSPENDED == account.status())
            {
                return RejectCode.ACCOUNT_NOT_ACTIVE;
            }
            if (ubs.available(ubs.balance(account, command.assetId)) < command.amount)
            {
                return RejectCode.INSUFFICIENT_BALANCE;
            }
        }
        return transfers.hasRoom() && hasRoomForBalances() ? RejectCode.NONE : RejectCode.BUSY;
    }

    private boolean hasRoomForBalances()
    {
        return ubs.balanceCount() < ExchangeLimits.MAX_BALANCES - 2;
    }

    private static long fingerprint(final MoneyCommand command, final BalanceReason reason)
    {
        final long hash = Hashing64.mix(Hashing64.mix(reason.code(), command.assetId), command.amount);
        return Hashing64.finish(hash);
    }

    /**
     * @param command to place an order; the same again is answered with how the order stands, as a duplicate.
     * @return the outcome.
     */
    public CommandOutcome placeOrder(final PlaceOrder command)
    {
        outcome.reset();
        if (!isInitialised())
        {
            return outcome.reject(RejectCode.NOT_INITIALISED);
        }
        final Account account = ubs.account(command.accountId);
        final Instrument instrument = referenceData.instrument(command.instrumentId);
        final long fingerprint = fingerprint(command);
        final RejectCode code = checkOrder(command, account, instrument, fingerprint);
        if (RejectCode.NONE != code)
        {
            events.onCommandRejected(
                code, command.accountId, NULL_VALUE, command.instrumentId, 0, command.clientOrderId);
            return outcome.reject(code);
        }
        if (outcome.isDuplicate())
        {
            return outcome;
        }
        final boolean isUnfillable = TimeInForce.FOK == command.timeInForce &&
            !rules.isFillable(account, instrument, engine.book(command.instrumentId), command.side, terms);
        final Order order = accept(command, account, instrument, fingerprint);
        if (isUnfillable)
        {
            engine.close(order, OrderStatus.EXPIRED, CloseReason.FOK_NOT_FILLABLE);
        }
        else
        {
            engine.execute(order);
        }
        return outcome;
    }

    private RejectCode checkOrder(
        final PlaceOrder command, final Account account, final Instrument instrument, final long fingerprint)
    {
        if (!command.clientOrderId.isValid())
        {
            return RejectCode.INVALID_REQUEST_ID;
        }
        if (null == command.side || null == command.orderType || null == command.timeInForce ||
            null == command.selfTradePrevention)
        {
            return RejectCode.INVALID_ENUM_VALUE;
        }
        if (null == account || revenue == account)
        {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (registry.state(command.accountId, command.clientOrderId, outcome.orderState()))
        {
            if (outcome.orderState().fingerprint() != fingerprint)
            {
                return RejectCode.DUPLICATE_CLIENT_ORDER_ID;
            }
            outcome.duplicate().withOrderState();
            return RejectCode.NONE;
        }
        if (AccountStatus.ACTIVE != account.status())
        {
            return RejectCode.ACCOUNT_NOT_ACTIVE;
        }
        if (null == instrument)
        {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        if (!registry.hasRoom() || !hasRoomForBalances())
        {
            return RejectCode.BUSY;
        }
        return rules.check(command, account, instrument, engine.book(command.instrumentId), terms);
    }

    private Order accept(
        final PlaceOrder command, final Account account, final Instrument instrument, final long fingerprint)
    {
        final int payHandle = ubs.openBalance(account, terms.payAssetId);
        final int receiveHandle = ubs.openBalance(account, terms.receiveAssetId);
        final Order order = engine.takeOrder()
            .identify(nextOrderId++, command.accountId, account.accountIndex(), instrument, command.clientOrderId,
                fingerprint, nowNs)
            .describe(command.side, command.orderType, command.timeInForce, terms.selfTradePrevention,
                terms.priceTicks, terms.limitTicks, terms.lots, terms.quoteQuantity)
            .fund(payHandle, receiveHandle, terms.holdAmount);
        ubs.hold(payHandle, terms.holdAmount, leg);
        registry.add(order);
        openOrderCounts.onOpened(account.accountIndex(), instrument.instrumentId());
        events.onOrderAccepted(order, account.nextAccountSeq(), terms.payAssetId, leg);
        return order;
    }

    private static long fingerprint(final PlaceOrder command)
    {
        final int codes = (null == command.side ? 0xF : command.side.code()) |
            (null == command.orderType ? 0xF : command.orderType.code()) << 4 |
            (null == command.timeInForce ? 0xF : command.timeInForce.code()) << 8 |
            (null == command.selfTradePrevention ? 0xF : command.selfTradePrevention.code()) << 12;
        long hash = Hashing64.mix(codes, command.instrumentId);
        hash = Hashing64.mix(hash, command.price);
        hash = Hashing64.mix(hash, command.quantity);
        hash = Hashing64.mix(hash, command.quoteQuantity);
        hash = Hashing64.mix(hash, command.stopPrice);
        hash = Hashing64.mix(hash, command.displayQuantity);
        hash = Hashing64.mix(hash, command.expireTimeNs);
        return Hashing64.finish(hash);
    }

    /**
     * @param command to cancel an order; once it is cancelled, the same again is answered with how it ended, as a
     *                duplicate.
     * @return the outcome.
     */
    public CommandOutcome cancelOrder(final CancelOrder command)
    {
        outcome.reset();
        if (!isInitialised())
        {
            return outcome.reject(RejectCode.NOT_INITIALISED);
        }
        final RejectCode code = findOrder(command);
        if (RejectCode.NONE == code)
        {
            final OrderStatus status = outcome.orderState().status();
            if (OrderStatus.CANCELED == status)
            {
                return outcome.duplicate().withOrderState();
            }
            if (OrderStatus.NEW == status || OrderStatus.PARTIALLY_FILLED == status)
            {
                engine.cancel(registry.open(outcome.orderState().orderId()), CloseReason.USER_REQUEST);
                return outcome;
            }
            outcome.withOrderState();
        }
        final RejectCode reject = RejectCode.NONE == code ? RejectCode.ORDER_ALREADY_CLOSED : code;
        events.onCommandRejected(
            reject, command.accountId, command.orderId, command.instrumentId, 0, command.clientOrderId);
        return outcome.reject(reject);
    }

    /**
     * Ask how an order stands. Changes nothing and emits nothing.
     *
     * @param query which order.
     * @return the outcome, with the order.
     */
    public CommandOutcome queryOrder(final CancelOrder query)
    {
        outcome.reset();
        final RejectCode code = isInitialised() ? findOrder(query) : RejectCode.NOT_INITIALISED;
        return RejectCode.NONE == code ? outcome.withOrderState() : outcome.reject(code);
    }

    /** An order of the account, in the instrument named, open or lately ended; never another account's. */
    private RejectCode findOrder(final CancelOrder command)
    {
        final boolean isById = NULL_VALUE != command.orderId;
        if (!isById && !command.clientOrderId.isValid())
        {
            return RejectCode.INVALID_REQUEST_ID;
        }
        final Account account = ubs.account(command.accountId);
        if (null == account)
        {
            return RejectCode.UNKNOWN_ACCOUNT;
        }
        if (null == referenceData.instrument(command.instrumentId))
        {
            return RejectCode.UNKNOWN_INSTRUMENT;
        }
        final boolean isFound = isById ?
            registry.state(account.accountIndex(), command.orderId, outcome.orderState()) :
            registry.state(command.accountId, command.clientOrderId, outcome.orderState());
        return isFound && outcome.orderState().instrumentId() == command.instrumentId ?
            RejectCode.NONE : RejectCode.UNKNOWN_ORDER;
    }

    /**
     * Hash the state and tell.
     *
     * @return the state hash, unsigned.
     */
    public long takeStateHash()
    {
        final long stateHash = stateHash();
        events.onStateHashTaken(stateHash);
        return stateHash;
    }

    /**
     * @return hash of the state; allocates, walks everything.
     */
    public long stateHash()
    {
        visit(hasher.reset());
        return hasher.hash();
    }

    /**
     * Show the whole state, in an order that depends on nothing else. Allocates.
     *
     * @param visitor to show it to.
     */
    public void visit(final StateVisitor visitor)
    {
        new StateWalk(ubs, referenceData, registry, engine, transfers).show(visitor);
    }

    /**
     * @return the balances, for queries: nothing outside the core changes one.
     */
    public UBSCore balances()
    {
        return ubs;
    }

    /**
     * @return assets and instruments.
     */
    public ReferenceData referenceData()
    {
        return referenceData;
    }

    /**
     * @return number of open orders.
     */
    public int openOrderCount()
    {
        return registry.openCount();
    }

    /**
     * @return name of the event chain; 0 before genesis.
     */
    public long chainId()
    {
        return chainId;
    }

    /**
     * @return the id that the next order gets.
     */
    public long nextOrderId()
    {
        return nextOrderId;
    }

    /**
     * @return the id that the next trade gets.
     */
    public long nextTradeId()
    {
        return engine.nextTradeId();
    }

    /**
     * Put a snapshot back into this, which is new.
     *
     * @return what takes the records, in the order of {@link StateVisitor}.
     */
    public StateRestore restore()
    {
        return new StateRestore(ubs, referenceData, registry, engine, transfers, this);
    }

    void restoreCounters(
        final long chainId, final long nowNs, final long nextOrderId, final long nextTradeId)
    {
        this.chainId = chainId;
        this.nowNs = nowNs;
        this.nextOrderId = nextOrderId;
        engine.nextTradeId(nextTradeId);
    }

    void restoreRevenue(final Account account)
    {
        openRevenue(account);
    }
}
