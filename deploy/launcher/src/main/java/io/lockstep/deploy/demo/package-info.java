/**
 * The demonstration: the users' own step test, each line asserted against a whole, real exchange.
 */
package io.lockstep.deploy.demo;
