package dev.muster.platform;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Tells when the way to the database is broken: not connected, or cut in the middle of a query. */
public final class DatabaseLink {

    private DatabaseLink() {}

    /**
     * Whether this failure, its causes apart, is one of the way and not an answer of the database. The SQL client has no one
     * type for it: a connection that ends fails what waits on it with a {@link VertxException} ("pending requests failed to
     * be sent", "timeout waiting for connection", a commit that turned into a rollback), a {@link NoStackTraceThrowable}
     * ("connection is not active now") or with what the channel met, a plain {@link IOException} among it.
     */
    public static boolean broken(Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof ClosedChannelException
                || failure instanceof TimeoutException
                || failure instanceof NoStackTraceThrowable
                || failure instanceof VertxException && !(failure instanceof DatabaseException)
                || failure instanceof IOException && ofSocket(failure);
    }

    /** "Connection reset by peer" has no type of its own, only the place where it was met. */
    private static boolean ofSocket(Throwable failure) {
        return failure.getClass().getName().startsWith("io.netty.")
                || Stream.of(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch.Socket"));
    }
}
