package io.lockstep.gateway.cluster;

import io.lockstep.gateway.model.OrderState;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;

/**
 * An order as the cluster reported it; immutable copy, for any thread. The components are those of {@link OrderState}.
 *
 * @param orderId             see {@link OrderState#orderId()}.
 * @param accountId           see {@link OrderState#accountId()}.
 * @param instrumentId        see {@link OrderState#instrumentId()}.
 * @param clientOrderId       see {@link OrderState#clientOrderId()}.
 * @param price               see {@link OrderState#price()}.
 * @param quantity            see {@link OrderState#quantity()}.
 * @param quoteQuantity       see {@link OrderState#quoteQuantity()}.
 * @param cumQuantity         see {@link OrderState#cumQuantity()}.
 * @param cumQuoteAmount      see {@link OrderState#cumQuoteAmount()}.
 * @param status              see {@link OrderState#status()}.
 * @param closeReason         see {@link OrderState#closeReason()}.
 * @param side                see {@link OrderState#side()}.
 * @param orderType           see {@link OrderState#orderType()}.
 * @param timeInForce         see {@link OrderState#timeInForce()}.
 * @param selfTradePrevention see {@link OrderState#selfTradePrevention()}.
 * @param createTimeNs        see {@link OrderState#createTimeNs()}.
 * @param updateTimeNs        see {@link OrderState#updateTimeNs()}.
 */
public record OrderReport(
    long orderId,
    long accountId,
    int instrumentId,
    String clientOrderId,
    long price,
    long quantity,
    long quoteQuantity,
    long cumQuantity,
    long cumQuoteAmount,
    OrderStatus status,
    CloseReason closeReason,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    SelfTradePrevention selfTradePrevention,
    long createTimeNs,
    long updateTimeNs) implements OrderState
{
    /**
     * Copy a report.
     *
     * @param report              of the cluster.
     * @param selfTradePrevention of the order, which reports do not carry; null when not known.
     * @return the copy.
     */
    public static OrderReport of(final ExecutionReportDecoder report, final SelfTradePrevention selfTradePrevention)
    {
        return new OrderReport(
            report.orderId(),
            report.accountId(),
            report.instrumentId(),
            report.clientOrderId(),
            report.price(),
            report.quantity(),
            report.quoteQuantity(),
            report.cumQuantity(),
            report.cumQuoteAmount(),
            report.orderStatus(),
            report.closeReason(),
            report.side(),
            report.orderType(),
            report.timeInForce(),
            selfTradePrevention,
            report.createTimeNs(),
            report.clusterTimeNs());
    }

    /**
     * Copy an order of the read model, which only one thread may touch.
     *
     * @param order to copy.
     * @return the copy.
     */
    public static OrderReport of(final OrderState order)
    {
        return new OrderReport(
            order.orderId(),
            order.accountId(),
            order.instrumentId(),
            order.clientOrderId(),
            order.price(),
            order.quantity(),
            order.quoteQuantity(),
            order.cumQuantity(),
            order.cumQuoteAmount(),
            order.status(),
            order.closeReason(),
            order.side(),
            order.orderType(),
            order.timeInForce(),
            order.selfTradePrevention(),
            order.createTimeNs(),
            order.updateTimeNs());
    }
}
