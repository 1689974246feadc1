package dev.muster.allocation.planning;

import dev.muster.allocation.Facts;
import dev.muster.allocation.plan.GreatCircle;
import dev.muster.allocation.plan.TravelMatrix;
import dev.muster.allocation.plan.TravelTimes;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemType;
import dev.muster.travel.Pace;
import dev.muster.travel.Place;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Travel times between all sites, numbered by their order, remembered while the sites stay where they are. Distances are
 * along the great circle, so times differ from those of decisions by 0.6 % at most.
 */
final class TravelMemory {

    private static final double EARTH_KM = 6371.0088;

    private final int largestMatrix;
    private final Map<List<Pace>, TravelTimes> known = new HashMap<>();
    private @Nullable Facts geography;

    TravelMemory(int largestMatrix) {
        this.largestMatrix = largestMatrix;
    }

    /**
     * By the fastest of these paces.
     *
     * @throws dev.muster.platform.ProblemException if there are too many sites for several paces
     */
    synchronized TravelTimes between(Facts facts, List<Pace> paces) {
        if (geography == null || !geography.sameGeography(facts)) {
            known.clear();
            geography = facts;
        }
        return known.computeIfAbsent(paces, key -> measure(facts, key));
    }

    private TravelTimes measure(Facts facts, List<Pace> paces) {
        List<Place> places = facts.allSites().stream()
                .sorted(Comparator.comparingInt(site -> site.facts().order()))
                .map(Facts.Site::place)
                .toList();
        if (paces.size() == 1) {
            return new GreatCircle(
                    places, paces.get(0).minutesPerKm(), paces.get(0).handlingMinutes());
        }
        if (places.size() > largestMatrix) {
            throw Problem.of(ProblemType.RULE_BROKEN, "plan.too-many-sites", places.size(), largestMatrix)
                    .asException();
        }
        int[][] minutes = new int[places.size()][places.size()];
        for (int from = 0; from < minutes.length; from++) {
            for (int to = 0; to < minutes.length; to++) {
                double km = kilometres(places.get(from), places.get(to));
                int fastest = TravelTimes.MOST_MINUTES;
                for (Pace pace : paces) {
                    fastest = Math.min(fastest, pace.handlingMinutes() + (int) Math.ceil(km * pace.minutesPerKm()));
                }
                minutes[from][to] = fastest;
            }
        }
        return new TravelMatrix(minutes);
    }

    /** The haversine formula. */
    private static double kilometres(Place from, Place to) {
        double a = Math.toRadians(from.latitude());
        double b = Math.toRadians(to.latitude());
        double north = StrictMath.sin((b - a) / 2);
        double east = StrictMath.sin(Math.toRadians(to.longitude() - from.longitude()) / 2);
        double h = north * north + StrictMath.cos(a) * StrictMath.cos(b) * east * east;
        return 2 * EARTH_KM * StrictMath.asin(Math.min(1, Math.sqrt(h)));
    }
}
