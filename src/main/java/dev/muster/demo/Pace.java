package dev.muster.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How simulated time becomes real time.
 *
 * @param speed simulated seconds per real second
 * @param minAhead shortest time a request may still wait when it is made
 */
record Pace(double speed, Duration minAhead) {

    private static final double SPREAD_OVER_PART_OF_STEP = 0.8;

    Duration step() {
        return Duration.ofMillis(Math.max(1, (long) (Course.SECONDS_PER_STEP * 1000 / speed)));
    }

    /** The pause between deeds that spreads so many of them over a step. */
    Duration between(int deeds) {
        return deeds == 0
                ? Duration.ZERO
                : Duration.ofMillis((long) (step().toMillis() * SPREAD_OVER_PART_OF_STEP / deeds));
    }

    /** The real time by which something asked for now is needed: always ahead, the sooner the more urgent. */
    Instant neededBy(Deed deed, Instant now) {
        double hours = deed instanceof Deed.Ask ask ? ask.urgency().withinHours() : 0;
        return now.plus(minAhead).plusMillis((long) (hours * 3_600_000 / speed));
    }
}
