package dev.muster.travel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class JourneyProperties {

    private static final Journeys JOURNEYS = DefaultJourneys.make();

    @Property
    void shouldTakeNoLessThanTheStraightLine(
            @ForAll @DoubleRange(min = -90, max = 90) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = -90, max = 90) double otherLatitude,
            @ForAll @DoubleRange(min = -180, max = 180) double otherLongitude,
            @ForAll TransportMode mode) {
        shouldTakeNoLess(new Place(latitude, longitude), new Place(otherLatitude, otherLongitude), mode);
    }

    @Property
    void shouldTakeNoLessNearby(
            @ForAll @DoubleRange(min = -90, max = 90) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = -0.01, max = 0.01) double north,
            @ForAll @DoubleRange(min = -0.01, max = 0.01) double east,
            @ForAll TransportMode mode) {
        Place other = new Place(
                Math.max(-90, Math.min(90, latitude + north)), Math.max(-180, Math.min(180, longitude + east)));
        shouldTakeNoLess(new Place(latitude, longitude), other, mode);
    }

    private static void shouldTakeNoLess(Place from, Place to, TransportMode mode) {
        Journey journey = JOURNEYS.between(from, to, mode);
        double line = from.point().atLeastKmTo(to.point());
        assertThat(JOURNEYS.minutesAtLeast(line, Set.of(mode))).isLessThanOrEqualTo(journey.minutes());
        assertThat(line).isGreaterThanOrEqualTo(0.63 * journey.distanceKm() - 0.01);
    }
}
