package io.lockstep.deploy.command;

import io.lockstep.deploy.parts.ChainGenesis;

/**
 * Which {@link ChainGenesis} the commands use.
 */
final class Genesis
{
    static final ChainGenesis SENDER = (instance) -> "";

    private Genesis()
    {
    }
}
