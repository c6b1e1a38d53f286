package io.lockstep.gateway.model;

import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;

/**
 * An order at one moment, whether the cluster's reply or the event stream told of it. Prices and quantities are
 * mantissas of the instrument, quote amounts minor units of the quote asset, times nanoseconds since the epoch.
 */
public interface OrderState
{
    /** A price, quantity or amount that the order does not have. */
    long NONE = Long.MIN_VALUE;

    /**
     * Id that the cluster gave it.
     *
     * @return the id.
     */
    long orderId();

    /**
     * Whose it is.
     *
     * @return the account.
     */
    long accountId();

    /**
     * Where it trades.
     *
     * @return the instrument.
     */
    int instrumentId();

    /**
     * Id that the client gave it.
     *
     * @return the id.
     */
    String clientOrderId();

    /**
     * Limit price.
     *
     * @return mantissa, or {@link #NONE}.
     */
    long price();

    /**
     * Base quantity ordered.
     *
     * @return mantissa, or {@link #NONE} for a market order by quote amount.
     */
    long quantity();

    /**
     * Quote amount ordered.
     *
     * @return minor units, or {@link #NONE}.
     */
    long quoteQuantity();

    /**
     * Base quantity filled.
     *
     * @return mantissa.
     */
    long cumQuantity();

    /**
     * Quote amount of the fills.
     *
     * @return minor units.
     */
    long cumQuoteAmount();

    /**
     * Where it is in its life.
     *
     * @return the status.
     */
    OrderStatus status();

    /**
     * Why it ended before it was filled.
     *
     * @return the reason, NONE when it did not.
     */
    CloseReason closeReason();

    /**
     * Buy or sell.
     *
     * @return the side.
     */
    Side side();

    /**
     * Kind of order.
     *
     * @return the type.
     */
    OrderType orderType();

    /**
     * How long it stands.
     *
     * @return the time in force.
     */
    TimeInForce timeInForce();

    /**
     * What happens when its account would trade with itself.
     *
     * @return the mode; null when not known.
     */
    SelfTradePrevention selfTradePrevention();

    /**
     * When it was accepted.
     *
     * @return nanoseconds since the epoch.
     */
    long createTimeNs();

    /**
     * When it last changed.
     *
     * @return nanoseconds since the epoch.
     */
    long updateTimeNs();
}
