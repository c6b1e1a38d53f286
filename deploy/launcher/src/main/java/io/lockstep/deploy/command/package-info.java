/**
 * The commands of the command line. Arrow: command → parts, demo → instance, process.
 */
package io.lockstep.deploy.command;
