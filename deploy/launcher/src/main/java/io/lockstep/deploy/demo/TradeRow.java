package io.lockstep.deploy.demo;

import io.lockstep.sbe.event.TradeDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The row of trading.settled_trades that an engine's trade must give: written down here a second time, on purpose, so
 * that it does not agree with the bridge merely by being the bridge's code. Stateless; any thread.
 */
final class TradeRow
{
    private static final long NANOS_PER_MILLI = 1_000_000;

    private TradeRow()
    {
    }

    static Map<String, Object> of(final TradeDecoder trade)
    {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("trade_id", trade.tradeId());
        row.put("output_sequence", trade.eventHeader().eventSeq());
        row.put("instrument_id", trade.instrumentId());
        row.put("buy_order_id", trade.buyerOrderId());
        row.put("sell_order_id", trade.sellerOrderId());
        row.put("buyer_user_id", trade.buyerAccountId());
        row.put("seller_user_id", trade.sellerAccountId());
        row.put("taker_side", trade.takerSide().name());
        row.put("price", trade.price());
        row.put("quantity", trade.quantity());
        row.put("base_amount", trade.baseAmount());
        row.put("quote_amount", trade.quoteAmount());
        row.put("base_asset_id", trade.baseAssetId());
        row.put("quote_asset_id", trade.quoteAssetId());
        row.put("buyer_fee", trade.buyerFee());
        row.put("seller_fee", trade.sellerFee());
        row.put("buyer_refund", trade.buyerRefund());
        row.put("seller_refund", 0L);
        row.put("buyer_base_version", trade.buyerBase().version());
        row.put("buyer_quote_version", trade.buyerQuote().version());
        row.put("seller_base_version", trade.sellerBase().version());
        row.put("seller_quote_version", trade.sellerQuote().version());
        row.put("buyer_base_balance_after", trade.buyerBase().available());
        row.put("buyer_quote_balance_after", trade.buyerQuote().available());
        row.put("seller_base_balance_after", trade.sellerBase().available());
        row.put("seller_quote_balance_after", trade.sellerQuote().available());
        final Instant time = Instant.ofEpochMilli(trade.eventHeader().clusterTimeNs() / NANOS_PER_MILLI);
        row.put("settled_at", time);
        row.put("trade_date", Integer.parseInt(DateTimeFormatter.BASIC_ISO_DATE.format(time.atOffset(ZoneOffset.UTC))
            .substring(0, 8)));
        row.put("chain_hash", Long.toUnsignedString(trade.chainHash()));
        return row;
    }
}
