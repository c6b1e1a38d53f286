package io.lockstep.service;

import io.lockstep.sbe.client.BalanceQueryEncoder;
import io.lockstep.sbe.client.CancelOrderEncoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.OrderQueryEncoder;
import io.lockstep.sbe.client.SettlementAckDecoder;
import io.lockstep.sbe.client.SettlementAckEncoder;
import io.lockstep.sbe.client.StateHashRequestEncoder;
import io.lockstep.sbe.client.WithdrawEncoder;
import io.lockstep.sbe.common.MessageHeaderDecoder;
import io.lockstep.sbe.common.MessageHeaderEncoder;
import io.lockstep.sbe.common.RejectCode;
import io.lockstep.sbe.common.Side;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * Nothing that comes in is believed before it was looked at.
 */
class IngressAdapterTest
{
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int[] COMMANDS = {20, 21, 26, 50, 51, 52, 57, 70, 71, 72, 77, 110};

    private final ServiceFixture service = new ServiceFixture().startEmpty().setUp().trade("a");

    /** A good command of each template that differs from what was sent before. */
    private int encode(final int templateId)
    {
        switch (templateId)
        {
            case 20:
                return service.limit(1001, Side.SELL, 7_000_000, 10, "new");

            case 21:
                new CancelOrderEncoder().wrapAndApplyHeader(service.buffer, 0, service.header)
                    .correlationId(1).accountId(1002).orderId(CancelOrderEncoder.orderIdNullValue()).requestTimeNs(0)
                    .instrumentId(1).origClientOrderId("a-3");
                return HEADER + CancelOrderEncoder.BLOCK_LENGTH;

            case 26:
                new OrderQueryEncoder().wrapAndApplyHeader(service.buffer, 0, service.header)
                    .correlationId(1).accountId(1002).orderId(OrderQueryEncoder.orderIdNullValue())
                    .instrumentId(1).clientOrderId("a-3");
                return HEADER + OrderQueryEncoder.BLOCK_LENGTH;

            case 50:
                return service.createAccount(1003);

            case 51:
                return service.deposit(1001, 1, 5, "new");

            case 52:
                new WithdrawEncoder().wrapAndApplyHeader(service.buffer, 0, service.header)
                    .correlationId(1).accountId(1001).amount(5).requestTimeNs(ServiceFixture.NOW_NS).assetId(1)
                    .transferId("new-w");
                return HEADER + WithdrawEncoder.BLOCK_LENGTH;

            case 57:
                new BalanceQueryEncoder().wrapAndApplyHeader(service.buffer, 0, service.header)
                    .correlationId(1).accountId(1001);
                return HEADER + BalanceQueryEncoder.BLOCK_LENGTH;

            case 70:
                return service.genesis();

            case 71:
                return service.createAsset(3, "ETH");

            case 72:
                return service.createInstrument();

            case 77:
                new StateHashRequestEncoder().wrapAndApplyHeader(service.buffer, 0, service.header).correlationId(1);
                return HEADER + StateHashRequestEncoder.BLOCK_LENGTH;

            default:
                new SettlementAckEncoder().wrapAndApplyHeader(service.buffer, 0, service.header)
                    .eventSeq(2).position(64);
                return HEADER + SettlementAckEncoder.BLOCK_LENGTH;
        }
    }

    private RejectCode refusal(final ConnectedSession session, final int length)
    {
        final long stateHash = service.core.stateHash();
        final long eventSeq = service.events.eventSeq();
        final long chainHash = service.events.chainHash();
        final long ackedEventSeq = service.events.ackedEventSeq();
        final DirectBuffer reply = service.send(session, length);
        assertEquals(stateHash, service.core.stateHash());
        assertEquals(eventSeq, service.events.eventSeq());
        assertEquals(chainHash, service.events.chainHash());
        assertEquals(ackedEventSeq, service.events.ackedEventSeq());
        if (null == reply)
        {
            return null;
        }
        assertEquals(1, service.egress.replies.size());
        assertEquals(
            CommandResultDecoder.TEMPLATE_ID, new MessageHeaderDecoder().wrap(reply, 0).templateId());
        return new CommandResultDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder()).code();
    }

    private void assertRefused(final RejectCode code, final int templateId, final int length, final String what)
    {
        final RejectCode actual = refusal(service.session, length);
        if (SettlementAckDecoder.TEMPLATE_ID == templateId && (null == actual || length < HEADER))
        {
            return;
        }
        assertEquals(code, actual, "template " + templateId + " " + what);
    }

    @Test
    void shouldRefuseEveryCommandCutAnywhereOrWithMoreBehindIt()
    {
        for (final int templateId : COMMANDS)
        {
            final int wholeLength = encode(templateId);
            for (int length = 0; length < wholeLength; length++)
            {
                encode(templateId);
                assertRefused(RejectCode.MALFORMED_MESSAGE, templateId, length, "cut to " + length);
            }
            assertRefused(RejectCode.MALFORMED_MESSAGE, templateId, wholeLength + 1, "with a byte more");
        }
    }

    @Test
    void shouldRefuseBlocksThatAreShorterThanKnown()
    {
        for (final int templateId : COMMANDS)
        {
            final int length = encode(templateId);
            service.header.wrap(service.buffer, 0).blockLength(length - HEADER - 1);
            assertRefused(RejectCode.MALFORMED_MESSAGE, templateId, length - 1, "with a short block");
            service.header.wrap(service.buffer, 0).blockLength(65_535);
            assertRefused(RejectCode.MALFORMED_MESSAGE, templateId, length, "with a long block");
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow()
    {
        for (final int templateId : COMMANDS)
        {
            int length = encode(templateId);
            service.header.wrap(service.buffer, 0).version(1);
            assertRefused(RejectCode.UNKNOWN_MESSAGE, templateId, length, "of a later version");
            length = encode(templateId);
            service.header.wrap(service.buffer, 0).schemaId(2);
            assertEquals(RejectCode.UNKNOWN_MESSAGE, refusal(service.session, length));
        }
        for (final int templateId : new int[]{0, 40, 41, 58, 78, 65_535})
        {
            final int length = encode(20);
            service.header.wrap(service.buffer, 0).templateId(templateId);
            assertEquals(RejectCode.UNKNOWN_MESSAGE, refusal(service.session, length));
        }
    }

    @Test
    void shouldApplyEveryCommandThatIsWhole()
    {
        for (final int templateId : COMMANDS)
        {
            final DirectBuffer reply = service.send(encode(templateId));
            if (SettlementAckDecoder.TEMPLATE_ID == templateId)
            {
                assertNull(reply);
                assertEquals(2, service.events.ackedEventSeq());
            }
            else
            {
                assertNotNull(reply, "template " + templateId);
                final CommandResultDecoder result = new CommandResultDecoder();
                if (CommandResultDecoder.TEMPLATE_ID == new MessageHeaderDecoder().wrap(reply, 0).templateId())
                {
                    result.wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
                    assertEquals(RejectCode.NONE, result.code(), "template " + templateId);
                    assertEquals(templateId, result.refTemplateId());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNeverThrowWhateverBytesCome(final long seed)
    {
        final Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++)
        {
            final int length = encode(COMMANDS[random.nextInt(COMMANDS.length)]);
            for (int change = random.nextInt(4); change >= 0; change--)
            {
                service.buffer.putByte(
                    random.nextInt(length), (byte)(random.nextBoolean() ? random.nextInt() : -1 << 7));
            }
            service.send(random.nextInt(20) == 0 ? random.nextInt(length + 1) : length);
        }
    }

    /** Principal: T trader of 1001, O trader of others, G gateway, C cashier, A admin, B bridge, N node, - nobody. */
    @ParameterizedTest
    @CsvSource({
        "20, TG", "21, -G", "26, -G", "50, CA", "51, C", "52, C", "57, TGC", "70, A", "71, A", "72, A", "77, A",
        "110, B"})
    void shouldLetOnlyThoseWhoMay(final int templateId, final String allowed)
    {
        final Object[][] principals = {
            {'T', Principal.of("t", "TRADER", "999-1001")},
            {'O', Principal.of("o", "TRADER", "1000,1003-9999")},
            {'G', Principal.of("g", "GATEWAY", "")},
            {'C', Principal.of("c", "CASHIER", "")},
            {'A', Principal.of("a", "ADMIN", "")},
            {'B', Principal.of("b", "BRIDGE", "")},
            {'N', Principal.of("n", "NODE", "")},
            {'-', Principal.NOBODY}};
        for (final Object[] row : principals)
        {
            final ConnectedSession session = new ConnectedSession(null, (Principal)row[1]);
            final boolean isAllowed = '-' != (Character)row[0] && allowed.indexOf((Character)row[0]) >= 0;
            final int length = encode(templateId);
            if (!isAllowed)
            {
                final RejectCode code = refusal(session, length);
                assertEquals(SettlementAckDecoder.TEMPLATE_ID == templateId ? null : RejectCode.UNAUTHORISED, code,
                    "template " + templateId + " by " + row[0]);
            }
            else
            {
                final DirectBuffer reply = service.send(session, length);
                if (null != reply &&
                    CommandResultDecoder.TEMPLATE_ID == new MessageHeaderDecoder().wrap(reply, 0).templateId())
                {
                    assertEquals(RejectCode.NONE, new CommandResultDecoder()
                        .wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder()).code(), row[0] + "");
                }
            }
        }
    }
}
