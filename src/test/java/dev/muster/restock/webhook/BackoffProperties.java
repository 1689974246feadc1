package dev.muster.restock.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BackoffProperties {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofHours(1));
    private static final Backoff BACKOFF = new Backoff(PAUSES, Duration.ofMinutes(5), 20);

    @Property
    void shouldPauseAboutAsLongAsTheListSays(
            @ForAll @IntRange(min = 1, max = 3) int attempts, @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        long listed = PAUSES.get(attempts - 1).toMillis();
        assertThat(Objects.requireNonNull(BACKOFF.pause(attempts, chance)).toMillis())
                .isBetween(listed * 8 / 10, listed * 12 / 10);
    }

    @Property
    void shouldRestNeverLongerThanTheMost(
            @ForAll @IntRange(min = 1, max = 1000) int failures,
            @ForAll @IntRange(min = 0, max = 1_000_000) int askedSeconds,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Duration rest = BACKOFF.rest(failures, Duration.ofSeconds(askedSeconds), chance);
        assertThat(rest).isBetween(Duration.ofSeconds(4), Duration.ofMinutes(5));
        assertThat(rest).isGreaterThanOrEqualTo(Duration.ofSeconds(Math.min(askedSeconds, 300)));
    }

    @Example
    void shouldGiveUpAfterTheAttemptThatFollowsTheLastPause() {
        assertThat(BACKOFF.pause(3, 0.5)).isEqualTo(Duration.ofHours(1));
        assertThat(BACKOFF.pause(4, 0.5)).isNull();
        assertThat(new Backoff(List.of(), Duration.ofMinutes(5), 20).pause(1, 0.5))
                .isNull();
    }
}
