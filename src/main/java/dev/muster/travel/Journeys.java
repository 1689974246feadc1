package dev.muster.travel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.catalogue.StorageClass;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * Journeys between places: the geodesic (Karney 2013, by GeographicLib) times the transport mode's detour factor at its
 * speed, plus handling. Deterministic: the same two places and mode always give the same journey.
 */
@ApplicationScoped
public class Journeys {

    private record Way(Place from, Place to, TransportMode mode) {}

    private final Map<TransportMode, Carriage> carriages = new EnumMap<>(TransportMode.class);
    private final Cache<Way, Journey> known;

    Journeys(TravelConfig config) {
        for (TransportMode mode : TransportMode.values()) {
            carriages.put(mode, config.carriage(mode));
        }
        this.known = Caffeine.newBuilder().maximumSize(config.cachedJourneys()).build();
    }

    /** By road. */
    public Journey between(Place from, Place to) {
        return between(from, to, TransportMode.ROAD);
    }

    public Journey between(Place from, Place to, TransportMode mode) {
        return known.get(new Way(from, to, mode), this::measure);
    }

    /** The storage classes that a mode keeps on the way (R3). */
    public Set<StorageClass> servedClasses(TransportMode mode) {
        return carriage(mode).serves();
    }

    private Journey measure(Way way) {
        double km = Geodesic.WGS84.Inverse(
                                way.from.latitude(),
                                way.from.longitude(),
                                way.to.latitude(),
                                way.to.longitude(),
                                GeodesicMask.DISTANCE)
                        .s12
                / 1000;
        double rounded = Math.round(km * 100) / 100.0;
        return new Journey(rounded, carriage(way.mode).minutes(km));
    }

    private Carriage carriage(TransportMode mode) {
        return Objects.requireNonNull(carriages.get(mode));
    }
}
