package io.lockstep.client;

import io.lockstep.sbe.client.BalanceReportEncoder;
import io.lockstep.sbe.client.CommandResultEncoder;
import io.lockstep.sbe.client.ExecutionReportEncoder;
import io.lockstep.sbe.client.StateHashReportEncoder;
import io.lockstep.sbe.common.Bool;
import io.lockstep.sbe.common.ExecType;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.RejectCode;
import org.agrona.ExpandableArrayBuffer;

import java.util.Arrays;

/** What an exchange would answer. */
final class Answers
{
    private Answers()
    {
    }

    static byte[] result(final long correlationId, final RejectCode code)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final CommandResultEncoder encoder = new CommandResultEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).correlationId(correlationId).code(code);
        return bytes(buffer, encoder.encodedLength());
    }

    static byte[] report(final long correlationId, final ExecType execType, final Bool isLast)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .correlationId(correlationId).execType(execType).lastOfCommand(isLast);
        return bytes(buffer, encoder.encodedLength());
    }

    static byte[] balances(final long correlationId, final Bool isLast)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final BalanceReportEncoder encoder = new BalanceReportEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .correlationId(correlationId).lastOfCommand(isLast);
        encoder.balancesCount(1).next().available(5).held(0).version(1).assetId(1);
        return bytes(buffer, encoder.encodedLength());
    }

    static byte[] stateHash(final long correlationId, final long stateHash)
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final StateHashReportEncoder encoder = new StateHashReportEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .correlationId(correlationId).stateHash(stateHash);
        return bytes(buffer, encoder.encodedLength());
    }

    private static byte[] bytes(final ExpandableArrayBuffer buffer, final int bodyLength)
    {
        return Arrays.copyOf(buffer.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
