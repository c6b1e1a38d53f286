package io.lockstep.service;

import io.lockstep.core.ExchangeEvents;
import io.lockstep.core.Trade;
import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.types.BalanceReason;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.types.Side;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;
import io.lockstep.sbe.client.CancelOrderDecoder;
import io.lockstep.sbe.client.ExecutionReportEncoder;
import io.lockstep.sbe.client.NewOrderDecoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.ExpandableArrayBuffer;

import java.nio.ByteOrder;
import java.util.List;

/**
 * The one mapper from events to execution reports.
 * <p>
 * Reports about the order of the command, and of other orders that the session trades, go to the session that sent it,
 * with its correlation id; one is kept back until it is known whether it is the last. Every report also goes, without
 * a correlation id, to the other trader sessions of the account, so that each of them sees a gapless account sequence.
 * <p>
 * An order that ends FILLED with a part of its hold left over is reported as EXPIRED in that status: no type says
 * "done".
 */
final class ReportPublisher implements ExchangeEvents
{
    private static final int CORRELATION_ID_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.correlationIdEncodingOffset();
    private static final int LAST_OF_COMMAND_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.lastOfCommandEncodingOffset();
    private static final int REPORT_LENGTH =
        MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.BLOCK_LENGTH;
    private static final long NO_ORDER = 0;

    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(REPORT_LENGTH);
    private final ExpandableArrayBuffer keptBack = new ExpandableArrayBuffer(REPORT_LENGTH);
    private final CommandContext command;
    private final ConnectedSessions sessions;
    private final EventPublisher eventPublisher;
    private final Egress egress;
    private long commandOrderId;
    private long clusterTimeNs;
    private boolean isSending;
    private boolean isKeptBack;

    ReportPublisher(
        final CommandContext command,
        final ConnectedSessions sessions,
        final EventPublisher eventPublisher,
        final Egress egress)
    {
        this.command = command;
        this.sessions = sessions;
        this.eventPublisher = eventPublisher;
        this.egress = egress;
    }

    void beginCommand(final long clusterTimeNs)
    {
        this.clusterTimeNs = clusterTimeNs;
        commandOrderId = NO_ORDER;
        isKeptBack = false;
        isSending = egress.isSending();
    }

    void endCommand()
    {
        sendKeptBack(Bool.TRUE);
    }

    private void sendKeptBack(final Bool lastOfCommand)
    {
        if (isKeptBack)
        {
            isKeptBack = false;
            keptBack.putByte(LAST_OF_COMMAND_OFFSET, (byte)lastOfCommand.value());
            egress.send(command.session, keptBack, REPORT_LENGTH);
        }
    }

    @Override
    public void onOrderAccepted(
        final Order order, final long accountSeq, final int holdAsset, final BalanceLeg after)
    {
        if (NewOrderDecoder.TEMPLATE_ID == command.templateId)
        {
            commandOrderId = order.orderId();
        }
        if (isSending)
        {
            encode(order, accountSeq, ExecType.NEW, OrderStatus.NEW);
            report.leavesQuantity(order.instrument().quantity(order.leavesLots()));
            route(order);
        }
    }

    @Override
    public void onOrderClosed(
        final Order order,
        final long accountSeq,
        final OrderStatus status,
        final CloseReason reason,
        final int holdAsset,
        final long releasedAmount,
        final BalanceLeg after)
    {
        if (CancelOrderDecoder.TEMPLATE_ID == command.templateId && NO_ORDER == commandOrderId)
        {
            commandOrderId = order.orderId();
        }
        if (isSending)
        {
            final ExecType execType = OrderStatus.CANCELED == status ? ExecType.CANCELED : ExecType.EXPIRED;
            encode(order, accountSeq, execType, status);
            report.leavesQuantity(0).closeReason(io.lockstep.sbe.common.CloseReason.get((short)reason.code()));
            route(order);
        }
    }

    @Override
    public void onTrade(final Trade trade)
    {
        if (isSending)
        {
            encodeFill(trade, trade.buyer());
            route(trade.buyer());
            encodeFill(trade, trade.seller());
            route(trade.seller());
        }
    }

    private void encodeFill(final Trade trade, final Order order)
    {
        final Instrument instrument = order.instrument();
        final boolean isBuyer = Side.BUY == order.side();
        encode(
            order,
            isBuyer ? trade.buyerAccountSeq() : trade.sellerAccountSeq(),
            ExecType.TRADE,
            0 == order.leavesLots() ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED);
        report
            .tradeId(trade.tradeId())
            .lastPrice(instrument.price(trade.priceTicks()))
            .lastQuantity(instrument.quantity(trade.lots()))
            .lastQuoteAmount(trade.quoteAmount())
            .leavesQuantity(instrument.quantity(order.leavesLots()))
            .feeAmount(isBuyer ? trade.buyerFee() : trade.sellerFee())
            .feeAssetId(isBuyer ? instrument.baseAssetId() : instrument.quoteAssetId())
            .isMaker(order.side() == trade.takerSide() ? Bool.FALSE : Bool.TRUE);
    }

    private void encode(
        final Order order, final long accountSeq, final ExecType execType, final OrderStatus status)
    {
        final Instrument instrument = order.instrument();
        report.wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(ExecutionReportEncoder.correlationIdNullValue())
            .eventSeq(eventPublisher.eventSeq())
            .accountSeq(accountSeq)
            .accountId(order.accountId())
            .orderId(order.orderId())
            .tradeId(ExecutionReportEncoder.tradeIdNullValue())
            .clusterTimeNs(clusterTimeNs)
            .createTimeNs(order.createTimeNs())
            .price(WireValues.price(instrument, order.priceTicks()))
            .quantity(WireValues.quantity(instrument, order.quantityLots()))
            .quoteQuantity(order.quoteQuantity())
            .lastPrice(ExecutionReportEncoder.lastPriceNullValue())
            .lastQuantity(ExecutionReportEncoder.lastQuantityNullValue())
            .lastQuoteAmount(ExecutionReportEncoder.lastQuoteAmountNullValue())
            .cumQuantity(instrument.quantity(order.cumLots()))
            .cumQuoteAmount(order.cumQuoteAmount())
            .feeAmount(ExecutionReportEncoder.feeAmountNullValue())
            .instrumentId(instrument.instrumentId())
            .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue())
            .side(io.lockstep.sbe.common.Side.get((short)order.side().code()))
            .orderType(OrderType.get((short)order.orderType().code()))
            .timeInForce(TimeInForce.get((short)order.timeInForce().code()))
            .execType(execType)
            .orderStatus(io.lockstep.sbe.common.OrderStatus.get((short)status.code()))
            .closeReason(io.lockstep.sbe.common.CloseReason.NONE)
            .isMaker(Bool.FALSE)
            .lastOfCommand(Bool.FALSE)
            .duplicate(Bool.FALSE);
        AsciiFields.put(
            buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.clientOrderIdEncodingOffset(),
            order.clientOrderId());
    }

    /** To the session of the command what it caused, and to every other trader session of the account a copy. */
    private void route(final Order order)
    {
        final ConnectedSession commander = command.session;
        if (null != commander &&
            (order.orderId() == commandOrderId || commander.principal().tradesFor(order.accountId())))
        {
            sendKeptBack(Bool.FALSE);
            keptBack.putBytes(0, buffer, 0, REPORT_LENGTH);
            keptBack.putLong(CORRELATION_ID_OFFSET, command.correlationId, ByteOrder.LITTLE_ENDIAN);
            isKeptBack = true;
        }
        final List<ConnectedSession> traders = sessions.traders();
        for (int i = 0, size = traders.size(); i < size; i++)
        {
            final ConnectedSession trader = traders.get(i);
            if (trader != commander && trader.principal().tradesFor(order.accountId()))
            {
                egress.send(trader, buffer, REPORT_LENGTH);
            }
        }
    }

    @Override
    public void onGenesis(final long chainId)
    {
        // Answered by a CommandResult, as are the events below.
    }

    @Override
    public void onAssetCreated(final Asset asset)
    {
    }

    @Override
    public void onInstrumentCreated(final Instrument instrument)
    {
    }

    @Override
    public void onAccountCreated(final Account account)
    {
    }

    @Override
    public void onBalanceChanged(
        final long accountId,
        final int assetId,
        final BalanceReason reason,
        final long availableDelta,
        final long heldDelta,
        final BalanceLeg after,
        final RequestId transferId)
    {
    }

    @Override
    public void onCommandRejected(
        final RejectCode code,
        final long accountId,
        final long orderId,
        final int instrumentId,
        final int assetId,
        final RequestId requestId)
    {
    }

    @Override
    public void onStateHashTaken(final long stateHash)
    {
    }
}
