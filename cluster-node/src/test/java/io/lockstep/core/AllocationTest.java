package io.lockstep.core;

import com.sun.management.ThreadMXBean;
import io.lockstep.core.book.Order;
import io.lockstep.core.instrument.Asset;
import io.lockstep.core.instrument.Instrument;
import io.lockstep.core.property.Workload;
import io.lockstep.core.types.BalanceReason;
import io.lockstep.core.types.CloseReason;
import io.lockstep.core.types.OrderStatus;
import io.lockstep.core.types.RejectCode;
import io.lockstep.core.types.RequestId;
import io.lockstep.core.ubs.Account;
import io.lockstep.core.ubs.BalanceLeg;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The core allocates nothing per command once its tables have grown to the size of the work.
 */
class AllocationTest
{
    private static final int COMMANDS = 1_000_000;
    /** Enough for pools and tables to see the largest state that this workload comes to. */
    private static final int WARM_UP_RUNS = 4;

    @Test
    void shouldAllocateNothingOverAMillionMixedCommands()
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        assertTrue(threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled());
        final Counting events = new Counting();
        final ExchangeStateMachine machine = new ExchangeStateMachine(events);
        Workload.setUp(machine);
        final Workload workload = new Workload(5, 20);
        for (int i = 0; i < WARM_UP_RUNS; i++)
        {
            run(machine, workload);
        }

        final long threadId = Thread.currentThread().getId();
        // The measurement's own first call may allocate.
        threads.getThreadAllocatedBytes(threadId);
        final long eventsBefore = events.count;
        final long before = threads.getThreadAllocatedBytes(threadId);
        run(machine, workload);
        final long after = threads.getThreadAllocatedBytes(threadId);

        assertTrue(events.count - eventsBefore > COMMANDS / 2, "the work was done");
        assertEquals(0, after - before, "bytes allocated over a million commands");
    }

    private static void run(final ExchangeStateMachine machine, final Workload workload)
    {
        for (int i = 0; i < COMMANDS; i++)
        {
            workload.next(machine);
        }
    }

    private static final class Counting implements ExchangeEvents
    {
        long count;

        @Override
        public void onGenesis(final long chainId)
        {
            count++;
        }

        @Override
        public void onAssetCreated(final Asset asset)
        {
            count++;
        }

        @Override
        public void onInstrumentCreated(final Instrument instrument)
        {
            count++;
        }

        @Override
        public void onAccountCreated(final Account account)
        {
            count++;
        }

        @Override
        public void onBalanceChanged(
            final long accountId,
            final int assetId,
            final BalanceReason reason,
            final long availableDelta,
            final long heldDelta,
            final BalanceLeg after,
            final RequestId transferId)
        {
            count++;
        }

        @Override
        public void onOrderAccepted(
            final Order order, final long accountSeq, final int holdAsset, final BalanceLeg after)
        {
            count++;
        }

        @Override
        public void onOrderClosed(
            final Order order,
            final long accountSeq,
            final OrderStatus status,
            final CloseReason reason,
            final int holdAsset,
            final long releasedAmount,
            final BalanceLeg after)
        {
            count++;
        }

        @Override
        public void onTrade(final Trade trade)
        {
            count++;
        }

        @Override
        public void onCommandRejected(
            final RejectCode code,
            final long accountId,
            final long orderId,
            final int instrumentId,
            final int assetId,
            final RequestId requestId)
        {
            count++;
        }

        @Override
        public void onStateHashTaken(final long stateHash)
        {
            count++;
        }
    }
}
