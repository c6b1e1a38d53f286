package io.lockstep.gateway.cluster;

import io.lockstep.sbe.common.InstrumentStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;

/**
 * What the gateway can ask the cluster to do. Immutable. Prices and quantities are mantissas of the instrument, amounts
 * minor units of their asset; {@link io.lockstep.gateway.model.OrderState#NONE} is a number that is not given.
 */
public sealed interface ClusterCommand
{
    /**
     * Whether the answer waits until the read model shows what the command did, because the next request is parsed with
     * it.
     *
     * @return true for reference data and accounts.
     */
    default boolean awaitsModel()
    {
        return false;
    }

    /**
     * A new order.
     *
     * @param accountId           whose.
     * @param instrumentId        where.
     * @param side                buy or sell.
     * @param orderType           kind.
     * @param timeInForce         how long it stands.
     * @param selfTradePrevention null for the default.
     * @param price               limit, or none.
     * @param quantity            base quantity, or none.
     * @param quoteQuantity       quote amount, or none.
     * @param clientOrderId       unique per account.
     */
    record NewOrder(
        long accountId,
        int instrumentId,
        Side side,
        OrderType orderType,
        TimeInForce timeInForce,
        SelfTradePrevention selfTradePrevention,
        long price,
        long quantity,
        long quoteQuantity,
        String clientOrderId) implements ClusterCommand
    {
    }

    /**
     * A cancel.
     *
     * @param accountId         whose order.
     * @param instrumentId      where.
     * @param orderId           of the order, or none.
     * @param origClientOrderId of the order when the id is none.
     */
    record CancelOrder(long accountId, int instrumentId, long orderId, String origClientOrderId)
        implements ClusterCommand
    {
    }

    /**
     * Ask the cluster itself for an order that the read model no longer holds.
     *
     * @param accountId     whose order.
     * @param instrumentId  where.
     * @param orderId       of the order, or none.
     * @param clientOrderId of the order when the id is none.
     */
    record QueryOrder(long accountId, int instrumentId, long orderId, String clientOrderId) implements ClusterCommand
    {
    }

    /**
     * Money in or out.
     *
     * @param isDeposit  in, else out.
     * @param accountId  whose.
     * @param assetId    of what.
     * @param amount     minor units.
     * @param transferId unique per account.
     */
    record Transfer(boolean isDeposit, long accountId, int assetId, long amount, String transferId)
        implements ClusterCommand
    {
    }

    /**
     * A new account.
     *
     * @param accountId  of it.
     * @param feeGroupId of it.
     */
    record CreateAccount(long accountId, int feeGroupId) implements ClusterCommand
    {
        @Override
        public boolean awaitsModel()
        {
            return true;
        }
    }

    /**
     * A new asset.
     *
     * @param assetId of it.
     * @param scale   decimals of its minor unit.
     * @param code    of it.
     */
    record CreateAsset(int assetId, int scale, String code) implements ClusterCommand
    {
        @Override
        public boolean awaitsModel()
        {
            return true;
        }
    }

    /**
     * A new instrument; the fields are those of the protocol.
     *
     * @param instrumentId   of it.
     * @param symbol         of it.
     * @param baseAssetId    bought and sold.
     * @param quoteAssetId   paid with.
     * @param priceScale     decimals of prices.
     * @param quantityScale  decimals of quantities.
     * @param tickSize       mantissa.
     * @param minPrice       mantissa.
     * @param maxPrice       mantissa.
     * @param lotSize        mantissa.
     * @param minQuantity    mantissa.
     * @param maxQuantity    mantissa.
     * @param minNotional    minor units of the quote asset.
     * @param maxNotional    minor units of the quote asset.
     * @param referencePrice mantissa, or none.
     * @param maxOpenOrders  per account.
     * @param makerFeePpm    millionths.
     * @param takerFeePpm    millionths.
     * @param priceBandBps   0 for none.
     * @param status         it starts with.
     */
    record CreateInstrument(
        int instrumentId,
        String symbol,
        int baseAssetId,
        int quoteAssetId,
        int priceScale,
        int quantityScale,
        long tickSize,
        long minPrice,
        long maxPrice,
        long lotSize,
        long minQuantity,
        long maxQuantity,
        long minNotional,
        long maxNotional,
        long referencePrice,
        int maxOpenOrders,
        int makerFeePpm,
        int takerFeePpm,
        int priceBandBps,
        InstrumentStatus status) implements ClusterCommand
    {
        @Override
        public boolean awaitsModel()
        {
            return true;
        }
    }

    /**
     * The first command of a cluster's life.
     *
     * @param chainId unsigned, not 0.
     */
    record Genesis(long chainId) implements ClusterCommand
    {
        @Override
        public boolean awaitsModel()
        {
            return true;
        }
    }

    /** Have every node hash its state. */
    record StateHash() implements ClusterCommand
    {
    }
}
