/**
 * HTTP: the server, who is asking, and one resource for each kind of thing that can be asked.
 */
package io.lockstep.gateway.http;
