package io.lockstep.client;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/** A transport that a test drives: keeps what was sent, delivers what the test gives it. */
final class FakeTransport implements ClusterTransport
{
    final List<byte[]> sent = new ArrayList<>();
    boolean isRecording = true;
    long offerResult = OFFERED;
    int acceptLimit = Integer.MAX_VALUE;
    long offerCount;
    boolean isClosed;
    private final Receiver receiver;
    private final List<Runnable> inbox = new ArrayList<>();
    private boolean isConnected;

    FakeTransport(final Receiver receiver)
    {
        this.receiver = receiver;
    }

    void connect(final int leaderMemberId)
    {
        isConnected = true;
        receiver.onConnected(leaderMemberId);
    }

    void disconnect()
    {
        isConnected = false;
        receiver.onDisconnected();
    }

    /** Delivered by the next poll. */
    void deliver(final byte[] message)
    {
        inbox.add(() -> receiver.onMessage(new UnsafeBuffer(message), 0, message.length));
    }

    void deliverNow(final DirectBuffer buffer, final int offset, final int length)
    {
        receiver.onMessage(buffer, offset, length);
    }

    /** {@inheritDoc} */
    public int poll(final long nowNs)
    {
        if (inbox.isEmpty())
        {
            return 0;
        }
        final List<Runnable> messages = new ArrayList<>(inbox);
        inbox.clear();
        messages.forEach(Runnable::run);
        return messages.size();
    }

    /** {@inheritDoc} */
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (!isConnected)
        {
            return ExchangeClient.NOT_CONNECTED;
        }
        if (OFFERED != offerResult)
        {
            return offerResult;
        }
        if (acceptLimit <= 0)
        {
            return ExchangeClient.BACK_PRESSURED;
        }
        acceptLimit--;
        offerCount++;
        if (isRecording)
        {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            sent.add(message);
        }
        return OFFERED;
    }

    /** {@inheritDoc} */
    public boolean isConnected()
    {
        return isConnected;
    }

    /** {@inheritDoc} */
    public void close()
    {
        isClosed = true;
        isConnected = false;
    }
}
