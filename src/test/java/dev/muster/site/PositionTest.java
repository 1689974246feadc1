package dev.muster.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PositionTest {

    /** JFK to LHR is the worked example of GeographicLib's own documentation: 5551.76 km. */
    @Test
    void shouldMeasureOnTheEllipsoid() {
        assertThat(new Position(40.6, -73.8).distanceKm(new Position(51.6, -0.5)))
                .isCloseTo(5551.759, within(0.001));
    }

    @Test
    void shouldMeasureAcrossTheDateLineAndBetweenAntipodes() {
        assertThat(new Position(0, 179.5).distanceKm(new Position(0, -179.5))).isCloseTo(111.319, within(0.001));
        assertThat(new Position(0, 0).distanceKm(new Position(0.5, 179.5))).isCloseTo(19936.289, within(0.001));
    }

    @Property
    void shouldBeTheSameBothWaysAndZeroAtHome(
            @ForAll @DoubleRange(min = -90, max = 90) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude) {
        Position here = new Position(latitude, longitude);
        Position wuhan = new Position(30.59, 114.28);
        assertThat(here.distanceKm(here)).isZero();
        assertThat(here.distanceKm(wuhan))
                .isCloseTo(wuhan.distanceKm(here), within(1e-6))
                .isBetween(0.0, 20_004.0);
    }

    @Test
    void shouldKnowGlns() {
        assertThat(Gln.isValid("4012345000009")).isTrue();
        assertThat(Gln.isValid("4012345000008")).isFalse();
        assertThat(Gln.isValid("401234500000")).isFalse();
        assertThat(Gln.isValid("401234500000x")).isFalse();
    }
}
