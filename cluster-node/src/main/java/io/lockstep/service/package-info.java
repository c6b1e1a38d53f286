/**
 * Between Aeron and the core: SBE commands in, recorded events and replies out, snapshots, and nothing about money or
 * prices. Everything here runs on the service thread unless it says otherwise.
 */
package io.lockstep.service;
