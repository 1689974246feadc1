package dev.muster.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallRateTest {

    private final HandClock clock = new HandClock();

    @Test
    void shouldLetAQuietKeyCallAtOnceAndThenSteadily() {
        CallRate rate = new CallRate(clock, 10, 3, 100);
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            assertThat(rate.take(key)).isZero();
        }

        assertThat(rate.take(key)).isEqualTo(Duration.ofMillis(100));
        clock.pass(60);
        assertThat(rate.take(key)).isEqualTo(Duration.ofMillis(40));
        clock.pass(40);
        assertThat(rate.take(key)).isZero();
        assertThat(rate.take(key)).isPositive();
    }

    @Test
    void shouldTakeNothingFromOtherKeys() {
        CallRate rate = new CallRate(clock, 10, 1, 100);
        UUID busy = UUID.randomUUID();
        for (int i = 0; i < 100; i++) {
            rate.take(busy);
        }

        assertThat(rate.take(busy)).isPositive();
        assertThat(rate.take(UUID.randomUUID())).isZero();
    }

    /** Whatever the pauses: never more than the rim and what the time has given. */
    @Property(tries = 200)
    void shouldNeverLetMoreThrough(
            @ForAll @IntRange(min = 1, max = 50) int perSecond,
            @ForAll @IntRange(min = 1, max = 20) int rim,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 300) Integer> pauses) {
        CallRate rate = new CallRate(clock, perSecond, rim, 100);
        UUID key = UUID.randomUUID();
        int through = 0;
        long passed = 0;
        for (int pause : pauses) {
            clock.pass(pause);
            passed += pause;
            through += rate.take(key).isZero() ? 1 : 0;
        }

        assertThat((double) through).isLessThanOrEqualTo(rim + perSecond * passed / 1000.0 + 1e-6);
    }

    private static final class HandClock extends Clock {

        private long millis = 1_800_000_000_000L;

        void pass(long more) {
            millis += more;
        }

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
