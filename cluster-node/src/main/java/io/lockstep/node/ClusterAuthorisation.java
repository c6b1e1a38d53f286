package io.lockstep.node;

import io.aeron.cluster.codecs.AdminRequestDecoder;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.security.AuthorisationService;
import io.lockstep.service.Principal;
import io.lockstep.service.Role;

/**
 * What a connection may ask of the consensus module itself: administrators a snapshot, nodes what backups ask.
 */
enum ClusterAuthorisation implements AuthorisationService
{
    INSTANCE;

    @Override
    public boolean isAuthorised(
        final int protocolId, final int actionId, final Object type, final byte[] encodedPrincipal)
    {
        final Principal principal = Principal.decode(encodedPrincipal);
        return principal.has(Role.NODE) ||
            (principal.has(Role.ADMIN) && MessageHeaderDecoder.SCHEMA_ID == protocolId &&
                AdminRequestDecoder.TEMPLATE_ID == actionId);
    }
}
