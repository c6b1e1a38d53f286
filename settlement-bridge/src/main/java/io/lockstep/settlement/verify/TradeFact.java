package io.lockstep.settlement.verify;

import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.event.TradeDecoder;
import io.lockstep.settlement.event.EventView;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a trade's rows must say, taken from the event. Numbers only, to hold many.
 */
final class TradeFact
{
    /** Columns of settled_trades, in the order of the values. */
    static final List<String> COLUMNS = List.of(
        "trade_id", "output_sequence", "match_seq", "instrument_id", "buy_order_id", "sell_order_id", "buyer_user_id",
        "seller_user_id", "price", "quantity", "base_amount", "quote_amount", "base_asset_id", "quote_asset_id",
        "buyer_fee", "seller_fee", "buyer_refund", "seller_refund", "buyer_base_version", "buyer_quote_version",
        "seller_base_version", "seller_quote_version", "buyer_base_balance_after", "buyer_quote_balance_after",
        "seller_base_balance_after", "seller_quote_balance_after", "settled_at");

    private static final int INSTRUMENT = COLUMNS.indexOf("instrument_id");
    private static final int BUY_ORDER = COLUMNS.indexOf("buy_order_id");
    private static final int SELL_ORDER = COLUMNS.indexOf("sell_order_id");
    private static final int BUYER = COLUMNS.indexOf("buyer_user_id");
    private static final int SELLER = COLUMNS.indexOf("seller_user_id");

    private final long[] values;
    private final long chainHash;
    private final long buyerAccountSeq;
    private final long sellerAccountSeq;
    private final boolean isBuyerTaker;
    private int settledRows;
    private int buyerRows;
    private int sellerRows;

    TradeFact(final EventView event, final TradeDecoder trade)
    {
        values = new long[]{
            trade.tradeId(), event.header().eventSeq(), trade.tradeId(), trade.instrumentId(), trade.buyerOrderId(),
            trade.sellerOrderId(), trade.buyerAccountId(), trade.sellerAccountId(), trade.price(), trade.quantity(),
            trade.baseAmount(), trade.quoteAmount(), trade.baseAssetId(), trade.quoteAssetId(), trade.buyerFee(),
            trade.sellerFee(), trade.buyerRefund(), 0, trade.buyerBase().version(), trade.buyerQuote().version(),
            trade.sellerBase().version(), trade.sellerQuote().version(), trade.buyerBase().available(),
            trade.buyerQuote().available(), trade.sellerBase().available(), trade.sellerQuote().available(),
            TimeUnit.NANOSECONDS.toMillis(event.header().clusterTimeNs())};
        chainHash = trade.chainHash();
        buyerAccountSeq = trade.buyerAccountSeq();
        sellerAccountSeq = trade.sellerAccountSeq();
        isBuyerTaker = Side.BUY == trade.takerSide();
    }

    private long value(final String column)
    {
        return values[COLUMNS.indexOf(column)];
    }

    long eventSeq()
    {
        return values[1];
    }

    /**
     * @param row of settled_trades.
     * @return what differs, or null.
     */
    String settled(final Fields row)
    {
        settledRows++;
        for (int i = 0; i < values.length; i++)
        {
            final long actual = row.number(COLUMNS.get(i));
            if (actual != values[i])
            {
                return "trade " + values[0] + " has " + COLUMNS.get(i) + " " + actual + " instead of " + values[i];
            }
        }
        if (!Long.toUnsignedString(chainHash).equals(row.text("chain_hash")))
        {
            return "trade " + values[0] + " has chain_hash " + row.text("chain_hash");
        }
        return (isBuyerTaker ? "BUY" : "SELL").equals(row.text("taker_side")) ? null :
            "trade " + values[0] + " has taker_side " + row.text("taker_side");
    }

    /**
     * @param row of user_trades.
     * @return what differs, or null.
     */
    String user(final Fields row)
    {
        final boolean buyer = 0 == row.number("role");
        if (buyer)
        {
            buyerRows++;
        }
        else
        {
            sellerRows++;
        }
        final Object[][] expected = {
            {"role", buyer ? 0L : 1L},
            {"user_id", values[buyer ? BUYER : SELLER]},
            {"account_seq", buyer ? buyerAccountSeq : sellerAccountSeq},
            {"output_sequence", eventSeq()},
            {"instrument_id", values[INSTRUMENT]},
            {"is_maker", buyer == isBuyerTaker ? 0L : 1L},
            {"order_id", values[buyer ? BUY_ORDER : SELL_ORDER]},
            {"counterparty_user_id", values[buyer ? SELLER : BUYER]},
            {"counterparty_order_id", values[buyer ? SELL_ORDER : BUY_ORDER]},
            {"price", value("price")},
            {"quantity", value("quantity")},
            {"quote_amount", value("quote_amount")},
            {"fee", value(buyer ? "buyer_fee" : "seller_fee")},
            {"fee_asset_id", value(buyer ? "base_asset_id" : "quote_asset_id")},
            {"settled_at", value("settled_at")}};
        for (final Object[] pair : expected)
        {
            final long actual = row.number((String)pair[0]);
            if (actual != (Long)pair[1])
            {
                return "trade " + values[0] + " role " + row.number("role") + " has " + pair[0] + " " + actual +
                    " instead of " + pair[1];
            }
        }
        return null;
    }

    int settledRows()
    {
        return settledRows;
    }

    int buyerRows()
    {
        return buyerRows;
    }

    int sellerRows()
    {
        return sellerRows;
    }
}
