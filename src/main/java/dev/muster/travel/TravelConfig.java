package dev.muster.travel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How travel time is estimated where no road matrix is known. */
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
}
