package dev.muster.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalogue.StorageClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JourneysTest {

    private static final Place WUHAN = new Place(30.59, 114.30);
    private static final Place YICHANG = new Place(30.69, 111.28);

    private static Journeys journeys(Map<String, String> settings) {
        return new Journeys(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(TravelConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(TravelConfig.class));
    }

    @Test
    void shouldTravelByRoadUnlessToldOtherwise() {
        Journeys journeys = journeys(Map.of());
        Journey road = journeys.between(WUHAN, YICHANG);
        assertThat(road.distanceKm()).isBetween(289.0, 290.0);
        assertThat(road.minutes()).isEqualTo(20 + (int) Math.ceil(road.distanceKm() * 1.33));
        assertThat(journeys.between(WUHAN, YICHANG, TransportMode.ROAD)).isEqualTo(road);
        assertThat(journeys.between(WUHAN, YICHANG, TransportMode.COLD_ROAD)).isEqualTo(road);
        assertThat(journeys.between(YICHANG, WUHAN)).isEqualTo(road);
    }

    @Test
    void shouldFlyStraightAndFast() {
        Journey air = journeys(Map.of()).between(WUHAN, YICHANG, TransportMode.AIR);
        assertThat(air.minutes()).isEqualTo(60 + (int) Math.ceil(air.distanceKm() * 60 / 200));
    }

    @Test
    void shouldCarryTheSettingsOfTheRoadOverToColdLorries() {
        Journeys slow = journeys(Map.of("muster.travel.road-speed-kmh", "30", "muster.travel.handling-minutes", "5"));
        assertThat(slow.between(WUHAN, YICHANG, TransportMode.COLD_ROAD)).isEqualTo(slow.between(WUHAN, YICHANG));
        Journeys apart =
                journeys(Map.of("muster.travel.road-speed-kmh", "30", "muster.travel.cold-road.speed-kmh", "60"));
        assertThat(apart.between(WUHAN, YICHANG, TransportMode.COLD_ROAD))
                .isEqualTo(journeys(Map.of()).between(WUHAN, YICHANG));
    }

    @ParameterizedTest
    @CsvSource({"ROAD,AMBIENT", "COLD_ROAD,AMBIENT COLD_2_8 FROZEN_20 DEEP_FROZEN_70", "AIR,AMBIENT COLD_2_8"})
    void shouldServeByDefault(TransportMode mode, String classes) {
        assertThat(journeys(Map.of()).servedClasses(mode).stream().map(Enum::name))
                .containsExactlyInAnyOrder(classes.split(" "));
    }

    @Test
    void shouldServeWhatIsSaid() {
        Journeys journeys = journeys(Map.of("muster.travel.air.serves", "FROZEN_20,COLD_2_8"));
        assertThat(journeys.servedClasses(TransportMode.AIR))
                .containsExactlyInAnyOrder(StorageClass.FROZEN_20, StorageClass.COLD_2_8);
    }

    @ParameterizedTest
    @CsvSource({
        "road-speed-kmh,0",
        "road-speed-kmh,-60",
        "detour-factor,NaN",
        "air.detour-factor,0.5",
        "cold-road.handling-minutes,-1",
        "air.serves,WARM"
    })
    void shouldRefuseSettingsThatLeadNowhere(String setting, String value) {
        assertThatThrownBy(() -> journeys(Map.of("muster.travel." + setting, value)))
                .isInstanceOf(RuntimeException.class);
    }
}
