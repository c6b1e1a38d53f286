package io.lockstep.gateway.http;

import io.lockstep.gateway.http.RequestGate.RawRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
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

/** One connection: hands each request to the gate and writes its reply. Lives on the connection's event loop. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest>
{
    private static final Logger LOGGER = LoggerFactory.getLogger(RequestHandler.class);
    private static final String API_KEY = "X-MBX-APIKEY";
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String MALFORMED =
        "{\"code\":-1100,\"msg\":\"Illegal characters found in a parameter.\",\"detail\":\"not an HTTP/1.1 request\"}";

    private final RequestGate gate;
    private boolean isBusy;

    RequestHandler(final RequestGate gate)
    {
        this.gate = gate;
    }

    @Override
    public void channelActive(final ChannelHandlerContext context)
    {
        context.read();
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final FullHttpRequest request)
    {
        isBusy = true;
        if (request.decoderResult().isFailure())
        {
            write(context, false, 400, JSON, MALFORMED);
            return;
        }
        final boolean isKept = HttpUtil.isKeepAlive(request) && !HttpMethod.HEAD.equals(request.method());
        final String uri = request.uri();
        final int question = uri.indexOf('?');
        final RawRequest raw = new RawRequest(
            request.method().name(),
            question < 0 ? uri : uri.substring(0, question),
            question < 0 ? "" : uri.substring(question + 1),
            request.headers().get(API_KEY),
            request.headers().get(HttpHeaderNames.CONTENT_TYPE),
            ByteBufUtil.getBytes(request.content()));
        gate.dispatch(raw, (httpStatus, contentType, body) ->
        {
            if (context.executor().inEventLoop())
            {
                write(context, isKept, httpStatus, contentType, body);
            }
            else
            {
                context.executor().execute(() -> write(context, isKept, httpStatus, contentType, body));
            }
        });
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext context, final Object event)
    {
        if (event instanceof IdleStateEvent && !isBusy)
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
            context.read();
        }
        else
        {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
