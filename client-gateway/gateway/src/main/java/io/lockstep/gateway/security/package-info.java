/**
 * Who may do what: API keys, signatures, time windows.
 */
package io.lockstep.gateway.security;
