/**
 * The gateway: HTTP for everybody who does not speak SBE. Arrow: http → cluster → model; security and json stand alone.
 */
package io.lockstep.gateway;
