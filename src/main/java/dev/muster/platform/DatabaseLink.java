package dev.muster.platform;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

/** Tells when the way to the database is broken: not connected, or cut in the middle of a query. */
public final class DatabaseLink {

    private DatabaseLink() {}

    /**
     * Whether this failure, its causes apart, is one of the way and not an answer of the database. The SQL client has no one
     * type for it: a connection that ends fails what waits on it with a {@link VertxException} ("pending requests failed to
     * be sent", "timeout waiting for connection", a commit that turned into a rollback), a {@link NoStackTraceThrowable}
     * ("connection is not active now") or with what the channel met.
     */
    public static boolean broken(Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof ClosedChannelException
                || failure instanceof TimeoutException
                || failure instanceof NoStackTraceThrowable
                || failure instanceof VertxException && !(failure instanceof DatabaseException);
    }
}
