package dev.muster.exchange.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of shifts: in the zone given unless they name one, and never guessed. */
class CertainTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-12-01 08:00, 2026-12-01T00:00:00Z",
        "2026-12-01T08:00:30, 2026-12-01T00:00:30Z",
        "2026年12月1日 08:00, 2026-12-01T00:00:00Z",
        "2026/12/1 ８：００, 2026-12-01T00:00:00Z",
        "2026-12-01T08:00Z, 2026-12-01T08:00:00Z",
        "2026-12-01T08:00+01:00, 2026-12-01T07:00:00Z",
        "2026-12-01T08:00-0530, 2026-12-01T13:30:00Z",
        "2026-12-31 24:00, 2026-12-31T16:00:00Z",
        "2028-02-28 24:00, 2028-02-28T16:00:00Z",
        "2028-02-29 00:00, 2028-02-28T16:00:00Z",
    })
    void shouldReadTimes(String text, Instant expected) {
        assertThat(Times.certain(text, SHANGHAI, false).time()).isEqualTo(expected);
        assertThat(Times.certain(text, SHANGHAI, true).time()).isEqualTo(expected);
    }

    @Test
    void shouldBeginAndEndWithTheDay() {
        assertThat(Times.certain("2026-12-01", SHANGHAI, false).time()).isEqualTo("2026-11-30T16:00:00Z");
        assertThat(Times.certain("2026-12-01", SHANGHAI, true).time()).isEqualTo("2026-12-01T16:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29 02:30, time-skipped",
        "2026-10-25 02:30, time-twice",
        "2026-03-29T02:30+01:00,",
        "2026-10-25T02:30+02:00,",
        "2026-10-25T02:30+01:00,",
        "2026-03-29 03:00,",
        "2026-10-25 03:00,",
    })
    void shouldNotGuessWhereClocksChange(String text, String refusal) {
        assertThat(Times.certain(text, BERLIN, false).refusal()).isEqualTo(refusal);
    }

    @Test
    void shouldNameWhatAChangeOfClocksLeavesOpen() {
        assertThat(Times.certain("2026-03-29 02:30", BERLIN, true).more())
                .containsExactly("2026-03-29T02:00", "2026-03-29T03:00");
        assertThat(Times.certain("2026-10-25 02:30", BERLIN, true).more())
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00");
    }

    @Test
    void shouldMeasureANightOfChangedClocksByTheClock() {
        assertThat(night("2026-03-28 22:00", "2026-03-29 06:00")).isEqualTo(Duration.ofHours(7));
        assertThat(night("2026-10-24 22:00", "2026-10-25 06:00")).isEqualTo(Duration.ofHours(9));
        assertThat(night("2026-03-29", "2026-03-29")).isEqualTo(Duration.ofHours(23));
    }

    private static Duration night(String from, String until) {
        return Duration.between(
                Objects.requireNonNull(Times.certain(from, BERLIN, false).time()),
                Objects.requireNonNull(Times.certain(until, BERLIN, true).time()));
    }

    @ParameterizedTest
    @CsvSource({
        "8:00",
        "2026-02-29 08:00",
        "2026-12-01 24:01",
        "2026-12-01 25:00",
        "01.12.2026 08:00",
        "2026-12-01 08",
        "46000.5"
    })
    void shouldRefuseWhatIsNoTime(String text) {
        assertThat(Times.certain(text, SHANGHAI, false).refusal()).isEqualTo("not-a-time");
    }
}
