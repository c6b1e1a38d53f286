package io.lockstep.service;

/**
 * The command being applied: what events and replies say about where they come from. Mutable, reused.
 */
final class CommandContext
{
    /** Who sent it; null for a timer. */
    ConnectedSession session;
    /** The client's id of this command on its session. */
    long correlationId;
    /** Template of the command in the client protocol; 0 when it could not be read. */
    int templateId;
    /** Position of the consensus log after it. */
    long logPosition;
}
