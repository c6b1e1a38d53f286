package io.lockstep.node;

/**
 * Configuration that cannot be used. The message names the key and the rule.
 */
public final class ConfigurationException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message that names the key and the rule.
     */
    public ConfigurationException(final String message)
    {
        super(message);
    }
}
