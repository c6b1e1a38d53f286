package io.lockstep.settlement.event;

/**
 * One change of one balance.
 *
 * @param eventSeq       of the event that holds it.
 * @param leg            place in the event, from 0; with eventSeq it names the leg for good.
 * @param accountId      whose balance.
 * @param assetId        of what.
 * @param availableDelta minor units.
 * @param heldDelta      minor units.
 * @param available      after it, minor units.
 * @param held           after it, minor units.
 * @param version        of the balance after it; rises by 1 per leg.
 * @param type           why.
 * @param refId          order id, trade id or transfer id.
 * @param clusterTimeNs  of the command.
 */
public record LedgerLeg(
    long eventSeq,
    int leg,
    long accountId,
    int assetId,
    long availableDelta,
    long heldDelta,
    long available,
    long held,
    long version,
    LegType type,
    String refId,
    long clusterTimeNs)
{
}
