package io.lockstep.client;

import io.lockstep.sbe.client.BalanceReportDecoder;
import io.lockstep.sbe.client.CommandResultDecoder;
import io.lockstep.sbe.client.ExecutionReportDecoder;
import io.lockstep.sbe.client.StateHashReportDecoder;

/**
 * What an {@link ExchangeClient} has to tell. Called on the thread that calls {@link ExchangeClient#poll()}, inside
 * it. A listener may send commands but must neither poll nor close the client. Decoders are flyweights, valid during
 * the call only. The answer to a command is delivered once, also when the command had to be sent more than once.
 * <p>
 * An exception thrown here goes to the client's error handler; the command that was answered stays answered.
 */
public interface ExchangeListener
{
    /**
     * An order changed, or a query of it is answered. The answer to a command is complete with the report whose
     * {@code lastOfCommand} is TRUE. {@code correlationId} is null when no command of this session caused it.
     *
     * @param report valid during the call.
     */
    void onExecutionReport(ExecutionReportDecoder report);

    /**
     * The answer to everything but an accepted order or cancel. {@code code} NONE: applied.
     *
     * @param result valid during the call.
     */
    void onCommandResult(CommandResultDecoder result);

    /**
     * Balances of one account. The answer may come in parts; the last has {@code lastOfCommand} TRUE.
     *
     * @param report valid during the call.
     */
    void onBalanceReport(BalanceReportDecoder report);

    /**
     * The hash of the state at one log position.
     *
     * @param report valid during the call.
     */
    default void onStateHashReport(final StateHashReportDecoder report)
    {
    }

    /**
     * No answer came within the reply timeout, re-sends included: the command may or may not have been applied. Told
     * exactly once per command. An answer that comes later is still delivered by the methods above.
     *
     * @param correlationId of the command.
     * @param templateId    of the command in the client protocol.
     */
    void onOutcomeUnknown(long correlationId, int templateId);

    /**
     * A session is open, or it moved to another leader. Commands that wait for an answer are being sent again.
     *
     * @param leaderMemberId id of the node that leads.
     */
    default void onConnected(final int leaderMemberId)
    {
    }

    /** The session is gone. The client connects again by itself; commands that wait for an answer are kept. */
    default void onDisconnected()
    {
    }
}
