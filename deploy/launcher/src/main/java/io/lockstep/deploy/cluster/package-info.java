/**
 * Speaks SBE with the cluster, for tools.
 */
package io.lockstep.deploy.cluster;
