package dev.muster.board;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/**
 * A client's socket. It writes to the connection itself, past {@code RemoteEndpoint.Async}: that takes strings, which
 * would be encoded and copied again for every client, and cannot cut off a client that does not read.
 */
final class SocketWire implements Wire {

    private final Channel channel;

    SocketWire(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void send(Frame frame, Runnable done) {
        channel.writeAndFlush(new TextWebSocketFrame(
                        Unpooled.wrappedBuffer(frame.json().duplicate())))
                .addListener(sent -> done.run());
    }

    @Override
    public void close(int code, String reason) {
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void abort() {
        channel.close();
    }
}
