/**
 * Words of the field and arithmetic on money; imports nothing of the core.
 */
package io.lockstep.core.types;
