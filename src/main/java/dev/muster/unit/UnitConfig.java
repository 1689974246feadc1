package dev.muster.unit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** Settings of people's and machines' calendars. */
@ConfigMapping(prefix = "muster.units")
public interface UnitConfig {

    /** Rest due between two deployments of a person. */
    @WithDefault("11h")
    Duration rest();

    /** A deployment of this length or more demands the long rest. */
    @WithDefault("72h")
    Duration longDuty();

    /** Rest due after a long deployment. */
    @WithDefault("24h")
    Duration longRest();

    /** Time zone in which the days of credentials begin and end. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();

    /** The longest booking, days. */
    @WithDefault("180")
    int longestBookingDays();

    /** How far ahead a booking or a shift may begin, days. */
    @WithDefault("366")
    int bookingAheadDays();

    /** The most members of a team. */
    @WithDefault("200")
    int teamMembers();

    /** The most different kits that go with one team. */
    @WithDefault("20")
    int teamKits();

    /** The most of one kit that go with one team. */
    @WithDefault("1000")
    int teamKitsOfOne();

    /** The most shifts in one call. */
    @WithDefault("5000")
    int shiftsPerCall();

    /** The most shifts in one imported roster, which is added in one transaction. */
    @WithDefault("50000")
    int shiftsPerFile();

    /** The most alternatives named when a booking meets another. */
    @WithDefault("5")
    int alternatives();

    default UnitTerms terms() {
        return new UnitTerms(
                new DutyRules(rest(), longDuty(), longRest(), zone()),
                longestBookingDays(),
                bookingAheadDays(),
                alternatives());
    }
}
