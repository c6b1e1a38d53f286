package io.lockstep.client;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.RethrowingErrorHandler;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;

import java.util.concurrent.TimeUnit;

/**
 * An Aeron client to use: somebody else's, an own one at a running media driver, or an own one with a media driver in
 * this process. Only what is own is closed. Opened and closed by one thread.
 */
final class AeronConnection implements AutoCloseable
{
    private final Aeron sharedAeron;
    private final String aeronDirectoryName;
    private final String clientName;
    private final ErrorHandler errorHandler;
    private MediaDriver mediaDriver;
    private Aeron aeron;

    AeronConnection(
        final Aeron sharedAeron,
        final String aeronDirectoryName,
        final String clientName,
        final ErrorHandler errorHandler)
    {
        this.sharedAeron = sharedAeron;
        this.aeronDirectoryName = aeronDirectoryName;
        this.clientName = clientName;
        this.errorHandler = errorHandler;
    }

    /**
     * The client, opened when it is not. A process that was stopped for longer than the driver's timeout finds its own
     * client closed by Aeron; this opens a new one.
     */
    Aeron aeron()
    {
        if (null != sharedAeron)
        {
            if (sharedAeron.isClosed())
            {
                throw new IllegalStateException("the shared Aeron client is closed");
            }
            return sharedAeron;
        }
        if (null == aeron || aeron.isClosed())
        {
            close();
            open();
        }
        return aeron;
    }

    /** Is there no usable client at the moment? */
    boolean isClosed()
    {
        return null != sharedAeron ? sharedAeron.isClosed() : null == aeron || aeron.isClosed();
    }

    private void open()
    {
        String directoryName = aeronDirectoryName;
        if (null == directoryName)
        {
            mediaDriver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(CommonContext.generateRandomDirName())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(
                    1, 1, TimeUnit.MICROSECONDS.toNanos(50), TimeUnit.MICROSECONDS.toNanos(500)))
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .errorHandler(errorHandler));
            directoryName = mediaDriver.aeronDirectoryName();
        }

        try
        {
            aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directoryName)
                .clientName(clientName)
                .errorHandler(errorHandler)
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE));
        }
        catch (final Exception ex)
        {
            close();
            throw ex;
        }
    }

    /** {@inheritDoc} */
    public void close()
    {
        CloseHelper.quietCloseAll(aeron, mediaDriver);
        aeron = null;
        mediaDriver = null;
    }
}
