package dev.muster.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * How often API keys may call. Each key has a bucket of calls of its own that is filled steadily and never above its rim, so what
 * one key spends is taken from no other. Bounded: a bucket that nobody asks for is forgotten once it would be full.
 */
@ApplicationScoped
class CallRate {

    /** Calls left at a moment; below zero never. */
    private record Bucket(double calls, long atMillis, boolean taken) {}

    private final Cache<UUID, Bucket> buckets;
    private final Clock clock;
    private final double perMilli;
    private final int rim;

    @Inject
    CallRate(Clock clock, SecurityConfig config) {
        this(clock, config.apiKeyCallsPerSecond(), config.apiKeyCallsAtOnce(), config.lookupEntries());
    }

    /** @param rim the most calls at once */
    CallRate(Clock clock, int perSecond, int rim, int maxKeys) {
        this.clock = clock;
        this.perMilli = perSecond / 1000.0;
        this.rim = rim;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterWrite(Duration.ofMillis((long) Math.ceil(rim / perMilli)))
                .build();
    }

    /** Takes a call of a key; zero if there was one, else how long until there is. */
    Duration take(UUID key) {
        long now = clock.millis();
        Bucket after = buckets.asMap().compute(key, (k, before) -> {
            double calls =
                    before == null ? rim : Math.min(rim, before.calls + Math.max(0, now - before.atMillis) * perMilli);
            return calls < 1 ? new Bucket(calls, now, false) : new Bucket(calls - 1, now, true);
        });
        return after.taken ? Duration.ZERO : Duration.ofMillis((long) Math.ceil((1 - after.calls) / perMilli));
    }
}
