/**
 * What an installation consists of: which processes, how each is started, and what each says of itself.
 */
package io.lockstep.deploy.parts;
