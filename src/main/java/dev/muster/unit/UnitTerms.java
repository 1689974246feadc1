package dev.muster.unit;

import java.time.Duration;
import java.time.ZoneOffset;

/**
 * What holds for bookings, as settings say.
 *
 * @param longestDays the longest booking, days
 * @param aheadDays how far ahead a booking may begin, days
 * @param alternatives the most units named when one is not free
 */
public record UnitTerms(DutyRules duty, int longestDays, int aheadDays, int alternatives) {

    /** No rest, credentials by UTC; where no settings are. */
    public static final UnitTerms PLAIN =
            new UnitTerms(new DutyRules(Duration.ZERO, Duration.ofDays(1), Duration.ZERO, ZoneOffset.UTC), 180, 366, 5);
}
