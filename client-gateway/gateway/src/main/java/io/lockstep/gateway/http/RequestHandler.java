package io.lockstep.gateway.http;

import io.lockstep.gateway.http.RequestGate.RawRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Queue;

/** One connection: hands each request to the gate and writes its reply. Lives on the connection's event loop. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest>
{
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestHandler.class);
    private static final String API_KEY = "X-MBX-APIKEY";
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String MALFORMED =
        "{\"code\":-1100,\"msg\":\"Illegal characters found in a parameter.\",\"detail\":\"not an HTTP/1.1 request\"}";

    private static final int MAX_WAITING = 16;

    private final RequestGate gate;
    private final Queue<Waiting> waiting = new ArrayDeque<>(4);
    private boolean isBusy;
    private boolean isServing;
    private boolean isClosing;
    private boolean isInputShut;

    private record Waiting(RawRequest request, boolean isKept)
    {
    }

    RequestHandler(final RequestGate gate)
    {
        this.gate = gate;
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final FullHttpRequest request)
    {
        final HttpVersion version = request.protocolVersion();
        if (request.decoderResult().isFailure() || 1 != version.majorVersion() ||
            !"HTTP".equals(version.protocolName()))
        {
            waiting.add(new Waiting(null, false));
        }
        else
        {
            final String uri = request.uri();
            final int question = uri.indexOf('?');
            final RawRequest raw = new RawRequest(
                request.method().name(),
                question < 0 ? uri : uri.substring(0, question),
                question < 0 ? "" : uri.substring(question + 1),
                request.headers().get(API_KEY),
                request.headers().get(HttpHeaderNames.CONTENT_TYPE),
                ByteBufUtil.getBytes(request.content()));
            waiting.add(new Waiting(
                raw, HttpUtil.isKeepAlive(request) && !HttpMethod.HEAD.equals(request.method())));
        }
        serve(context);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext context)
    {
        isClosing = true;
        waiting.clear();
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext context, final Object event)
    {
        if (event instanceof ChannelInputShutdownEvent)
        {
            // Nothing more will be asked; what was asked is answered before the connection closes.
            isInputShut = true;
        }
        if (!isBusy && (event instanceof IdleStateEvent || isInputShut && waiting.isEmpty()))
        {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause)
    {
        LOGGER.debug("connection {} failed", context.channel(), cause);
        context.close();
    }

    /** One at a time; a loop, for replies that come at once come from inside of it. */
    private void serve(final ChannelHandlerContext context)
    {
        if (isServing)
        {
            return;
        }
        isServing = true;
        while (!isBusy && !isClosing && !waiting.isEmpty())
        {
            isBusy = true;
            final Waiting next = waiting.remove();
            if (null == next.request())
            {
                write(context, false, 400, JSON, MALFORMED);
            }
            else
            {
                gate.dispatch(next.request(), (httpStatus, contentType, body) ->
                    reply(context, next.isKept(), httpStatus, contentType, body));
            }
        }
        isServing = false;
        if (isInputShut && !isBusy && waiting.isEmpty())
        {
            context.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        context.channel().config().setAutoRead(waiting.size() < MAX_WAITING);
    }

    private void reply(
        final ChannelHandlerContext context,
        final boolean isKept,
        final int httpStatus,
        final String contentType,
        final String body)
    {
        if (context.executor().inEventLoop())
        {
            write(context, isKept, httpStatus, contentType, body);
        }
        else
        {
            context.executor().execute(() -> write(context, isKept, httpStatus, contentType, body));
        }
    }

    private void write(
        final ChannelHandlerContext context,
        final boolean isKept,
        final int httpStatus,
        final String contentType,
        final String body)
    {
        isBusy = false;
        final ByteBuf content = ByteBufUtil.writeUtf8(context.alloc(), body);
        final FullHttpResponse response = new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(httpStatus), content);
        response.headers()
            .set(HttpHeaderNames.CONTENT_TYPE, contentType)
            .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
            .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        if (429 == httpStatus || 503 == httpStatus)
        {
            response.headers().setInt(HttpHeaderNames.RETRY_AFTER, 1);
        }
        if (!isKept)
        {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        final ChannelFuture written = context.writeAndFlush(response);
        if (isKept)
        {
            serve(context);
        }
        else
        {
            isClosing = true;
            waiting.clear();
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
