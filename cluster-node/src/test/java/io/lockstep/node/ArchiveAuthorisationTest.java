package io.lockstep.node;

import io.aeron.archive.codecs.ListRecordingsForUriRequestDecoder;
import io.aeron.archive.codecs.PurgeRecordingRequestDecoder;
import io.aeron.archive.codecs.ReplayRequestDecoder;
import io.aeron.archive.codecs.ReplicateRequest2Decoder;
import io.aeron.archive.codecs.StartRecordingRequestDecoder;
import io.aeron.archive.codecs.StopAllReplaysRequestDecoder;
import io.aeron.archive.codecs.StopRecordingByIdentityRequestDecoder;
import io.aeron.archive.codecs.TruncateRecordingRequestDecoder;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ArchiveAuthorisationTest
{
    private static final int[] READING = {
        ListRecordingsForUriRequestDecoder.TEMPLATE_ID, ReplayRequestDecoder.TEMPLATE_ID};
    private static final int[] CHANGING = {
        PurgeRecordingRequestDecoder.TEMPLATE_ID, TruncateRecordingRequestDecoder.TEMPLATE_ID,
        StartRecordingRequestDecoder.TEMPLATE_ID, StopRecordingByIdentityRequestDecoder.TEMPLATE_ID,
        ReplicateRequest2Decoder.TEMPLATE_ID, StopAllReplaysRequestDecoder.TEMPLATE_ID};

    private static void assertAllowed(final String principal, final boolean mayRead, final boolean mayChange)
    {
        final byte[] encoded = principal.getBytes(StandardCharsets.US_ASCII);
        for (final int actionId : READING)
        {
            assertEquals(mayRead, ArchiveAuthorisation.INSTANCE.isAuthorised(101, actionId, null, encoded), principal);
        }
        for (final int actionId : CHANGING)
        {
            assertEquals(
                mayChange, ArchiveAuthorisation.INSTANCE.isAuthorised(101, actionId, null, encoded), principal);
        }
    }

    @Test
    void shouldLetReadersReadAndNodesChange()
    {
        assertAllowed("node;NODE;", true, true);
        assertAllowed("b;BRIDGE;", true, false);
        assertAllowed("g;GATEWAY;", true, false);
        assertAllowed("a;ADMIN,CASHIER;", false, false);
        assertAllowed("t;TRADER;1-9", false, false);
        assertAllowed("", false, false);
    }
}
