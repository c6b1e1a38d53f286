package io.lockstep.core;

import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.Side;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.UBSCore;

/**
 * Moves the money of a fill, both sides and the fees, in one go: buyer's quote, buyer's base, seller's base, seller's
 * quote, revenue's base, revenue's quote. Per asset nothing is created or lost.
 */
final class Settlement
{
    private final UBSCore ubs;
    private final Trade trade = new Trade();

    Settlement(final UBSCore ubs)
    {
        this.ubs = ubs;
    }

    /**
     * @param tradeId id of the trade.
     * @param taker   incoming order.
     * @param maker   resting order; the trade is at its price.
     * @param lots    filled.
     * @param revenue account that fees go to.
     * @return the trade; leaves of the orders are not in it yet.
     */
    Trade settle(final long tradeId, final Order taker, final Order maker, final long lots, final Account revenue)
    {
        final Instrument instrument = maker.instrument();
        final boolean isTakerBuyer = Side.BUY == taker.side();
        final Order buyer = isTakerBuyer ? taker : maker;
        final Order seller = isTakerBuyer ? maker : taker;
        final long priceTicks = maker.priceTicks();
        final long lotAmount = lots * instrument.quotePerTickLot();
        final long quoteAmount = priceTicks * lotAmount;
        final long baseAmount = lots * instrument.basePerLot();
        final long buyerRefund =
            Quantities.NULL_VALUE == buyer.priceTicks() ? 0 : (buyer.priceTicks() - priceTicks) * lotAmount;
        final int makerFeePpm = instrument.definition().makerFeePpm();
        final int takerFeePpm = instrument.definition().takerFeePpm();
        final int revenueBase = ubs.balance(revenue, instrument.baseAssetId());
        final int revenueQuote = ubs.balance(revenue, instrument.quoteAssetId());
        final long buyerFee = fee(baseAmount, isTakerBuyer ? takerFeePpm : makerFeePpm, revenueBase);
        final long sellerFee = fee(quoteAmount, isTakerBuyer ? makerFeePpm : takerFeePpm, revenueQuote);

        trade.tradeId = tradeId;
        trade.priceTicks = priceTicks;
        trade.lots = lots;
        trade.quoteAmount = quoteAmount;
        trade.baseAmount = baseAmount;
        trade.buyerFee = buyerFee;
        trade.sellerFee = sellerFee;
        trade.buyerRefund = buyerRefund;
        trade.buyer = buyer;
        trade.seller = seller;
        trade.takerSide = taker.side();

        ubs.settleDebit(buyer.payHandle(), quoteAmount, buyerRefund, trade.buyerQuote);
        ubs.settleCredit(buyer.receiveHandle(), baseAmount - buyerFee, trade.buyerBase);
        ubs.settleDebit(seller.payHandle(), baseAmount, 0, trade.sellerBase);
        ubs.settleCredit(seller.receiveHandle(), quoteAmount - sellerFee, trade.sellerQuote);
        if (0 == buyerFee)
        {
            trade.revenueBase.clear();
        }
        else
        {
            ubs.settleCredit(revenueBase, buyerFee, trade.revenueBase);
        }
        if (0 == sellerFee)
        {
            trade.revenueQuote.clear();
        }
        else
        {
            ubs.settleCredit(revenueQuote, sellerFee, trade.revenueQuote);
        }

        buyer.onFill(lots, quoteAmount, quoteAmount + buyerRefund);
        seller.onFill(lots, quoteAmount, baseAmount);
        trade.buyerAccountSeq = ubs.accountAt(buyer.accountIndex()).nextAccountSeq();
        trade.sellerAccountSeq = ubs.accountAt(seller.accountIndex()).nextAccountSeq();
        return trade;
    }

    /** Rounded up and never more than what is received; a rebate rounded down and never more than what revenue has. */
    private long fee(final long receivedAmount, final int ppm, final int revenueHandle)
    {
        return ppm >= 0 ? Quantities.shareRoundedUp(receivedAmount, ppm) :
            -Math.min(Quantities.shareRoundedDown(receivedAmount, -ppm), ubs.available(revenueHandle));
    }
}
