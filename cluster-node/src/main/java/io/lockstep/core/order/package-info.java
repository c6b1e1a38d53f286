/**
 * Every order that can still be asked for, open or lately ended, and how many an account has open.
 */
package io.lockstep.core.order;
