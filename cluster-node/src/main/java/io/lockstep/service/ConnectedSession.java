package io.lockstep.service;

import io.aeron.cluster.service.ClientSession;

/**
 * A client session and the principal behind it, decoded once.
 *
 * @param clientSession to reply to.
 * @param principal     that it authenticated as.
 */
record ConnectedSession(ClientSession clientSession, Principal principal)
{
}
