package dev.muster.travel;

import dev.muster.catalogue.StorageClass;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/**
 * What transport modes carry, and how travel time is estimated where no road matrix is known. The settings without a
 * mode in their name are those of {@link TransportMode#ROAD}.
 */
@ConfigMapping(prefix = "muster.travel")
public interface TravelConfig {

    /** Road length per geodesic length. Ballou, Rahardja and Sakai (2002) find 1.2 to 1.6 for most countries, 1.33 for China. */
    @WithDefault("1.33")
    double detourFactor();

    /** Mean speed of a lorry on the road, km/h. */
    @WithDefault("60")
    double roadSpeedKmh();

    /** Loading and unloading, minutes, part of every journey. */
    @WithDefault("20")
    int handlingMinutes();

    /** Journeys remembered. */
    @WithDefault("1000000")
    int cachedJourneys();

    Road road();

    ColdRoad coldRoad();

    Air air();

    /** By lorry; speed, detour and handling stand above. */
    interface Road {

        /** Storage classes it keeps on the way. */
        @WithDefault("AMBIENT")
        Set<StorageClass> serves();
    }

    /** By refrigerated lorry; as fast as a lorry where nothing else is said. */
    interface ColdRoad {

        @WithDefault("AMBIENT,COLD_2_8,FROZEN_20,DEEP_FROZEN_70")
        Set<StorageClass> serves();

        @WithDefault("${muster.travel.detour-factor}")
        double detourFactor();

        @WithDefault("${muster.travel.road-speed-kmh}")
        double speedKmh();

        @WithDefault("${muster.travel.handling-minutes}")
        int handlingMinutes();
    }

    /** By helicopter. */
    interface Air {

        @WithDefault("AMBIENT,COLD_2_8")
        Set<StorageClass> serves();

        @WithDefault("1.0")
        double detourFactor();

        @WithDefault("200")
        double speedKmh();

        @WithDefault("60")
        int handlingMinutes();
    }

    /** The settings of a mode. */
    default Carriage carriage(TransportMode mode) {
        return switch (mode) {
            case ROAD -> new Carriage(road().serves(), detourFactor(), roadSpeedKmh(), handlingMinutes());
            case COLD_ROAD ->
                new Carriage(
                        coldRoad().serves(),
                        coldRoad().detourFactor(),
                        coldRoad().speedKmh(),
                        coldRoad().handlingMinutes());
            case AIR -> new Carriage(air().serves(), air().detourFactor(), air().speedKmh(), air().handlingMinutes());
        };
    }
}
