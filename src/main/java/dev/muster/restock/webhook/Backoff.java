package dev.muster.restock.webhook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failures.
 *
 * @param pauses before the second, third … attempt at an event
 * @param maxRest longest pause of an endpoint
 * @param jitterPercent by how much pauses differ, up and down
 */
record Backoff(List<Duration> pauses, Duration maxRest, int jitterPercent) {

    /**
     * Before the next attempt at an event; null if it was the last.
     *
     * @param attempts made, this one included
     * @param chance from 0 to 1
     */
    @Nullable
    Duration pause(int attempts, double chance) {
        return attempts > pauses.size() ? null : jittered(pauses.get(attempts - 1), chance);
    }

    /**
     * Before anything is sent to the endpoint again.
     *
     * @param failures in a row, this one included
     * @param asked what the receiver asked for; heard up to the longest rest
     */
    Duration rest(int failures, Duration asked, double chance) {
        Duration own =
                pauses.isEmpty() ? Duration.ZERO : jittered(pauses.get(Math.min(failures, pauses.size()) - 1), chance);
        Duration longer = own.compareTo(asked) > 0 ? own : asked;
        return longer.compareTo(maxRest) > 0 ? maxRest : longer;
    }

    private Duration jittered(Duration pause, double chance) {
        double factor = 1 + (2 * chance - 1) * jitterPercent / 100;
        return Duration.ofMillis(Math.round(pause.toMillis() * factor));
    }
}
