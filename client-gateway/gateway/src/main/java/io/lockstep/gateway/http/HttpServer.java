package io.lockstep.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP/1.1 server. One request of a connection at a time: the next is served when the one before it is answered, so
 * pipelined requests are answered in order, and a connection with too many of them is not read from. Connections,
 * headers and bodies are bounded.
 */
public final class HttpServer implements AutoCloseable
{
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int IDLE_SECONDS = 60;
    private static final int BACKLOG = 1024;
    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup group;
    private final Channel server;

    /**
     * A server that is listening when this returns.
     *
     * @param host           to bind.
     * @param port           to bind; 0 for any.
     * @param eventLoops     threads.
     * @param maxConnections open at most; what comes beyond is closed.
     * @param maxBodyBytes   of a request.
     * @param gate           that answers.
     */
    public HttpServer(
        final String host,
        final int port,
        final int eventLoops,
        final int maxConnections,
        final int maxBodyBytes,
        final RequestGate gate)
    {
        group = new MultiThreadIoEventLoopGroup(
            eventLoops, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
        final AtomicInteger connections = new AtomicInteger();
        final HttpDecoderConfig decoder = new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES);
        try
        {
            server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>()
                {
                    @Override
                    protected void initChannel(final SocketChannel channel)
                    {
                        channel.closeFuture().addListener((future) -> connections.decrementAndGet());
                        if (connections.incrementAndGet() > maxConnections)
                        {
                            channel.close();
                            return;
                        }
                        channel.pipeline()
                            .addLast(new HttpServerCodec(decoder))
                            .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                            .addLast(new HttpObjectAggregator(maxBodyBytes, true))
                            .addLast(new RequestHandler(gate));
                    }
                })
                .bind(host, port).syncUninterruptibly().channel();
        }
        catch (final RuntimeException ex)
        {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw ex;
        }
    }

    /**
     * Where it listens.
     *
     * @return the port.
     */
    public int port()
    {
        return ((InetSocketAddress)server.localAddress()).getPort();
    }

    /** Take no more connections, send the replies that are there, and stop. */
    @Override
    public void close()
    {
        server.close().syncUninterruptibly();
        // Shutting down closes connections before it runs what waits; the replies that wait go out first.
        group.forEach((eventLoop) ->
            eventLoop.submit(server::isOpen).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS));
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
            .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
