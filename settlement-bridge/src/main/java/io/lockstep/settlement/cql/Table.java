package io.lockstep.settlement.cql;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables that events are written to, column by column in the order of the schema file. A test compares the two.
 */
public enum Table
{
    /** The bytes of every event. */
    EVENTS_RAW(1, "bucket:bigint event_seq:bigint position:bigint template_id:int event:blob"),
    /** Reference data. */
    ASSETS(1, "asset_id:int code:text scale:int event_seq:bigint"),
    /** Reference data. */
    INSTRUMENTS(1, "instrument_id:int symbol:text base_asset_id:int quote_asset_id:int price_scale:int " +
        "quantity_scale:int tick_size:bigint lot_size:bigint min_quantity:bigint max_quantity:bigint " +
        "maker_fee_ppm:int taker_fee_ppm:int event_seq:bigint"),
    /** One row a trade. */
    SETTLED_TRADES(1, "trade_id:bigint output_sequence:bigint match_seq:bigint instrument_id:int " +
        "buy_order_id:bigint sell_order_id:bigint buyer_user_id:bigint seller_user_id:bigint taker_side:text " +
        "price:bigint quantity:bigint base_amount:bigint quote_amount:bigint base_asset_id:int quote_asset_id:int " +
        "buyer_fee:bigint seller_fee:bigint buyer_refund:bigint seller_refund:bigint " +
        "buyer_base_version:bigint buyer_quote_version:bigint seller_base_version:bigint " +
        "seller_quote_version:bigint buyer_base_balance_after:bigint buyer_quote_balance_after:bigint " +
        "seller_base_balance_after:bigint seller_quote_balance_after:bigint settled_at:timestamp trade_date:int " +
        "chain_hash:text"),
    /** Two rows a trade. */
    USER_TRADES(2, "user_id:bigint bucket:bigint account_seq:bigint trade_id:bigint output_sequence:bigint " +
        "instrument_id:int role:int is_maker:boolean order_id:bigint counterparty_user_id:bigint " +
        "counterparty_order_id:bigint price:bigint quantity:bigint quote_amount:bigint fee:bigint fee_asset_id:int " +
        "settled_at:timestamp"),
    /** One row per balance leg. */
    BALANCE_LEDGER(3, "user_id:bigint asset_id:int bucket:bigint version:bigint event_seq:bigint leg:int " +
        "event_type:text ref_id:text delta_avail:bigint delta_frozen:bigint avail:bigint frozen:bigint " +
        "created_at:timestamp"),
    /** Mutable. */
    BALANCES(1, "user_id:bigint asset_id:int avail:bigint frozen:bigint version:bigint event_seq:bigint " +
        "updated_at:timestamp"),
    /** One row per event of an order. */
    ORDER_HISTORY(2, "user_id:bigint bucket:bigint account_seq:bigint order_id:bigint event_seq:bigint " +
        "event_type:text client_order_id:text instrument_id:int side:text order_type:text time_in_force:text " +
        "price:bigint quantity:bigint quote_quantity:bigint status:text close_reason:text trade_id:bigint " +
        "last_price:bigint last_quantity:bigint cum_quantity:bigint cum_quote_amount:bigint leaves_quantity:bigint " +
        "created_at:timestamp"),
    /** Mutable. */
    ORDERS(1, "order_id:bigint user_id:bigint client_order_id:text instrument_id:int side:text order_type:text " +
        "time_in_force:text price:bigint quantity:bigint quote_quantity:bigint hold_asset_id:int hold_amount:bigint " +
        "status:text close_reason:text cum_quantity:bigint cum_quote_amount:bigint leaves_quantity:bigint " +
        "event_seq:bigint created_at:timestamp updated_at:timestamp"),
    /** Mutable, one row. */
    SETTLEMENT_PROGRESS(1, "id:text chain_id:text event_seq:bigint position:bigint chain_hash:text " +
        "updated_at:timestamp");

    private final int partitionKeyColumns;
    private final List<String> columns = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    Table(final int partitionKeyColumns, final String definition)
    {
        this.partitionKeyColumns = partitionKeyColumns;
        for (final String column : definition.split(" "))
        {
            final String[] parts = column.split(":");
            columns.add(parts[0]);
            types.add(parts[1]);
        }
    }

    /**
     * @return name in the keyspace.
     */
    public String cqlName()
    {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * @return names of the columns, in the order of the schema.
     */
    public List<String> columns()
    {
        return columns;
    }

    /**
     * @return CQL types of the columns.
     */
    public List<String> types()
    {
        return types;
    }

    /**
     * @return how many of the first columns are the partition key.
     */
    public int partitionKeyColumns()
    {
        return partitionKeyColumns;
    }

    /**
     * @param column name.
     * @return its place.
     */
    public int indexOf(final String column)
    {
        final int index = columns.indexOf(column);
        if (index < 0)
        {
            throw new IllegalArgumentException(cqlName() + " has no column " + column);
        }
        return index;
    }

    /**
     * @param keyspace of the table.
     * @return the statement that writes a row; its last parameter is the timestamp.
     */
    public String insert(final String keyspace)
    {
        return "INSERT INTO " + keyspace + "." + cqlName() + " (" + String.join(", ", columns) + ") VALUES (" +
            "?, ".repeat(columns.size() - 1) + "?) USING TIMESTAMP ?";
    }
}
