/**
 * Reading events: views over the SBE bytes, the balance legs in them, and the reference data they announce.
 */
package io.lockstep.settlement.event;
