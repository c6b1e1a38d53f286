package io.lockstep.core.property;

import io.lockstep.core.CommandOutcome;
import io.lockstep.core.ExchangeStateMachine;
import io.lockstep.core.StateAudit;
import io.lockstep.core.scenario.EventText;
import io.lockstep.core.types.RejectCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What holds for any stream of commands. {@code -Dlockstep.seeds=N} runs N seeds from {@code -Dlockstep.seed=S} on.
 */
class StateMachinePropertyTest
{
    private static final int COMMANDS = 6_000;

    static LongStream seeds()
    {
        final long first = Long.getLong("lockstep.seed", 1);
        return LongStream.range(first, first + Long.getLong("lockstep.seeds", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepEveryPromiseAfterEveryCommand(final long seed)
    {
        final EventText events = new EventText();
        final ExchangeStateMachine machine = new ExchangeStateMachine(events);
        Workload.setUp(machine);
        events.take();
        final Workload workload = new Workload(seed, 40);
        final Map<RejectCode, Integer> outcomes = new EnumMap<>(RejectCode.class);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < COMMANDS; i++)
        {
            final boolean isWatched = random.nextInt(20) == 0;
            final long hashBefore = isWatched ? machine.stateHash() : 0;
            final long timeBefore = machine.nowNs();
            final CommandOutcome outcome = workload.next(machine);
            outcomes.merge(outcome.code(), 1, Integer::sum);
            assertTrue(machine.nowNs() >= timeBefore, "time never steps back");
            assertEquals(
                RejectCode.NONE != outcome.code() ? 1 : outcome.isDuplicate() ? 0 : -1,
                RejectCode.NONE != outcome.code() || outcome.isDuplicate() ? events.take().size() : -1,
                "a refusal is one event, a duplicate none; seed " + seed + " command " + i);
            events.take();
            if (isWatched && RejectCode.NONE != outcome.code() &&
                machine.nowNs() - timeBefore < 3_600_000_000_000L)
            {
                assertEquals(hashBefore, machine.stateHash(),
                    outcome.code() + " changed the state; seed " + seed + " command " + i);
            }
            StateAudit.check(machine);
        }
        assertTrue(outcomes.get(RejectCode.NONE) > COMMANDS * 3 / 10, "enough is accepted: " + outcomes);
        assertTrue(outcomes.size() > 12, "many rules are reached: " + outcomes);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnFromACopyAsIfItHadNeverStopped(final long seed)
    {
        final EventText liveEvents = new EventText();
        final ExchangeStateMachine live = new ExchangeStateMachine(liveEvents);
        Workload.setUp(live);
        liveEvents.take();
        final Workload liveWorkload = new Workload(seed, 20);
        final Workload copyWorkload = new Workload(seed, 20);
        final EventText copyEvents = new EventText();
        ExchangeStateMachine copy = StateCopy.of(live, copyEvents);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20 * COMMANDS; i++)
        {
            liveWorkload.next(live);
            copyWorkload.next(copy);
            assertEquals(liveEvents.take(), copyEvents.take(), "seed " + seed + " command " + i);
            if (random.nextInt(4_000) == 0)
            {
                assertEquals(live.stateHash(), copy.stateHash(), "seed " + seed + " command " + i);
                copy = StateCopy.of(copy, copyEvents);
            }
        }
        assertEquals(live.stateHash(), copy.stateHash(), "seed " + seed);
    }
}
