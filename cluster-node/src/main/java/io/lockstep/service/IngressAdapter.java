package io.lockstep.service;

import io.lockstep.core.CancelOrder;
import io.lockstep.core.CommandOutcome;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.MoneyCommand;
import io.lockstep.core.PlaceOrder;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.InstrumentDefinition;
import io.lockstep.core.types.InstrumentStatus;
import io.lockstep.core.types.OrderType;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.SelfTradePrevention;
import io.lockstep.core.types.Side;
import io.lockstep.core.types.TimeInForce;
import io.lockstep.core.ubs.Account;
import io.lockstep.sbe.client.BalanceQueryDecoder;
import io.lockstep.sbe.client.CancelOrderDecoder;
import io.lockstep.sbe.client.CreateAccountDecoder;
import io.lockstep.sbe.client.CreateAssetDecoder;
import io.lockstep.sbe.client.CreateInstrumentDecoder;
import io.lockstep.sbe.client.DepositDecoder;
import io.lockstep.sbe.client.GenesisDecoder;
import io.lockstep.sbe.client.NewOrderDecoder;
import io.lockstep.sbe.client.OrderQueryDecoder;
import io.lockstep.sbe.client.SettlementAckDecoder;
import io.lockstep.sbe.client.StateHashRequestDecoder;
import io.lockstep.sbe.client.WithdrawDecoder;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * SBE in, commands to the core. A message is checked for shape, then its session for the right to send it, then handed
 * on; what fails a check is answered, changes nothing and emits nothing. Allocates nothing for orders and money.
 */
final class IngressAdapter
{
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final OrderQueryDecoder orderQuery = new OrderQueryDecoder();
    private final CreateAccountDecoder createAccount = new CreateAccountDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final GenesisDecoder genesis = new GenesisDecoder();
    private final CreateAssetDecoder createAsset = new CreateAssetDecoder();
    private final CreateInstrumentDecoder createInstrument = new CreateInstrumentDecoder();
    private final SettlementAckDecoder settlementAck = new SettlementAckDecoder();
    private final PlaceOrder placeOrder = new PlaceOrder();
    private final CancelOrder cancel = new CancelOrder();
    private final MoneyCommand money = new MoneyCommand();
    private final CommandDecoder decoder = new CommandDecoder();
    private final CommandContext command;
    private final ExchangeStateMachine core;
    private final EventPublisher events;
    private final ReportPublisher reports;
    private final ReplyPublisher replies;

    IngressAdapter(
        final CommandContext command,
        final ExchangeStateMachine core,
        final EventPublisher events,
        final ReportPublisher reports,
        final ReplyPublisher replies)
    {
        this.command = command;
        this.core = core;
        this.events = events;
        this.reports = reports;
        this.replies = replies;
    }

    void onMessage(
        final ConnectedSession session,
        final long logPosition,
        final long timestampNs,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        final RejectCode code = decoder.wrap(buffer, offset, length);
        command.session = session;
        command.templateId = decoder.templateId();
        command.correlationId = decoder.correlationId();
        command.logPosition = logPosition;
        if (RejectCode.NONE != code)
        {
            refuse(code);
        }
        else if (!Authorisation.isAllowed(session.principal(), decoder.templateId(), decoder.accountId()))
        {
            refuse(RejectCode.UNAUTHORISED);
        }
        else
        {
            core.advanceTime(timestampNs);
            events.beginCommand(core.nowNs());
            reports.beginCommand(core.nowNs());
            dispatch(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
            events.endCommand();
            reports.endCommand();
        }
    }

    /** The one command that is never answered is not answered when it is refused either. */
    private void refuse(final RejectCode code)
    {
        if (SettlementAckDecoder.TEMPLATE_ID != decoder.templateId())
        {
            replies.refuse(code, decoder.accountId(), core.nowNs());
        }
    }

    /** Time goes on without a message. */
    void onTimer(final long timestampNs)
    {
        command.session = null;
        command.templateId = 0;
        core.advanceTime(timestampNs);
    }

    private void dispatch(final DirectBuffer buffer, final int body)
    {
        switch (decoder.templateId())
        {
            case NewOrderDecoder.TEMPLATE_ID:
                onNewOrder(buffer, body);
                break;

            case CancelOrderDecoder.TEMPLATE_ID:
                onCancelOrder(buffer, body);
                break;

            case OrderQueryDecoder.TEMPLATE_ID:
                onOrderQuery(buffer, body);
                break;

            case DepositDecoder.TEMPLATE_ID:
                onDeposit(buffer, body);
                break;

            case WithdrawDecoder.TEMPLATE_ID:
                onWithdraw(buffer, body);
                break;

            case CreateAccountDecoder.TEMPLATE_ID:
                createAccount.wrap(buffer, body, decoder.blockLength(), decoder.version());
                answer(core.createAccount(createAccount.accountId(), createAccount.feeGroupId()));
                break;

            case BalanceQueryDecoder.TEMPLATE_ID:
                onBalanceQuery();
                break;

            case GenesisDecoder.TEMPLATE_ID:
                genesis.wrap(buffer, body, decoder.blockLength(), decoder.version());
                answer(core.genesis(genesis.chainId()));
                break;

            case CreateAssetDecoder.TEMPLATE_ID:
                createAsset.wrap(buffer, body, decoder.blockLength(), decoder.version());
                answer(core.createAsset(new Asset(
                    createAsset.assetId(),
                    createAsset.scale(),
                    AsciiFields.getCode(buffer, body + CreateAssetDecoder.codeEncodingOffset()))));
                break;

            case CreateInstrumentDecoder.TEMPLATE_ID:
                onCreateInstrument(buffer, body);
                break;

            case StateHashRequestDecoder.TEMPLATE_ID:
                onStateHashRequest();
                break;

            case SettlementAckDecoder.TEMPLATE_ID:
                settlementAck.wrap(buffer, body, decoder.blockLength(), decoder.version());
                events.acknowledge(settlementAck.eventSeq(), settlementAck.position());
                break;

            default:
                throw new IllegalStateException("a command that is known is dispatched: " + decoder.templateId());
        }
    }

    private void answer(final CommandOutcome outcome)
    {
        events.endCommand();
        replies.result(outcome, decoder.accountId(), Quantities.NULL_VALUE, null, core.nowNs());
    }

    private void onNewOrder(final DirectBuffer buffer, final int body)
    {
        newOrder.wrap(buffer, body, decoder.blockLength(), decoder.version());
        final int selfTradePrevention = newOrder.selfTradePreventionRaw();
        placeOrder.accountId = newOrder.accountId();
        placeOrder.instrumentId = newOrder.instrumentId();
        placeOrder.side = Side.of(newOrder.sideRaw());
        placeOrder.orderType = OrderType.of(newOrder.orderTypeRaw());
        placeOrder.timeInForce = TimeInForce.of(newOrder.timeInForceRaw());
        placeOrder.selfTradePrevention =
            io.lockstep.sbe.common.SelfTradePrevention.NULL_VAL.value() == selfTradePrevention ?
                SelfTradePrevention.EXPIRE_TAKER : SelfTradePrevention.of(selfTradePrevention);
        placeOrder.price = newOrder.price();
        placeOrder.quantity = newOrder.quantity();
        placeOrder.quoteQuantity = newOrder.quoteQuantity();
        placeOrder.stopPrice = newOrder.stopPrice();
        placeOrder.displayQuantity = newOrder.displayQuantity();
        placeOrder.expireTimeNs = newOrder.expireTimeNs();
        AsciiFields.get(
            buffer, body + NewOrderDecoder.clientOrderIdEncodingOffset(), placeOrder.clientOrderId);

        final CommandOutcome outcome = core.placeOrder(placeOrder);
        events.endCommand();
        if (RejectCode.NONE != outcome.code())
        {
            replies.result(
                outcome, placeOrder.accountId, Quantities.NULL_VALUE, placeOrder.clientOrderId, core.nowNs());
        }
        else if (outcome.isDuplicate())
        {
            replies.orderStatus(outcome.orderState(), true, core);
        }
    }

    private void onCancelOrder(final DirectBuffer buffer, final int body)
    {
        cancelOrder.wrap(buffer, body, decoder.blockLength(), decoder.version());
        cancel.accountId = cancelOrder.accountId();
        cancel.instrumentId = cancelOrder.instrumentId();
        cancel.orderId = cancelOrder.orderId();
        AsciiFields.get(
            buffer, body + CancelOrderDecoder.origClientOrderIdEncodingOffset(), cancel.clientOrderId);

        final CommandOutcome outcome = core.cancelOrder(cancel);
        events.endCommand();
        if (RejectCode.NONE != outcome.code())
        {
            replies.result(outcome, cancel.accountId, cancel.orderId, cancel.clientOrderId, core.nowNs());
        }
        else if (outcome.isDuplicate())
        {
            replies.orderStatus(outcome.orderState(), true, core);
        }
    }

    private void onOrderQuery(final DirectBuffer buffer, final int body)
    {
        orderQuery.wrap(buffer, body, decoder.blockLength(), decoder.version());
        cancel.accountId = orderQuery.accountId();
        cancel.instrumentId = orderQuery.instrumentId();
        cancel.orderId = orderQuery.orderId();
        AsciiFields.get(buffer, body + OrderQueryDecoder.clientOrderIdEncodingOffset(), cancel.clientOrderId);

        final CommandOutcome outcome = core.queryOrder(cancel);
        if (RejectCode.NONE == outcome.code())
        {
            replies.orderStatus(outcome.orderState(), false, core);
        }
        else
        {
            replies.result(outcome, cancel.accountId, cancel.orderId, cancel.clientOrderId, core.nowNs());
        }
    }

    private void onDeposit(final DirectBuffer buffer, final int body)
    {
        deposit.wrap(buffer, body, decoder.blockLength(), decoder.version());
        money.accountId = deposit.accountId();
        money.assetId = deposit.assetId();
        money.amount = deposit.amount();
        money.requestTimeNs = deposit.requestTimeNs();
        AsciiFields.get(buffer, body + DepositDecoder.transferIdEncodingOffset(), money.transferId);
        answerMoney(core.deposit(money));
    }

    private void onWithdraw(final DirectBuffer buffer, final int body)
    {
        withdraw.wrap(buffer, body, decoder.blockLength(), decoder.version());
        money.accountId = withdraw.accountId();
        money.assetId = withdraw.assetId();
        money.amount = withdraw.amount();
        money.requestTimeNs = withdraw.requestTimeNs();
        AsciiFields.get(buffer, body + WithdrawDecoder.transferIdEncodingOffset(), money.transferId);
        answerMoney(core.withdraw(money));
    }

    private void answerMoney(final CommandOutcome outcome)
    {
        events.endCommand();
        replies.result(outcome, money.accountId, Quantities.NULL_VALUE, money.transferId, core.nowNs());
    }

    private void onBalanceQuery()
    {
        final Account account = core.balances().account(decoder.accountId());
        if (null == account)
        {
            final RejectCode code =
                0 == core.chainId() ? RejectCode.NOT_INITIALISED : RejectCode.UNKNOWN_ACCOUNT;
            replies.refuse(code, decoder.accountId(), core.nowNs());
        }
        else
        {
            replies.balances(account, core);
        }
    }

    private void onCreateInstrument(final DirectBuffer buffer, final int body)
    {
        createInstrument.wrap(buffer, body, decoder.blockLength(), decoder.version());
        answer(core.createInstrument(new InstrumentDefinition(
            createInstrument.instrumentId(),
            AsciiFields.getCode(buffer, body + CreateInstrumentDecoder.symbolEncodingOffset()),
            createInstrument.baseAssetId(),
            createInstrument.quoteAssetId(),
            createInstrument.priceScale(),
            createInstrument.quantityScale(),
            createInstrument.tickSize(),
            createInstrument.minPrice(),
            createInstrument.maxPrice(),
            createInstrument.lotSize(),
            createInstrument.minQuantity(),
            createInstrument.maxQuantity(),
            createInstrument.minNotional(),
            createInstrument.maxNotional(),
            createInstrument.referencePrice(),
            createInstrument.maxOpenOrders(),
            createInstrument.makerFeePpm(),
            createInstrument.takerFeePpm(),
            createInstrument.priceBandBps(),
            InstrumentStatus.of(createInstrument.instrumentStatusRaw()))));
    }

    private void onStateHashRequest()
    {
        if (0 == core.chainId())
        {
            replies.refuse(RejectCode.NOT_INITIALISED, Quantities.NULL_VALUE, core.nowNs());
        }
        else
        {
            final long stateHash = core.takeStateHash();
            events.endCommand();
            replies.stateHash(stateHash);
        }
    }
}
