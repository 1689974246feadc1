package dev.muster.travel;

import dev.muster.catalogue.StorageClass;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
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

    private final Map<TransportMode, Carriage> carriages = new EnumMap<>(TransportMode.class);
    private final Map<StorageClass, Set<TransportMode>> serving = new EnumMap<>(StorageClass.class);

    Journeys(TravelConfig config) {
        for (TransportMode mode : TransportMode.values()) {
            carriages.put(mode, config.carriage(mode));
        }
        for (StorageClass storageClass : StorageClass.values()) {
            Set<TransportMode> modes = EnumSet.allOf(TransportMode.class);
            modes.removeIf(mode -> !carriage(mode).serves().contains(storageClass));
            serving.put(storageClass, modes);
        }
    }

    public Journey between(Place from, Place to, TransportMode mode) {
        double km = kilometres(from, to);
        return new Journey(rounded(km), carriage(mode).minutes(km));
    }

    /** By the fastest of these modes, of which there is at least one. */
    public Journey fastest(Place from, Place to, Collection<TransportMode> modes) {
        double km = kilometres(from, to);
        return modes.stream()
                .map(mode -> new Journey(rounded(km), carriage(mode).minutes(km)))
                .min(Comparator.comparingInt(Journey::minutes))
                .orElseThrow();
    }

    /** What the fastest of these modes takes at least over a distance that is no longer than the geodesic, minutes. */
    public int minutesAtLeast(double km, Collection<TransportMode> modes) {
        int least = Integer.MAX_VALUE;
        for (TransportMode mode : modes) {
            least = Math.min(least, carriage(mode).minutes(km));
        }
        return least;
    }

    /** The paces of these modes that are not slower than another of them at every distance, in the order of the modes. */
    public List<Pace> paces(Collection<TransportMode> modes) {
        List<Pace> all = modes.stream()
                .sorted()
                .map(mode -> {
                    Carriage by = carriage(mode);
                    return new Pace(by.detourFactor() * 60 / by.speedKmh(), by.handlingMinutes());
                })
                .distinct()
                .toList();
        return all.stream()
                .filter(pace -> all.stream()
                        .noneMatch(other -> !other.equals(pace)
                                && other.minutesPerKm() <= pace.minutesPerKm()
                                && other.handlingMinutes() <= pace.handlingMinutes()))
                .toList();
    }

    /** Those of the modes that keep a storage class on the way (R3). */
    public Set<TransportMode> serving(Set<TransportMode> modes, StorageClass storageClass) {
        Set<TransportMode> found = EnumSet.copyOf(Objects.requireNonNull(serving.get(storageClass)));
        found.retainAll(modes);
        return found;
    }

    private static double kilometres(Place from, Place to) {
        return Geodesic.WGS84.Inverse(
                                from.latitude(), from.longitude(), to.latitude(), to.longitude(), GeodesicMask.DISTANCE)
                        .s12
                / 1000;
    }

    private static double rounded(double km) {
        return Math.round(km * 100) / 100.0;
    }

    private Carriage carriage(TransportMode mode) {
        return Objects.requireNonNull(carriages.get(mode));
    }
}
