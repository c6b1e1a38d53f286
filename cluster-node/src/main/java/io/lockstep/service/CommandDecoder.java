package io.lockstep.service;

import io.lockstep.core.types.Quantities;
import io.lockstep.core.types.RejectCode;
import io.lockstep.sbe.client.BalanceQueryDecoder;
import io.lockstep.sbe.client.CancelOrderDecoder;
import io.lockstep.sbe.client.CreateAccountDecoder;
import io.lockstep.sbe.client.CreateAssetDecoder;
import io.lockstep.sbe.client.CreateInstrumentDecoder;
import io.lockstep.sbe.client.DepositDecoder;
import io.lockstep.sbe.client.GenesisDecoder;
import io.lockstep.sbe.client.NewOrderDecoder;
import io.lockstep.sbe.client.OrderQueryDecoder;
import io.lockstep.sbe.client.SettlementAckDecoder;
import io.lockstep.sbe.client.StateHashRequestDecoder;
import io.lockstep.sbe.client.WithdrawDecoder;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Looks at a message before anything of it is believed: is it a command of the client protocol, and is it whole.
 * Nothing outside the given bytes is ever read. Flyweight, reused.
 */
final class CommandDecoder
{
    private static final int NOT_A_COMMAND = -1;
    private static final int NO_ACCOUNT = -1;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private int templateId;
    private int blockLength;
    private int version;
    private long correlationId;
    private long accountId;

    /**
     * @param buffer that holds the message.
     * @param offset of its header.
     * @param length of the message, not negative.
     * @return NONE when it can be decoded.
     */
    RejectCode wrap(final DirectBuffer buffer, final int offset, final int length)
    {
        templateId = 0;
        correlationId = 0;
        accountId = Quantities.NULL_VALUE;
        if (length < MessageHeaderDecoder.ENCODED_LENGTH)
        {
            return RejectCode.MALFORMED_MESSAGE;
        }
        header.wrap(buffer, offset);
        final int bodyLength = length - MessageHeaderDecoder.ENCODED_LENGTH;
        if (bodyLength >= Long.BYTES)
        {
            correlationId = buffer.getLong(offset + MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
        }
        if (NewOrderDecoder.SCHEMA_ID != header.schemaId())
        {
            return RejectCode.UNKNOWN_MESSAGE;
        }
        templateId = header.templateId();
        blockLength = header.blockLength();
        version = header.version();
        final int knownBlockLength = knownBlockLength(templateId);
        if (NOT_A_COMMAND == knownBlockLength || version > NewOrderDecoder.SCHEMA_VERSION)
        {
            return RejectCode.UNKNOWN_MESSAGE;
        }
        if (blockLength < knownBlockLength || bodyLength != blockLength)
        {
            return RejectCode.MALFORMED_MESSAGE;
        }
        final int accountIdOffset = accountIdOffset(templateId);
        if (NO_ACCOUNT != accountIdOffset)
        {
            accountId = buffer.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + accountIdOffset, ByteOrder.LITTLE_ENDIAN);
        }
        return RejectCode.NONE;
    }

    /** 0 when it could not be read. */
    int templateId()
    {
        return templateId;
    }

    int blockLength()
    {
        return blockLength;
    }

    int version()
    {
        return version;
    }

    /** The client's id of the command, 0 when it could not be read. */
    long correlationId()
    {
        return correlationId;
    }

    /** Account that the command is for, NULL_VALUE for none. */
    long accountId()
    {
        return accountId;
    }

    private static int knownBlockLength(final int templateId)
    {
        switch (templateId)
        {
            case NewOrderDecoder.TEMPLATE_ID:
                return NewOrderDecoder.BLOCK_LENGTH;

            case CancelOrderDecoder.TEMPLATE_ID:
                return CancelOrderDecoder.BLOCK_LENGTH;

            case OrderQueryDecoder.TEMPLATE_ID:
                return OrderQueryDecoder.BLOCK_LENGTH;

            case CreateAccountDecoder.TEMPLATE_ID:
                return CreateAccountDecoder.BLOCK_LENGTH;

            case DepositDecoder.TEMPLATE_ID:
                return DepositDecoder.BLOCK_LENGTH;

            case WithdrawDecoder.TEMPLATE_ID:
                return WithdrawDecoder.BLOCK_LENGTH;

            case BalanceQueryDecoder.TEMPLATE_ID:
                return BalanceQueryDecoder.BLOCK_LENGTH;

            case GenesisDecoder.TEMPLATE_ID:
                return GenesisDecoder.BLOCK_LENGTH;

            case CreateAssetDecoder.TEMPLATE_ID:
                return CreateAssetDecoder.BLOCK_LENGTH;

            case CreateInstrumentDecoder.TEMPLATE_ID:
                return CreateInstrumentDecoder.BLOCK_LENGTH;

            case StateHashRequestDecoder.TEMPLATE_ID:
                return StateHashRequestDecoder.BLOCK_LENGTH;

            case SettlementAckDecoder.TEMPLATE_ID:
                return SettlementAckDecoder.BLOCK_LENGTH;

            default:
                return NOT_A_COMMAND;
        }
    }

    private static int accountIdOffset(final int templateId)
    {
        switch (templateId)
        {
            case NewOrderDecoder.TEMPLATE_ID:
                return NewOrderDecoder.accountIdEncodingOffset();

            case CancelOrderDecoder.TEMPLATE_ID:
                return CancelOrderDecoder.accountIdEncodingOffset();

            case OrderQueryDecoder.TEMPLATE_ID:
                return OrderQueryDecoder.accountIdEncodingOffset();

            case CreateAccountDecoder.TEMPLATE_ID:
                return CreateAccountDecoder.accountIdEncodingOffset();

            case DepositDecoder.TEMPLATE_ID:
                return DepositDecoder.accountIdEncodingOffset();

            case WithdrawDecoder.TEMPLATE_ID:
                return WithdrawDecoder.accountIdEncodingOffset();

            case BalanceQueryDecoder.TEMPLATE_ID:
                return BalanceQueryDecoder.accountIdEncodingOffset();

            default:
                return NO_ACCOUNT;
        }
    }
}
