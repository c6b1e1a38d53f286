/**
 * Starts processes that outlive this one, watches them and stops them. Knows nothing of exchanges.
 */
package io.lockstep.deploy.process;
