package io.lockstep.client;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The table of slots against plain lists, over many random steps. */
class PendingCommandsTest
{
    private static final int CAPACITY = 50;
    private static final int WINDOW = 7;
    private static final int ACCOUNTS = 6;
    private static final int STEPS = 200_000;

    private record Command(long correlationId, long accountId, long seqInAccount)
    {
    }

    @Test
    void shouldKeepOrderAndWindowsWhateverIsAnswered()
    {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final PendingCommands pending = new PendingCommands(CAPACITY, WINDOW);
        final List<Command> model = new ArrayList<>();
        final Map<Long, Long> seqs = new HashMap<>();
        long correlationId = 0;
        int fullWindows = 0;
        for (int step = 0; step < STEPS; step++)
        {
            final long accountId = random.nextInt(ACCOUNTS);
            final boolean isWindowFull = isWindowFull(model, seqs, accountId);
            assertEquals(isWindowFull, pending.isOrderWindowFull(accountId), () -> "seed " + seed);
            fullWindows += isWindowFull ? 1 : 0;
            if (random.nextInt(100) < 55 && !pending.isFull() && !isWindowFull)
            {
                pending.add(++correlationId, 1, accountId, 8, step, 1);
                model.add(new Command(correlationId, accountId, seqs.merge(accountId, 1L, Long::sum)));
            }
            else if (!model.isEmpty())
            {
                final Command command = model.remove(random.nextInt(model.size()));
                pending.remove(pending.find(command.correlationId()));
                assertEquals(PendingCommands.NULL_SLOT, pending.find(command.correlationId()));
            }
            if (0 == step % 64)
            {
                assertEquals(correlationIds(model), correlationIds(pending), () -> "seed " + seed);
            }
            assertEquals(model.size(), pending.size());
        }
        assertTrue(fullWindows > STEPS / 1000, "seed " + seed + " full windows " + fullWindows);
    }

    private static boolean isWindowFull(final List<Command> model, final Map<Long, Long> seqs, final long accountId)
    {
        for (final Command command : model)
        {
            if (0 != accountId && command.accountId() == accountId)
            {
                return seqs.get(accountId) - command.seqInAccount() + 1 >= WINDOW;
            }
        }
        return false;
    }

    private static List<Long> correlationIds(final List<Command> model)
    {
        return model.stream().map(Command::correlationId).toList();
    }

    private static List<Long> correlationIds(final PendingCommands pending)
    {
        final List<Long> ids = new ArrayList<>();
        for (int slot = pending.head(); PendingCommands.NULL_SLOT != slot; slot = pending.next(slot))
        {
            ids.add(pending.correlationId(slot));
        }
        return ids;
    }
}
