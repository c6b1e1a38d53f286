package io.lockstep.settlement.event;

import io.lockstep.sbe.common.BalanceLegDecoder;
import io.lockstep.sbe.common.BalanceReason;
import io.lockstep.sbe.event.BalanceChangedDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;

import java.util.function.Consumer;

/**
 * Takes the balance legs out of events, in the order in which they were applied. Stateless.
 */
public final class LedgerLegs
{
    /** The account that collects fees. */
    public static final long REVENUE_ACCOUNT_ID = 1;

    private LedgerLegs()
    {
    }

    /**
     * @param event  to look into.
     * @param target called for each leg.
     */
    public static void forEach(final EventView event, final Consumer<LedgerLeg> target)
    {
        switch (event.templateId())
        {
            case BalanceChangedDecoder.TEMPLATE_ID -> balanceChanged(event, event.balance(), target);
            case OrderAcceptedDecoder.TEMPLATE_ID ->
            {
                final OrderAcceptedDecoder order = event.accepted();
                if (0 != order.holdAmount())
                {
                    target.accept(leg(event, 0, order.accountId(), order.holdAssetId(), -order.holdAmount(),
                        order.holdAmount(), order.balance(), LegType.LOCK, Long.toString(order.orderId())));
                }
            }
            case OrderClosedDecoder.TEMPLATE_ID ->
            {
                final OrderClosedDecoder order = event.closed();
                if (0 != order.releasedAmount())
                {
                    target.accept(leg(event, 0, order.accountId(), order.holdAssetId(), order.releasedAmount(),
                        -order.releasedAmount(), order.balance(), LegType.UNLOCK, Long.toString(order.orderId())));
                }
            }
            case TradeDecoder.TEMPLATE_ID -> trade(event, event.trade(), target);
            default ->
            {
                // No other event touches a balance.
            }
        }
    }

    private static void balanceChanged(
        final EventView event, final BalanceChangedDecoder change, final Consumer<LedgerLeg> target)
    {
        target.accept(leg(event, 0, change.accountId(), change.assetId(), change.availableDelta(), change.heldDelta(),
            change.balance(), type(change.reason()), change.transferId()));
    }

    private static LegType type(final BalanceReason reason)
    {
        return switch (reason)
        {
            case DEPOSIT -> LegType.DEPOSIT;
            case WITHDRAWAL -> LegType.WITHDRAWAL;
            case WITHDRAWAL_HOLD -> LegType.WITHDRAWAL_HOLD;
            case WITHDRAWAL_SETTLE -> LegType.WITHDRAWAL_SETTLE;
            case WITHDRAWAL_RELEASE -> LegType.WITHDRAWAL_RELEASE;
            case TRANSFER_OUT -> LegType.TRANSFER_OUT;
            case TRANSFER_IN -> LegType.TRANSFER_IN;
            case ADJUSTMENT -> LegType.ADJUSTMENT;
            default -> throw new IllegalArgumentException("balance reason " + reason + " is not known to this version");
        };
    }

    private static void trade(final EventView event, final TradeDecoder trade, final Consumer<LedgerLeg> target)
    {
        final String refId = Long.toString(trade.tradeId());
        final int base = trade.baseAssetId();
        final int quote = trade.quoteAssetId();
        final long buyer = trade.buyerAccountId();
        final long seller = trade.sellerAccountId();

        target.accept(leg(event, 0, buyer, quote, trade.buyerRefund(), -(trade.quoteAmount() + trade.buyerRefund()),
            trade.buyerQuote(), LegType.TRADE_DEBIT, refId));
        target.accept(leg(event, 1, buyer, base, trade.baseAmount() - trade.buyerFee(), 0,
            trade.buyerBase(), LegType.TRADE_CREDIT, refId));
        target.accept(leg(event, 2, seller, base, 0, -trade.baseAmount(),
            trade.sellerBase(), LegType.TRADE_DEBIT, refId));
        target.accept(leg(event, 3, seller, quote, trade.quoteAmount() - trade.sellerFee(), 0,
            trade.sellerQuote(), LegType.TRADE_CREDIT, refId));
        if (0 != trade.buyerFee())
        {
            target.accept(leg(event, 4, REVENUE_ACCOUNT_ID, base, trade.buyerFee(), 0,
                trade.revenueBase(), LegType.TRADE_FEE, refId));
        }
        if (0 != trade.sellerFee())
        {
            target.accept(leg(event, 5, REVENUE_ACCOUNT_ID, quote, trade.sellerFee(), 0,
                trade.revenueQuote(), LegType.TRADE_FEE, refId));
        }
    }

    private static LedgerLeg leg(
        final EventView event,
        final int leg,
        final long accountId,
        final int assetId,
        final long availableDelta,
        final long heldDelta,
        final BalanceLegDecoder after,
        final LegType type,
        final String refId)
    {
        return new LedgerLeg(event.header().eventSeq(), leg, accountId, assetId, availableDelta, heldDelta,
            after.available(), after.held(), after.version(), type, refId, event.header().clusterTimeNs());
    }
}
