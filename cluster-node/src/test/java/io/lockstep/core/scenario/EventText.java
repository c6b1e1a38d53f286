package io.lockstep.core.scenario;

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
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes each event as one line that a person can check against the rules. Balances read {@code available/held
 * vVersion}.
 */
public final class EventText implements ExchangeEvents
{
    private final List<String> lines = new ArrayList<>();

    /**
     * @return the lines since the last call.
     */
    public List<String> take()
    {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private static String text(final BalanceLeg leg)
    {
        return 0 == leg.version() ? "-" : leg.available() + "/" + leg.held() + " v" + leg.version();
    }

    @Override
    public void onGenesis(final long chainId)
    {
        lines.add("GENESIS " + chainId);
    }

    @Override
    public void onAssetCreated(final Asset asset)
    {
        lines.add("ASSET " + asset.assetId() + " " + asset.code() + " scale " + asset.scale());
    }

    @Override
    public void onInstrumentCreated(final Instrument instrument)
    {
        lines.add("INSTRUMENT " + instrument.instrumentId() + " " + instrument.definition().symbol());
    }

    @Override
    public void onAccountCreated(final Account account)
    {
        lines.add("ACCOUNT " + account.accountId());
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
        lines.add(reason + " " + accountId + " asset " + assetId + " " + availableDelta + " (" + text(after) + ")");
    }

    @Override
    public void onOrderAccepted(
        final Order order, final long accountSeq, final int holdAsset, final BalanceLeg after)
    {
        lines.add("ACCEPTED #" + order.orderId() + " hold " + order.heldAmount() + " of " + holdAsset +
            " (" + text(after) + ")");
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
        lines.add(status + " #" + order.orderId() + " " + reason + " leaves " + order.leavesLots() + " release " +
            releasedAmount + " (" + text(after) + ")");
    }

    @Override
    public void onTrade(final Trade trade)
    {
        lines.add("TRADE " + trade.tradeId() + " #" + trade.buyer().orderId() + " buys " + trade.lots() + "@" +
            trade.priceTicks() + " of #" + trade.seller().orderId() + " fees " + trade.buyerFee() + "," +
            trade.sellerFee() + " refund " + trade.buyerRefund() + " leaves " + trade.buyer().leavesLots() + "," +
            trade.seller().leavesLots() + " buyer (" + text(trade.buyerQuote()) + ")(" + text(trade.buyerBase()) +
            ") seller (" + text(trade.sellerBase()) + ")(" + text(trade.sellerQuote()) + ") revenue (" +
            text(trade.revenueBase()) + ")(" + text(trade.revenueQuote()) + ")");
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
        lines.add("REJECTED " + code);
    }

    @Override
    public void onStateHashTaken(final long stateHash)
    {
        lines.add("STATE-HASH");
    }
}
