package io.lockstep.gateway.http;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Client order ids for orders that come without one: unique over gateways and restarts. Any thread. */
final class ClientOrderIds
{
    private static final int RADIX = 36;

    private final String prefix = "lk" + Long.toString(new SecureRandom().nextLong() >>> 1, RADIX) + '-';
    private final AtomicLong count = new AtomicLong();

    String next()
    {
        return prefix + Long.toString(count.incrementAndGet(), RADIX);
    }
}
