package dev.muster.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.catalogue.StorageClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
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
    void shouldTakeTheFastestMode() {
        Journeys journeys = journeys(Map.of());
        Journey road = journeys.between(WUHAN, YICHANG, TransportMode.ROAD);
        assertThat(road.distanceKm()).isBetween(289.0, 290.0);
        assertThat(road.minutes()).isEqualTo(20 + (int) Math.ceil(road.distanceKm() * 1.33));
        assertThat(journeys.fastest(WUHAN, YICHANG, Set.of(TransportMode.AIR, TransportMode.ROAD)))
                .isEqualTo(journeys.between(WUHAN, YICHANG, TransportMode.AIR));
        assertThat(journeys.between(WUHAN, YICHANG, TransportMode.COLD_ROAD)).isEqualTo(road);
        assertThat(journeys.between(YICHANG, WUHAN, TransportMode.ROAD)).isEqualTo(road);
    }

    @Test
    void shouldFlyStraightAndFast() {
        Journey air = journeys(Map.of()).between(WUHAN, YICHANG, TransportMode.AIR);
        assertThat(air.minutes()).isEqualTo(60 + (int) Math.ceil(air.distanceKm() * 60 / 200));
    }

    @Test
    void shouldCarryTheSettingsOfTheRoadOverToColdLorries() {
        Journeys slow = journeys(Map.of("muster.travel.road-speed-kmh", "30", "muster.travel.handling-minutes", "5"));
        assertThat(slow.between(WUHAN, YICHANG, TransportMode.COLD_ROAD))
                .isEqualTo(slow.between(WUHAN, YICHANG, TransportMode.ROAD));
        Journeys apart =
                journeys(Map.of("muster.travel.road-speed-kmh", "30", "muster.travel.cold-road.speed-kmh", "60"));
        assertThat(apart.between(WUHAN, YICHANG, TransportMode.COLD_ROAD))
                .isEqualTo(journeys(Map.of()).between(WUHAN, YICHANG, TransportMode.ROAD));
    }

    @ParameterizedTest
    @CsvSource({
        "AMBIENT,ROAD COLD_ROAD AIR",
        "COLD_2_8,COLD_ROAD AIR",
        "FROZEN_20,COLD_ROAD",
        "DEEP_FROZEN_70,COLD_ROAD"
    })
    void shouldServeByDefault(StorageClass storageClass, String modes) {
        assertThat(journeys(Map.of()).serving(EnumSet.allOf(TransportMode.class), storageClass).stream()
                        .map(Enum::name))
                .containsExactlyInAnyOrder(modes.split(" "));
    }

    @Test
    void shouldServeWhatIsSaid() {
        Journeys journeys = journeys(Map.of("muster.travel.air.serves", "FROZEN_20,COLD_2_8"));
        Set<TransportMode> air = Set.of(TransportMode.AIR);
        assertThat(journeys.serving(air, StorageClass.FROZEN_20)).isEqualTo(air);
        assertThat(journeys.serving(air, StorageClass.AMBIENT)).isEmpty();
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
