package io.lockstep.service;

import io.lockstep.core.CommandOutcome;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.order.OrderState;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.UBSCore;
import io.lockstep.sbe.client.BalanceReportEncoder;
import io.lockstep.sbe.client.CommandResultEncoder;
import io.lockstep.sbe.client.ExecutionReportEncoder;
import io.lockstep.sbe.client.StateHashReportEncoder;
import io.lockstep.sbe.common.AccountStatus;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import org.agrona.ExpandableArrayBuffer;

/**
 * Answers to commands that events do not give: results, order status, balances, state hash. On a follower every method
 * returns at once.
 */
final class ReplyPublisher
{
    /** As many as fit in a datagram of the usual MTU, with the headers of frame, session and message. */
    private static final int MAX_BALANCES_PER_REPORT = 40;
    private static final int STATUS_REPORT_LENGTH =
        MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.BLOCK_LENGTH;
    private static final RequestId NO_REQUEST_ID = new RequestId();

    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final CommandResultEncoder commandResult = new CommandResultEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final BalanceReportEncoder balanceReport = new BalanceReportEncoder();
    private final StateHashReportEncoder stateHashReport = new StateHashReportEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
    private final int[] assetIds = new int[MAX_BALANCES_PER_REPORT];
    private final CommandContext command;
    private final EventPublisher eventPublisher;
    private final Egress egress;

    ReplyPublisher(final CommandContext command, final EventPublisher eventPublisher, final Egress egress)
    {
        this.command = command;
        this.eventPublisher = eventPublisher;
        this.egress = egress;
    }

    /** A refusal that the core was not asked about. */
    void refuse(final RejectCode code, final long accountId, final long clusterTimeNs)
    {
        if (egress.isSending())
        {
            encodeResult(code, accountId, Quantities.NULL_VALUE, clusterTimeNs, NO_REQUEST_ID);
            sendResult();
        }
    }

    void result(
        final CommandOutcome outcome,
        final long accountId,
        final long orderId,
        final RequestId requestId,
        final long clusterTimeNs)
    {
        if (!egress.isSending())
        {
            return;
        }
        encodeResult(outcome.code(), accountId, orderId, clusterTimeNs, null == requestId ? NO_REQUEST_ID : requestId);
        commandResult
            .available(outcome.available())
            .held(outcome.held())
            .duplicate(outcome.isDuplicate() ? Bool.TRUE : Bool.FALSE);
        if (outcome.hasOrderState())
        {
            commandResult
                .orderId(outcome.orderState().orderId())
                .orderStatus(OrderStatus.get((short)outcome.orderState().status().code()));
        }
        sendResult();
    }

    private void encodeResult(
        final RejectCode code,
        final long accountId,
        final long orderId,
        final long clusterTimeNs,
        final RequestId requestId)
    {
        commandResult.wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(command.correlationId)
            .eventSeq(eventPublisher.eventSeq())
            .accountId(accountId)
            .orderId(orderId)
            .clusterTimeNs(clusterTimeNs)
            .available(CommandResultEncoder.availableNullValue())
            .held(CommandResultEncoder.heldNullValue())
            .refTemplateId(command.templateId)
            .code(io.lockstep.sbe.common.RejectCode.get(code.code()))
            .orderStatus(OrderStatus.NULL_VAL)
            .duplicate(Bool.FALSE);
        AsciiFields.put(
            buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + CommandResultEncoder.requestIdEncodingOffset(),
            requestId);
    }

    private void sendResult()
    {
        egress.send(command.session, buffer, MessageHeaderEncoder.ENCODED_LENGTH + CommandResultEncoder.BLOCK_LENGTH);
    }

    void orderStatus(
        final OrderState order, final boolean isDuplicate, final ExchangeStateMachine core)
    {
        if (!egress.isSending())
        {
            return;
        }
        final Instrument instrument = core.referenceData().instrument(order.instrumentId());
        report.wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(command.correlationId)
            .eventSeq(eventPublisher.eventSeq())
            .accountSeq(core.balances().account(order.accountId()).accountSeq())
            .accountId(order.accountId())
            .orderId(order.orderId())
            .tradeId(ExecutionReportEncoder.tradeIdNullValue())
            .clusterTimeNs(core.nowNs())
            .createTimeNs(order.createTimeNs())
            .price(WireValues.price(instrument, order.priceTicks()))
            .quantity(WireValues.quantity(instrument, order.quantityLots()))
            .quoteQuantity(order.quoteQuantity())
            .lastPrice(ExecutionReportEncoder.lastPriceNullValue())
            .lastQuantity(ExecutionReportEncoder.lastQuantityNullValue())
            .lastQuoteAmount(ExecutionReportEncoder.lastQuoteAmountNullValue())
            .cumQuantity(instrument.quantity(order.cumLots()))
            .cumQuoteAmount(order.cumQuoteAmount())
            .leavesQuantity(instrument.quantity(order.leavesLots()))
            .feeAmount(ExecutionReportEncoder.feeAmountNullValue())
            .instrumentId(instrument.instrumentId())
            .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue())
            .side(Side.get((short)order.side().code()))
            .orderType(OrderType.get((short)order.orderType().code()))
            .timeInForce(TimeInForce.get((short)order.timeInForce().code()))
            .execType(ExecType.STATUS)
            .orderStatus(OrderStatus.get((short)order.status().code()))
            .closeReason(CloseReason.get((short)order.closeReason().code()))
            .isMaker(Bool.FALSE)
            .lastOfCommand(Bool.TRUE)
            .duplicate(isDuplicate ? Bool.TRUE : Bool.FALSE);
        AsciiFields.put(
            buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.clientOrderIdEncodingOffset(),
            order.clientOrderId());
        egress.send(command.session, buffer, STATUS_REPORT_LENGTH);
    }

    void balances(final Account account, final ExchangeStateMachine core)
    {
        if (!egress.isSending())
        {
            return;
        }
        final UBSCore ubs = core.balances();
        int count = 0;
        for (int assetId = 1, limit = core.referenceData().assetIdLimit(); assetId < limit; assetId++)
        {
            if (ubs.version(ubs.balance(account, assetId)) > 0)
            {
                if (MAX_BALANCES_PER_REPORT == count)
                {
                    sendBalances(account, ubs, count, Bool.FALSE);
                    count = 0;
                }
                assetIds[count++] = assetId;
            }
        }
        sendBalances(account, ubs, count, Bool.TRUE);
    }

    private void sendBalances(final Account account, final UBSCore ubs, final int count, final Bool lastOfCommand)
    {
        final BalanceReportEncoder.BalancesEncoder balances = balanceReport
            .wrapAndApplyHeader(buffer, 0, messageHeader)
            .correlationId(command.correlationId)
            .accountId(account.accountId())
            .asOfEventSeq(eventPublisher.eventSeq())
            .accountStatus(AccountStatus.get((short)account.status().code()))
            .lastOfCommand(lastOfCommand)
            .balancesCount(count);
        for (int i = 0; i < count; i++)
        {
            final int balance = ubs.balance(account, assetIds[i]);
            balances.next()
                .available(ubs.available(balance))
                .held(ubs.held(balance))
                .version(ubs.version(balance))
                .assetId(assetIds[i]);
        }
        egress.send(command.session, buffer, MessageHeaderEncoder.ENCODED_LENGTH + balanceReport.encodedLength());
    }

    void stateHash(final long stateHash)
    {
        if (egress.isSending())
        {
            stateHashReport.wrapAndApplyHeader(buffer, 0, messageHeader)
                .correlationId(command.correlationId)
                .eventSeq(eventPublisher.eventSeq())
                .logPosition(command.logPosition)
                .stateHash(stateHash);
            egress.send(
                command.session, buffer, MessageHeaderEncoder.ENCODED_LENGTH + StateHashReportEncoder.BLOCK_LENGTH);
        }
    }
}
