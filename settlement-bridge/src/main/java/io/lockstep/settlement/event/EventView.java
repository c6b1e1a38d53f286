package io.lockstep.settlement.event;

import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.event.AccountCreatedDecoder;
import io.lockstep.sbe.event.AssetCreatedDecoder;
import io.lockstep.sbe.event.BalanceChangedDecoder;
import io.lockstep.sbe.event.CommandRejectedDecoder;
import io.lockstep.sbe.event.EventHeaderDecoder;
import io.lockstep.sbe.event.GenesisRecordedDecoder;
import io.lockstep.sbe.event.InstrumentCreatedDecoder;
import io.lockstep.sbe.event.OrderAcceptedDecoder;
import io.lockstep.sbe.event.OrderClosedDecoder;
import io.lockstep.sbe.event.TradeDecoder;
import org.agrona.DirectBuffer;

/**
 * The decoders of the event protocol over one event at a time. Single-threaded; what a getter returns is good until the
 * next {@link #wrap}.
 */
public final class EventView
{
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final EventHeaderDecoder eventHeader = new EventHeaderDecoder();
    private final GenesisRecordedDecoder genesis = new GenesisRecordedDecoder();
    private final AssetCreatedDecoder asset = new AssetCreatedDecoder();
    private final InstrumentCreatedDecoder instrument = new InstrumentCreatedDecoder();
    private final AccountCreatedDecoder account = new AccountCreatedDecoder();
    private final BalanceChangedDecoder balance = new BalanceChangedDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderClosedDecoder closed = new OrderClosedDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final CommandRejectedDecoder rejected = new CommandRejectedDecoder();
    private DirectBuffer buffer;
    private int offset;

    /**
     * @param source      that holds the event.
     * @param eventOffset of its SBE message header.
     * @return this.
     */
    public EventView wrap(final DirectBuffer source, final int eventOffset)
    {
        buffer = source;
        offset = eventOffset;
        messageHeader.wrap(source, eventOffset);
        eventHeader.wrap(source, eventOffset + MessageHeaderDecoder.ENCODED_LENGTH);
        return this;
    }

    /**
     * @return which message it is.
     */
    public int templateId()
    {
        return messageHeader.templateId();
    }

    /**
     * @return the part that every event has.
     */
    public EventHeaderDecoder header()
    {
        return eventHeader;
    }

    /**
     * @return the event as GenesisRecorded.
     */
    public GenesisRecordedDecoder genesis()
    {
        return genesis.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as AssetCreated.
     */
    public AssetCreatedDecoder asset()
    {
        return asset.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as InstrumentCreated.
     */
    public InstrumentCreatedDecoder instrument()
    {
        return instrument.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as AccountCreated.
     */
    public AccountCreatedDecoder account()
    {
        return account.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as BalanceChanged.
     */
    public BalanceChangedDecoder balance()
    {
        return balance.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as OrderAccepted.
     */
    public OrderAcceptedDecoder accepted()
    {
        return accepted.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as OrderClosed.
     */
    public OrderClosedDecoder closed()
    {
        return closed.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as Trade.
     */
    public TradeDecoder trade()
    {
        return trade.wrapAndApplyHeader(buffer, offset, messageHeader);
    }

    /**
     * @return the event as CommandRejected.
     */
    public CommandRejectedDecoder rejected()
    {
        return rejected.wrapAndApplyHeader(buffer, offset, messageHeader);
    }
}
