package io.lockstep.settlement;

import java.util.List;

/**
 * A store that takes events in order and keeps its own position. Called by one thread.
 * <p>
 * Any exception but {@link SinkHaltedException} means "close, open, go on from the position that open returns".
 */
public interface EventSink extends AutoCloseable
{
    /**
     * @return short name, as in the status.
     */
    String name();

    /**
     * Connect, prepare what is missing, and read the position.
     *
     * @return what the store holds.
     * @throws Exception when the store cannot be reached or refuses.
     */
    SinkPosition open() throws Exception;

    /**
     * Make events durable. Returns when the store has acknowledged all of them.
     *
     * @param batch events in order, the first follows the position; not empty.
     * @throws Exception when it is not known that all are durable.
     */
    void write(List<SettlementEvent> batch) throws Exception;

    /**
     * Let go of connections; may be opened again. Never blocks for long and never throws.
     */
    @Override
    void close();
}
