/**
 * Where JSON and decimal text stop: what goes further in is {@code long} mantissas.
 */
package io.lockstep.gateway.json;
