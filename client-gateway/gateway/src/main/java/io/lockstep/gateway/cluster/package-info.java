/**
 * The way to the cluster and back: commands through a bounded queue to the one thread that owns the session and the
 * read model, outcomes back to whoever asked.
 */
package io.lockstep.gateway.cluster;
