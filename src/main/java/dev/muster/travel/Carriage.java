package dev.muster.travel;

import dev.muster.catalogue.StorageClass;
import java.util.Set;

/**
 * What a transport mode can do.
 *
 * @param serves storage classes it keeps on the way
 * @param detourFactor length of its way per geodesic length, 1 or more
 * @param speedKmh mean speed on its way, km/h
 * @param handlingMinutes loading and unloading, part of every journey
 */
record Carriage(Set<StorageClass> serves, double detourFactor, double speedKmh, int handlingMinutes) {

    Carriage {
        if (!(detourFactor >= 1 && speedKmh > 0 && handlingMinutes >= 0)) {
            throw new IllegalArgumentException("No way to travel: detour factor %s, speed %s km/h, handling %d minutes"
                    .formatted(detourFactor, speedKmh, handlingMinutes));
        }
        serves = Set.copyOf(serves);
    }

    /** Travel time over a geodesic distance, whole minutes, rounded up. */
    int minutes(double geodesicKm) {
        return handlingMinutes + (int) Math.ceil(geodesicKm * (detourFactor * 60 / speedKmh));
    }
}
