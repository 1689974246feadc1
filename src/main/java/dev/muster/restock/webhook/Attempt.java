package dev.muster.restock.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending once.
 *
 * @param failure null if the receiver took it
 * @param status of the answer, if there was one
 * @param answer beginning of the answer
 * @param retryAfter what the receiver asked for with 429 or 503; zero for nothing
 */
record Attempt(
        @Nullable Failure failure,
        @Nullable Integer status,
        @Nullable String answer,
        Duration retryAfter,
        int millis) {

    static Attempt failed(Failure failure, int millis) {
        return new Attempt(failure, null, null, Duration.ZERO, millis);
    }

    boolean taken() {
        return failure == null;
    }
}
