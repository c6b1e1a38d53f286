package io.lockstep.service;

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

/**
 * Who may send what: the whole table.
 */
final class Authorisation
{
    private Authorisation()
    {
    }

    /**
     * @param principal  behind the session.
     * @param templateId of the command.
     * @param accountId  that the command is for; any value for commands that have none.
     * @return whether it may.
     */
    static boolean isAllowed(final Principal principal, final int templateId, final long accountId)
    {
        switch (templateId)
        {
            case NewOrderDecoder.TEMPLATE_ID:
            case CancelOrderDecoder.TEMPLATE_ID:
            case OrderQueryDecoder.TEMPLATE_ID:
                return principal.has(Role.GATEWAY) || principal.tradesFor(accountId);

            case BalanceQueryDecoder.TEMPLATE_ID:
                return principal.hasAny(Role.GATEWAY.bit | Role.CASHIER.bit) || principal.tradesFor(accountId);

            case DepositDecoder.TEMPLATE_ID:
            case WithdrawDecoder.TEMPLATE_ID:
                return principal.has(Role.CASHIER);

            case CreateAccountDecoder.TEMPLATE_ID:
                return principal.hasAny(Role.CASHIER.bit | Role.ADMIN.bit);

            case GenesisDecoder.TEMPLATE_ID:
            case CreateAssetDecoder.TEMPLATE_ID:
            case CreateInstrumentDecoder.TEMPLATE_ID:
            case StateHashRequestDecoder.TEMPLATE_ID:
                return principal.has(Role.ADMIN);

            case SettlementAckDecoder.TEMPLATE_ID:
                return principal.has(Role.BRIDGE);

            default:
                return false;
        }
    }
}
