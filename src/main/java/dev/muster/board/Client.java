package dev.muster.board;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One connected screen: the number it has, and what is on its way to it. At most one batch of frames is under way;
 * nothing queues behind it. Used on the boards' thread only.
 */
final class Client {

    /** The number of a client that has nothing yet, or nothing that is still of use. */
    static final long NOTHING = -1;

    private final Wire wire;
    private final Executor boards;
    private final Runnable ready;
    private long number;
    private int underWay;
    private long sendingSinceNanos;

    /**
     * @param number what the client has; {@link #NOTHING} asks for a snapshot
     * @param ready runs on the boards' thread whenever the client has taken all that was sent
     */
    Client(Wire wire, long number, Executor boards, Runnable ready) {
        this.wire = wire;
        this.number = number;
        this.boards = boards;
        this.ready = ready;
    }

    long number() {
        return number;
    }

    /** What the client has is of no use any more. */
    void forget() {
        number = NOTHING;
    }

    boolean free() {
        return underWay == 0;
    }

    boolean stuck(Duration limit, long nowNanos) {
        return !free() && nowNanos - sendingSinceNanos > limit.toNanos();
    }

    void send(Frame frame, long nowNanos) {
        if (free()) {
            sendingSinceNanos = nowNanos;
        }
        underWay++;
        number = frame.to();
        wire.send(frame, () -> boards.execute(this::sent));
    }

    void close(int code, String reason) {
        wire.close(code, reason);
    }

    void abort() {
        wire.abort();
    }

    private void sent() {
        underWay--;
        if (free()) {
            ready.run();
        }
    }
}
