/**
 * The process: configuration, media driver, archive, consensus module and service container in one JVM, who may
 * connect, liveness and status.
 */
package io.lockstep.node;
