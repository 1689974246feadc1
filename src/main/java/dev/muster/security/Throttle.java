package dev.muster.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts failures per key in windows that begin with the first failure; a full window refuses until it ends. Bounded: at
 * most so many keys are counted, an end of a window forgets its key.
 */
final class Throttle {

    private record Window(Instant end, int failures) {}

    private final Cache<String, Window> windows;
    private final Clock clock;
    private final int failuresPerWindow;
    private final Duration window;

    Throttle(Clock clock, int failuresPerWindow, Duration window, int maxKeys) {
        this.clock = clock;
        this.failuresPerWindow = failuresPerWindow;
        this.window = window;
        this.windows = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterWrite(window)
                .build();
    }

    /** How long a key is refused from now; zero if it is not. */
    Duration refusal(String key) {
        Window counted = windows.getIfPresent(key);
        if (counted == null || counted.failures() < failuresPerWindow) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), counted.end());
        return left.isNegative() ? Duration.ZERO : left;
    }

    void failed(String key) {
        Instant now = clock.instant();
        windows.asMap()
                .compute(
                        key,
                        (k, counted) -> counted == null || !now.isBefore(counted.end())
                                ? new Window(now.plus(window), 1)
                                : new Window(counted.end(), counted.failures() + 1));
    }

    void forget(String key) {
        windows.invalidate(key);
    }
}
