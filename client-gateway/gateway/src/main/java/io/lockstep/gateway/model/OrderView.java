package io.lockstep.gateway.model;

import io.lockstep.sbe.common.CloseReason;
import io.lockstep.sbe.common.OrderStatus;
import io.lockstep.sbe.common.OrderType;
import io.lockstep.sbe.common.SelfTradePrevention;
import io.lockstep.sbe.common.Side;
import io.lockstep.sbe.common.TimeInForce;
import io.lockstep.sbe.event.OrderAcceptedDecoder;

/** An order as the event stream tells it. Mutable; only the read model's thread touches it. */
final class OrderView implements OrderState
{
    private final long orderId;
    private final long accountId;
    private final int instrumentId;
    private final String clientOrderId;
    private final long price;
    private final long quantity;
    private final long quoteQuantity;
    private final Side side;
    private final OrderType orderType;
    private final TimeInForce timeInForce;
    private final SelfTradePrevention selfTradePrevention;
    private final long createTimeNs;
    private long cumQuantity;
    private long cumQuoteAmount;
    private long bookQuantity;
    private long updateTimeNs;
    private OrderStatus status = OrderStatus.NEW;
    private CloseReason closeReason = CloseReason.NONE;
    private boolean open = true;

    OrderView(final OrderAcceptedDecoder accepted, final long timeNs)
    {
        orderId = accepted.orderId();
        accountId = accepted.accountId();
        instrumentId = accepted.instrumentId();
        clientOrderId = accepted.clientOrderId();
        price = accepted.price();
        quantity = accepted.quantity();
        quoteQuantity = accepted.quoteQuantity();
        side = accepted.side();
        orderType = accepted.orderType();
        timeInForce = accepted.timeInForce();
        selfTradePrevention = accepted.selfTradePrevention();
        createTimeNs = timeNs;
        updateTimeNs = timeNs;
        bookQuantity = canRest() ? quantity : 0;
    }

    private boolean canRest()
    {
        return TimeInForce.GTC == timeInForce && NONE != price && NONE != quantity &&
            (OrderType.LIMIT == orderType || OrderType.LIMIT_MAKER == orderType);
    }

    void fill(final long cumQuantity, final long cumQuoteAmount, final long leavesQuantity, final long timeNs)
    {
        this.cumQuantity = cumQuantity;
        this.cumQuoteAmount = cumQuoteAmount;
        updateTimeNs = timeNs;
        if (0 == leavesQuantity)
        {
            // A market order by quote amount may go on after this; then the next fill or its close corrects the status.
            status = OrderStatus.FILLED;
            open = false;
        }
        else
        {
            status = OrderStatus.PARTIALLY_FILLED;
        }
    }

    void close(
        final long cumQuantity,
        final long cumQuoteAmount,
        final OrderStatus status,
        final CloseReason closeReason,
        final long timeNs)
    {
        this.cumQuantity = cumQuantity;
        this.cumQuoteAmount = cumQuoteAmount;
        this.status = status;
        this.closeReason = closeReason;
        updateTimeNs = timeNs;
        open = false;
    }

    /** Sets what stands in the book, returns what it was. */
    long bookQuantity(final long next)
    {
        final long previous = bookQuantity;
        bookQuantity = next;
        return previous;
    }

    long bookQuantity()
    {
        return bookQuantity;
    }

    boolean isOpen()
    {
        return open;
    }

    @Override
    public long orderId()
    {
        return orderId;
    }

    @Override
    public long accountId()
    {
        return accountId;
    }

    @Override
    public int instrumentId()
    {
        return instrumentId;
    }

    @Override
    public String clientOrderId()
    {
        return clientOrderId;
    }

    @Override
    public long price()
    {
        return price;
    }

    @Override
    public long quantity()
    {
        return quantity;
    }

    @Override
    public long quoteQuantity()
    {
        return quoteQuantity;
    }

    @Override
    public long cumQuantity()
    {
        return cumQuantity;
    }

    @Override
    public long cumQuoteAmount()
    {
        return cumQuoteAmount;
    }

    @Override
    public OrderStatus status()
    {
        return status;
    }

    @Override
    public CloseReason closeReason()
    {
        return closeReason;
    }

    @Override
    public Side side()
    {
        return side;
    }

    @Override
    public OrderType orderType()
    {
        return orderType;
    }

    @Override
    public TimeInForce timeInForce()
    {
        return timeInForce;
    }

    @Override
    public SelfTradePrevention selfTradePrevention()
    {
        return selfTradePrevention;
    }

    @Override
    public long createTimeNs()
    {
        return createTimeNs;
    }

    @Override
    public long updateTimeNs()
    {
        return updateTimeNs;
    }
}
