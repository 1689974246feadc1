package dev.muster.board;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Stands before the endpoint and lets through what a client of a live board may send: pings and the end, few enough.
 * All else is dropped, and who sends too much is shut out. Frames of more than {@code quarkus.websocket.max-frame-size}
 * bytes end the connection before they come here.
 */
final class InboundLimit extends ChannelInboundHandlerAdapter {

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int maxPerMinute;
    private final Wire wire;
    private long sinceNanos = System.nanoTime();
    private int received;
    private boolean shut;

    private InboundLimit(int maxPerMinute, Wire wire) {
        this.maxPerMinute = maxPerMinute;
        this.wire = wire;
    }

    /** Puts the limit before the last handler of the connection, which is the endpoint's. */
    static void before(Channel channel, int maxPerMinute, Wire wire) {
        String endpoint = channel.pipeline().lastContext().name();
        channel.pipeline().addBefore(endpoint, "muster-inbound-limit", new InboundLimit(maxPerMinute, wire));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof CloseWebSocketFrame) {
            context.fireChannelRead(frame);
        } else if (admit() && frame instanceof PingWebSocketFrame) {
            context.fireChannelRead(frame);
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    private boolean admit() {
        long now = System.nanoTime();
        if (now - sinceNanos > MINUTE_NANOS) {
            sinceNanos = now;
            received = 0;
        }
        received++;
        if (received > maxPerMinute && !shut) {
            shut = true;
            wire.close(Closing.REFUSED, "too many messages");
        }
        return !shut;
    }
}
