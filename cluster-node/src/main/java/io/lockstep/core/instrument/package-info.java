/**
 * Assets and instruments: reference data and the numbers worked out from it.
 */
package io.lockstep.core.instrument;
