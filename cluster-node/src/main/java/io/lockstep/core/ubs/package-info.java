/**
 * UBSCore, the User Balance Core: accounts and balances, and the only code that changes one.
 */
package io.lockstep.core.ubs;
