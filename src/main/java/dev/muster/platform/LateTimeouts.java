package dev.muster.platform;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one message out of the log. The SQL client's pool forgets to stop the timer of who waits for a connection when
 * connecting fails; half a minute after the database was away it complains about each of them ("Result is already complete"),
 * tens of thousands of lines under load, though each got its answer long ago.
 */
@LoggingFilter(name = "late-timeouts")
public final class LateTimeouts implements Filter {

    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";
    /** The pool's code stands directly above the promise's. */
    private static final int FRAMES = 4;

    @Override
    public boolean isLoggable(LogRecord entry) {
        return !(entry.getThrown() instanceof IllegalStateException thrown) || !ofPool(thrown);
    }

    private static boolean ofPool(IllegalStateException thrown) {
        @Nullable String message = thrown.getMessage();
        if (message == null || !message.startsWith("Result is already complete")) {
            return false;
        }
        StackTraceElement[] stack = thrown.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
            if (stack[i].getClassName().equals(POOL)) {
                return true;
            }
        }
        return false;
    }
}
