/**
 * One installation in one folder: its files, ports and secrets.
 */
package io.lockstep.deploy.instance;
