package io.lockstep.benchmarks.load;

/**
 * Makes the exchange ready: reference data, accounts, funds. All of it may be repeated.
 */
interface AccountSetup extends AutoCloseable
{
    /**
     * Create the assets, the instrument and the accounts; what is there already is left as it is.
     */
    void create();

    /**
     * Give every account what its part of a run may need.
     *
     * @param transferId of the deposits, new for every run.
     * @param orders     of the run.
     */
    void fund(String transferId, long orders);

    @Override
    void close();
}
