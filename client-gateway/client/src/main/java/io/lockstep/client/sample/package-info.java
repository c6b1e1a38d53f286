/** Small programs that show how the client is used. Start with {@link io.lockstep.client.sample.FirstTrade}. */
package io.lockstep.client.sample;
