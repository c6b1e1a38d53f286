package io.lockstep.settlement.verify;

import io.lockstep.sbe.common.BalanceReason;
import io.lockstep.sbe.event.AssetCreatedDecoder;
import io.lockstep.sbe.event.BalanceChangedDecoder;
import io.lockstep.sbe.event.InstrumentCreatedDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import io.lockstep.settlement.event.EventView;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exchange's books, kept again from the business fields of the events alone, and compared with the balances that
 * the events report. What the stores must hold comes out of it. Single-threaded.
 */
public final class EventModel
{
    private static final long REVENUE_ACCOUNT_ID = 1;

    private final EventView view = new EventView();
    private final Ledger ledger = new Ledger();
    private final OrderBookkeeping orders = new OrderBookkeeping(ledger);
    private final Check amounts = new Check("trade amounts");
    private final Long2ObjectHashMap<TradeFact> trades = new Long2ObjectHashMap<>();
    private final Map<Integer, Integer> assetScales = new HashMap<>();
    private final Map<Integer, int[]> instrumentScales = new HashMap<>();
    private long events;

    /**
     * @param buffer that holds the next event.
     * @param offset of its SBE message header.
     */
    public void onEvent(final DirectBuffer buffer, final int offset)
    {
        view.wrap(buffer, offset);
        events++;
        ledger.begin(view.header().eventSeq());
        switch (view.templateId())
        {
            case AssetCreatedDecoder.TEMPLATE_ID -> assetScales.put(view.asset().assetId(), view.asset().scale());
            case InstrumentCreatedDecoder.TEMPLATE_ID ->
            {
                final InstrumentCreatedDecoder instrument = view.instrument();
                instrumentScales.put(instrument.instrumentId(),
                    new int[]{instrument.priceScale(), instrument.quantityScale()});
            }
            case BalanceChangedDecoder.TEMPLATE_ID -> balanceChanged(view.balance());
            case OrderAcceptedDecoder.TEMPLATE_ID -> orders.accepted(view, view.accepted());
            case OrderClosedDecoder.TEMPLATE_ID -> orders.closed(view, view.closed());
            case TradeDecoder.TEMPLATE_ID -> trade(view.trade());
            default ->
            {
                // Moves no money and no order.
            }
        }
        ledger.end();
    }

    private void balanceChanged(final BalanceChangedDecoder change)
    {
        switch (change.reason())
        {
            case DEPOSIT, WITHDRAWAL, WITHDRAWAL_SETTLE, ADJUSTMENT ->
                ledger.external(change.assetId(), Math.addExact(change.availableDelta(), change.heldDelta()));
            default ->
            {
                // Stays inside the exchange.
            }
        }
        ledger.reserve(change.accountId(), change.assetId(), change.heldDelta());
        ledger.leg(0, change.accountId(), change.assetId(), change.availableDelta(), change.heldDelta(),
            change.balance(), word(change.reason()), change.transferId());
    }

    private static String word(final BalanceReason reason)
    {
        return switch (reason)
        {
            case DEPOSIT -> "deposit";
            case WITHDRAWAL -> "withdraw";
            case WITHDRAWAL_HOLD -> "withdraw_lock";
            case WITHDRAWAL_SETTLE -> "withdraw_settle";
            case WITHDRAWAL_RELEASE -> "withdraw_unlock";
            case TRANSFER_OUT -> "transfer_out";
            case TRANSFER_IN -> "transfer_in";
            case ADJUSTMENT -> "adjustment";
            default -> "unknown";
        };
    }

    private void trade(final TradeDecoder trade)
    {
        final int base = trade.baseAssetId();
        final int quote = trade.quoteAssetId();
        final long paid = Math.addExact(trade.quoteAmount(), trade.buyerRefund());
        checkAmounts(trade);
        orders.filled(view, trade, paid);

        final long buyer = trade.buyerAccountId();
        final long seller = trade.sellerAccountId();
        final String refId = Long.toString(trade.tradeId());
        ledger.leg(0, buyer, quote, trade.buyerRefund(), -paid, trade.buyerQuote(), "trade_debit", refId);
        ledger.leg(1, buyer, base, trade.baseAmount() - trade.buyerFee(), 0, trade.buyerBase(), "trade_credit", refId);
        ledger.leg(2, seller, base, 0, -trade.baseAmount(), trade.sellerBase(), "trade_debit", refId);
        ledger.leg(3, seller, quote, trade.quoteAmount() - trade.sellerFee(), 0, trade.sellerQuote(), "trade_credit",
            refId);
        if (0 != trade.buyerFee())
        {
            ledger.leg(4, REVENUE_ACCOUNT_ID, base, trade.buyerFee(), 0, trade.revenueBase(), "trade_fee",
                refId);
        }
        if (0 != trade.sellerFee())
        {
            ledger.leg(5, REVENUE_ACCOUNT_ID, quote, trade.sellerFee(), 0, trade.revenueQuote(), "trade_fee",
                refId);
        }
        final TradeFact before = trades.put(trade.tradeId(), new TradeFact(view, trade));
        amounts.require(null == before, () -> "trade " + trade.tradeId() + " happened twice");
    }

    /**
     * quote = price × quantity × 10^(quote scale − price scale − quantity scale), exactly; base likewise.
     */
    private void checkAmounts(final TradeDecoder trade)
    {
        final int[] scales = instrumentScales.get(trade.instrumentId());
        final Integer quoteScale = assetScales.get(trade.quoteAssetId());
        final Integer baseScale = assetScales.get(trade.baseAssetId());
        if (null == scales || null == quoteScale || null == baseScale)
        {
            amounts.fail("trade " + trade.tradeId() + " of an unknown instrument " + trade.instrumentId());
            return;
        }
        final BigInteger quantity = BigInteger.valueOf(trade.quantity());
        amounts.require(scaled(quantity.multiply(BigInteger.valueOf(trade.price())),
            quoteScale - scales[0] - scales[1]).equals(BigInteger.valueOf(trade.quoteAmount())),
            () -> "trade " + trade.tradeId() + " has quote amount " + trade.quoteAmount());
        amounts.require(scaled(quantity, baseScale - scales[1]).equals(BigInteger.valueOf(trade.baseAmount())),
            () -> "trade " + trade.tradeId() + " has base amount " + trade.baseAmount());
    }

    /**
     * @return value × 10^exponent, or -1 when that is not whole.
     */
    private static BigInteger scaled(final BigInteger value, final int exponent)
    {
        if (exponent >= 0)
        {
            return value.multiply(BigInteger.TEN.pow(exponent));
        }
        final BigInteger[] quotient = value.divideAndRemainder(BigInteger.TEN.pow(-exponent));
        return 0 == quotient[1].signum() ? quotient[0] : BigInteger.ONE.negate();
    }

    /**
     * @param assetId any.
     * @return decimals of the asset, or -1 when it is not known.
     */
    int assetScale(final long assetId)
    {
        return assetScales.getOrDefault((int)assetId, -1);
    }

    Ledger ledger()
    {
        return ledger;
    }

    OrderBookkeeping orders()
    {
        return orders;
    }

    Long2ObjectHashMap<TradeFact> trades()
    {
        return trades;
    }

    /**
     * @return number of events seen.
     */
    public long events()
    {
        return events;
    }

    /**
     * @return the checks.
     */
    public List<Check> checks()
    {
        return List.of(ledger.conservation(), ledger.versions(), ledger.balances(), ledger.reservations(),
            amounts, orders.fills(), orders.reports());
    }
}
