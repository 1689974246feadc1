package dev.muster.allocation;

import dev.muster.allocation.engine.Ways;
import dev.muster.travel.Journey;
import dev.muster.travel.Journeys;
import dev.muster.travel.Place;
import dev.muster.travel.TransportMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The ways between all sites, measured when first asked for and remembered, the least recently used destinations
 * forgotten first. For one thread.
 */
final class Roads {

    private record Goal(int destination, Set<TransportMode> modes) {}

    private final Facts facts;
    private final Journeys journeys;
    private final int mostDestinations;
    private final Place.Point[] points;
    private final Map<Goal, To> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param facts whose sites' places count
     * @param mostJourneys how many journeys may be remembered
     */
    Roads(Facts facts, Journeys journeys, long mostJourneys) {
        this.facts = facts;
        this.journeys = journeys;
        this.points = new Place.Point[facts.sites.size()];
        facts.sites
                .values()
                .forEach(site -> points[site.facts().order()] = site.place().point());
        this.mostDestinations = (int) Math.max(1, mostJourneys / Math.max(1, facts.sites.size()));
    }

    /** The ways to a site by the fastest of these modes. */
    Ways to(int destination, Set<TransportMode> modes) {
        To ways = known.get(new Goal(destination, modes));
        if (ways == null) {
            ways = new To(facts.site(destination), modes);
            known.put(new Goal(destination, modes), ways);
            if (known.size() > mostDestinations) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return ways;
    }

    /** By the sites' order, which is dense. */
    private final class To implements Ways {

        private final Facts.Site destination;
        private final Set<TransportMode> modes;
        private final int[] minutes = new int[facts.sites.size()];
        private final float[] distanceKm = new float[facts.sites.size()];

        To(Facts.Site destination, Set<TransportMode> modes) {
            this.destination = destination;
            this.modes = modes;
            Arrays.fill(minutes, -1);
        }

        @Override
        public int minutesFrom(int site) {
            int order = facts.site(site).facts().order();
            if (minutes[order] < 0) {
                Journey journey = journeys.fastest(facts.site(site).place(), destination.place(), modes);
                minutes[order] = journey.minutes();
                distanceKm[order] = (float) journey.distanceKm();
            }
            return minutes[order];
        }

        @Override
        public int minutesAtLeast(int site) {
            int order = facts.site(site).facts().order();
            return minutes[order] >= 0
                    ? minutes[order]
                    : journeys.minutesAtLeast(
                            points[order].atLeastKmTo(points[destination.facts().order()]), modes);
        }

        @Override
        public Journey from(int site) {
            int travel = minutesFrom(site);
            double km = distanceKm[facts.site(site).facts().order()];
            return new Journey(Math.round(km * 100) / 100.0, travel);
        }
    }
}
