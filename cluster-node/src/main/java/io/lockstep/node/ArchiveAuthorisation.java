package io.lockstep.node;

import io.aeron.archive.codecs.ArchiveIdRequestDecoder;
import io.aeron.archive.codecs.BoundedReplayRequestDecoder;
import io.aeron.archive.codecs.FindLastMatchingRecordingRequestDecoder;
import io.aeron.archive.codecs.KeepAliveRequestDecoder;
import io.aeron.archive.codecs.ListRecordingRequestDecoder;
import io.aeron.archive.codecs.ListRecordingsForUriRequestDecoder;
import io.aeron.archive.codecs.ListRecordingsRequestDecoder;
import io.aeron.archive.codecs.MaxRecordedPositionRequestDecoder;
import io.aeron.archive.codecs.RecordingPositionRequestDecoder;
import io.aeron.archive.codecs.ReplayRequestDecoder;
import io.aeron.archive.codecs.ReplayTokenRequestDecoder;
import io.aeron.archive.codecs.StartPositionRequestDecoder;
import io.aeron.archive.codecs.StopPositionRequestDecoder;
import io.aeron.archive.codecs.StopReplayRequestDecoder;
import io.aeron.security.AuthorisationService;
import io.lockstep.service.Principal;
import io.lockstep.service.Role;

/**
 * Nodes may do anything with an archive; bridges and gateways may find recordings and replay them, and nothing that
 * changes or ends one.
 */
enum ArchiveAuthorisation implements AuthorisationService
{
    INSTANCE;

    @Override
    public boolean isAuthorised(
        final int protocolId, final int actionId, final Object type, final byte[] encodedPrincipal)
    {
        final Principal principal = Principal.decode(encodedPrincipal);
        return principal.has(Role.NODE) ||
            (principal.hasAny(Role.BRIDGE.bit | Role.GATEWAY.bit) && isReading(actionId));
    }

    private static boolean isReading(final int actionId)
    {
        switch (actionId)
        {
            case ListRecordingsRequestDecoder.TEMPLATE_ID:
            case ListRecordingsForUriRequestDecoder.TEMPLATE_ID:
            case ListRecordingRequestDecoder.TEMPLATE_ID:
            case FindLastMatchingRecordingRequestDecoder.TEMPLATE_ID:
            case RecordingPositionRequestDecoder.TEMPLATE_ID:
            case MaxRecordedPositionRequestDecoder.TEMPLATE_ID:
            case StartPositionRequestDecoder.TEMPLATE_ID:
            case StopPositionRequestDecoder.TEMPLATE_ID:
            case ReplayRequestDecoder.TEMPLATE_ID:
            case BoundedReplayRequestDecoder.TEMPLATE_ID:
            case ReplayTokenRequestDecoder.TEMPLATE_ID:
            case StopReplayRequestDecoder.TEMPLATE_ID:
            case KeepAliveRequestDecoder.TEMPLATE_ID:
            case ArchiveIdRequestDecoder.TEMPLATE_ID:
                return true;

            default:
                return false;
        }
    }
}
