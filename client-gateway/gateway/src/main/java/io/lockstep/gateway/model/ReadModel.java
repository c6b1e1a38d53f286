package io.lockstep.gateway.model;

import io.lockstep.sbe.common.BalanceLegDecoder;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.event.AccountCreatedDecoder;
import io.lockstep.sbe.event.AssetCreatedDecoder;
import io.lockstep.sbe.event.BalanceChangedDecoder;
import io.lockstep.sbe.event.EventHeaderDecoder;
import io.lockstep.sbe.event.GenesisRecordedDecoder;
import io.lockstep.sbe.event.InstrumentCreatedDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Everything that the gateway can read: reference data, accounts with balances, orders and trades, price levels. A pure
 * function of the event stream up to {@link #eventSeq()}. Between the events of one command it is in between states;
 * read only {@link #isAtCommandBoundary()}. One thread applies and reads.
 */
public final class ReadModel
{
    /** Closed orders kept of one account. */
    public static final int DEFAULT_MAX_CLOSED_ORDERS = 1_000;
    /** Trades kept of one account, and of one instrument. */
    public static final int DEFAULT_MAX_TRADES = 1_000;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EventHeaderDecoder eventHeader = new EventHeaderDecoder();
    private final GenesisRecordedDecoder genesis = new GenesisRecordedDecoder();
    private final AssetCreatedDecoder assetCreated = new AssetCreatedDecoder();
    private final InstrumentCreatedDecoder instrumentCreated = new InstrumentCreatedDecoder();
    private final AccountCreatedDecoder accountCreated = new AccountCreatedDecoder();
    private final BalanceChangedDecoder balanceChanged = new BalanceChangedDecoder();
    private final OrderAcceptedDecoder orderAccepted = new OrderAcceptedDecoder();
    private final OrderClosedDecoder orderClosed = new OrderClosedDecoder();
    private final TradeDecoder trade = new TradeDecoder();

    private final Long2ObjectHashMap<AccountView> accounts = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<OrderView> orders = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<BookView> books = new Int2ObjectHashMap<>();
    private final int maxClosedOrders;
    private final int maxTrades;
    private ReferenceData referenceData = ReferenceData.EMPTY;
    private long revenueAccountId;
    private long chainId;
    private long eventSeq;
    private long clusterTimeNs;
    private long versionGapCount;
    private boolean atCommandBoundary = true;

    /** A model that keeps the default number of closed orders and trades. */
    public ReadModel()
    {
        this(DEFAULT_MAX_CLOSED_ORDERS, DEFAULT_MAX_TRADES);
    }

    /**
     * An empty model.
     *
     * @param maxClosedOrders kept of one account.
     * @param maxTrades       kept of one account, and of one instrument.
     */
    public ReadModel(final int maxClosedOrders, final int maxTrades)
    {
        this.maxClosedOrders = maxClosedOrders;
        this.maxTrades = maxTrades;
    }

    /**
     * Apply one event. Events of templates that this version does not know only move the sequence.
     *
     * @param buffer that holds the event.
     * @param offset of its SBE message header.
     */
    public void apply(final DirectBuffer buffer, final int offset)
    {
        header.wrap(buffer, offset);
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int blockLength = header.blockLength();
        final int version = header.version();
        eventHeader.wrap(buffer, body);
        eventSeq = eventHeader.eventSeq();
        clusterTimeNs = eventHeader.clusterTimeNs();
        atCommandBoundary = 0 != eventHeader.lastOfCommand();

        switch (header.templateId())
        {
            case GenesisRecordedDecoder.TEMPLATE_ID -> onGenesis(genesis.wrap(buffer, body, blockLength, version));
            case AssetCreatedDecoder.TEMPLATE_ID -> onAsset(assetCreated.wrap(buffer, body, blockLength, version));
            case InstrumentCreatedDecoder.TEMPLATE_ID ->
                onInstrument(instrumentCreated.wrap(buffer, body, blockLength, version));
            case AccountCreatedDecoder.TEMPLATE_ID ->
                onAccount(accountCreated.wrap(buffer, body, blockLength, version));
            case BalanceChangedDecoder.TEMPLATE_ID ->
                onBalance(balanceChanged.wrap(buffer, body, blockLength, version));
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                onOrderAccepted(orderAccepted.wrap(buffer, body, blockLength, version));
            case OrderClosedDecoder.TEMPLATE_ID -> onOrderClosed(orderClosed.wrap(buffer, body, blockLength, version));
            case TradeDecoder.TEMPLATE_ID -> onTrade(trade.wrap(buffer, body, blockLength, version));
            default ->
            {
                // Refusals, state hashes and what later versions add change nothing that is read here.
            }
        }
    }

    /**
     * The last event applied.
     *
     * @return its sequence, 0 for none.
     */
    public long eventSeq()
    {
        return eventSeq;
    }

    /**
     * Whether the last event was the last of its command, so that what is read is one consistent state.
     *
     * @return true if so.
     */
    public boolean isAtCommandBoundary()
    {
        return atCommandBoundary;
    }

    /**
     * Cluster time of the last event.
     *
     * @return nanoseconds since the epoch.
     */
    public long clusterTimeNs()
    {
        return clusterTimeNs;
    }

    /**
     * Name of the chain of events.
     *
     * @return unsigned; 0 before genesis.
     */
    public long chainId()
    {
        return chainId;
    }

    /**
     * Balance changes that should have been seen and were not; anything but 0 is a fault of the stream or of this.
     *
     * @return their number.
     */
    public long versionGapCount()
    {
        return versionGapCount;
    }

    /**
     * Assets and instruments now.
     *
     * @return immutable, safe to hand to another thread.
     */
    public ReferenceData referenceData()
    {
        return referenceData;
    }

    /**
     * Find an account.
     *
     * @param accountId of it.
     * @return the account, or null.
     */
    public AccountView account(final long accountId)
    {
        return accounts.get(accountId);
    }

    /**
     * Find an order of any account, open or closed lately.
     *
     * @param orderId of it.
     * @return the order, or null.
     */
    public OrderState order(final long orderId)
    {
        return orders.get(orderId);
    }

    /**
     * Price levels and trades of an instrument.
     *
     * @param instrumentId of it.
     * @return the book, or null when there is no such instrument.
     */
    public BookView book(final int instrumentId)
    {
        return books.get(instrumentId);
    }

    private void onGenesis(final GenesisRecordedDecoder event)
    {
        chainId = event.chainId();
        revenueAccountId = event.revenueAccountId();
        accountOf(revenueAccountId);
    }

    private void onAsset(final AssetCreatedDecoder event)
    {
        referenceData = referenceData.with(new Asset(event.assetId(), event.code(), event.scale()));
    }

    private void onInstrument(final InstrumentCreatedDecoder event)
    {
        referenceData = referenceData.with(new Instrument(
            event.instrumentId(),
            event.symbol(),
            referenceData.asset(event.baseAssetId()),
            referenceData.asset(event.quoteAssetId()),
            event.priceScale(),
            event.quantityScale(),
            event.tickSize(),
            event.minPrice(),
            event.maxPrice(),
            event.lotSize(),
            event.minQuantity(),
            event.maxQuantity(),
            event.minNotional(),
            event.maxNotional(),
            event.maxOpenOrders(),
            event.makerFeePpm(),
            event.takerFeePpm(),
            event.priceBandBps(),
            event.instrumentStatus()));
        books.computeIfAbsent(event.instrumentId(), (id) -> new BookView(maxTrades));
    }

    private void onAccount(final AccountCreatedDecoder event)
    {
        accountOf(event.accountId()).status(event.accountStatus());
    }

    private void onBalance(final BalanceChangedDecoder event)
    {
        leg(event.accountId(), event.assetId(), event.balance());
    }

    private void onOrderAccepted(final OrderAcceptedDecoder event)
    {
        final OrderView order = new OrderView(event, clusterTimeNs);
        orders.put(order.orderId(), order);
        accountOf(order.accountId()).add(order);
        bookOf(order.instrumentId()).change(order.side(), order.price(), order.bookQuantity(), eventSeq);
        leg(event.accountId(), event.holdAssetId(), event.balance());
    }

    private void onOrderClosed(final OrderClosedDecoder event)
    {
        leg(event.accountId(), event.holdAssetId(), event.balance());
        final OrderView order = orders.get(event.orderId());
        if (null != order)
        {
            leaveInBook(order, 0);
            order.close(
                event.cumQuantity(), event.cumQuoteAmount(), event.orderStatus(), event.closeReason(), clusterTimeNs);
            close(order);
        }
    }

    private void onTrade(final TradeDecoder event)
    {
        final int instrumentId = event.instrumentId();
        final long buyer = event.buyerAccountId();
        final long seller = event.sellerAccountId();
        final int base = event.baseAssetId();
        final int quote = event.quoteAssetId();
        leg(buyer, quote, event.buyerQuote());
        leg(buyer, base, event.buyerBase());
        leg(seller, base, event.sellerBase());
        leg(seller, quote, event.sellerQuote());
        if (0 != event.buyerFee())
        {
            leg(revenueAccountId, base, event.revenueBase());
        }
        if (0 != event.sellerFee())
        {
            leg(revenueAccountId, quote, event.revenueQuote());
        }

        final boolean buyerIsMaker = Side.SELL == event.takerSide();
        final TradeView view = new TradeView(
            event.tradeId(), event.price(), event.quantity(), event.quoteAmount(), clusterTimeNs, buyerIsMaker);
        bookOf(instrumentId).add(view);
        accountOf(buyer).add(
            new AccountTrade(view, instrumentId, event.buyerOrderId(), event.buyerFee(), base, true, buyerIsMaker),
            maxTrades);
        accountOf(seller).add(
            new AccountTrade(view, instrumentId, event.sellerOrderId(), event.sellerFee(), quote, false, !buyerIsMaker),
            maxTrades);

        fill(
            event.buyerOrderId(), event.buyerCumQuantity(), event.buyerCumQuoteAmount(), event.buyerLeavesQuantity());
        fill(
            event.sellerOrderId(), event.sellerCumQuantity(), event.sellerCumQuoteAmount(),
            event.sellerLeavesQuantity());
    }

    private void fill(
        final long orderId, final long cumQuantity, final long cumQuoteAmount, final long leavesQuantity)
    {
        final OrderView order = orders.get(orderId);
        if (null != order)
        {
            leaveInBook(order, leavesQuantity);
            order.fill(cumQuantity, cumQuoteAmount, leavesQuantity, clusterTimeNs);
            if (!order.isOpen())
            {
                close(order);
            }
        }
    }

    private void leaveInBook(final OrderView order, final long quantity)
    {
        if (0 != order.bookQuantity())
        {
            final long previous = order.bookQuantity(quantity);
            bookOf(order.instrumentId()).change(order.side(), order.price(), quantity - previous, eventSeq);
        }
    }

    private void close(final OrderView order)
    {
        final OrderView evicted = accountOf(order.accountId()).close(order, maxClosedOrders);
        if (null != evicted)
        {
            orders.remove(evicted.orderId());
        }
    }

    private void leg(final long accountId, final int assetId, final BalanceLegDecoder balance)
    {
        versionGapCount += accountOf(accountId).leg(
            assetId, balance.available(), balance.held(), balance.version(), clusterTimeNs);
    }

    private AccountView accountOf(final long accountId)
    {
        return accounts.computeIfAbsent(accountId, AccountView::new);
    }

    private BookView bookOf(final int instrumentId)
    {
        return books.computeIfAbsent(instrumentId, (id) -> new BookView(maxTrades));
    }
}
