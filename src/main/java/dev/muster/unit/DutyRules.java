package dev.muster.unit;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What is demanded of people who are sent.
 *
 * @param rest between two deployments
 * @param longDuty a deployment of this length or more demands {@code longRest} after it
 * @param zone where credentials' days begin and end
 */
public record DutyRules(Duration rest, Duration longDuty, Duration longRest, ZoneId zone) {

    /** Rest due after a deployment of this length. */
    public Duration restAfter(Duration deployment) {
        return deployment.compareTo(longDuty) >= 0 ? longRest : rest;
    }
}
