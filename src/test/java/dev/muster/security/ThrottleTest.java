package dev.muster.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final Throttle throttle = new Throttle(clock, 3, Duration.ofMinutes(5), 100);

    @Test
    void shouldRefuseAfterTheLastFailureAllowedUntilTheWindowEnds() {
        fail("a", 2);
        assertThat(throttle.refusal("a")).isZero();
        now = now.plusSeconds(60);
        fail("a", 1);
        assertThat(throttle.refusal("a")).isEqualTo(Duration.ofMinutes(4));
        assertThat(throttle.refusal("b")).isZero();
        now = now.plusSeconds(240);
        assertThat(throttle.refusal("a")).isZero();
        fail("a", 1);
        assertThat(throttle.refusal("a")).isZero();
    }

    @Test
    void shouldForgetOnSuccess() {
        fail("a", 3);
        throttle.forget("a");
        assertThat(throttle.refusal("a")).isZero();
    }

    private void fail(String key, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(key);
        }
    }
}
