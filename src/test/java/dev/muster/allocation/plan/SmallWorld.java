package dev.muster.allocation.plan;

import dev.muster.request.Urgency;
import dev.muster.travel.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A small instance from a seed, full of what makes planning hard: ties, scarcity, floors, nothing in reach, huge numbers. */
final class SmallWorld {

    private final Random random;
    private final int sites;
    private final int items;
    private final long unit;
    private final boolean perishableFloors;
    private long nextId;

    private SmallWorld(long seed, boolean perishableFloors) {
        this.perishableFloors = perishableFloors;
        random = new Random(seed);
        sites = 2 + random.nextInt(7);
        items = 1 + random.nextInt(3);
        unit = random.nextInt(5) == 0 ? 100_000_000_000L : 1;
    }

    static Instance of(long seed) {
        return new SmallWorld(seed, false).instance();
    }

    /** The same with floors where goods perish, too. */
    static Instance withPerishableFloors(long seed) {
        return new SmallWorld(seed, true).instance();
    }

    private Instance instance() {
        TravelTimes travel = random.nextBoolean() ? matrix() : circle();
        List<Source> sources = new ArrayList<>();
        for (int site = 0; site < sites; site++) {
            for (int item = 0; item < items; item++) {
                if (random.nextInt(3) > 0) {
                    sources.add(source(site, item));
                }
            }
        }
        List<Demand> demands = new ArrayList<>();
        int many = random.nextInt(20);
        for (int i = 0; i < many; i++) {
            demands.add(demand());
        }
        return new Instance(travel, terms(), sources, demands, reservations(sources, demands));
    }

    private Terms terms() {
        Set<DemandClass> belowFloor = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            if (random.nextInt(3) == 0) {
                belowFloor.add(anyClass());
            }
        }
        return new Terms(belowFloor, random.nextInt(4) == 0, Terms.Objective.LEAST_TOTAL_TIME, Integer.MAX_VALUE, 1);
    }

    private TravelMatrix matrix() {
        int most = random.nextBoolean() ? 3 : 500;
        int[][] minutes = new int[sites][sites];
        for (int[] row : minutes) {
            for (int to = 0; to < sites; to++) {
                row[to] = random.nextInt(6) == 0 ? -1 : random.nextInt(most);
            }
        }
        return new TravelMatrix(minutes);
    }

    private GreatCircle circle() {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            places.add(new Place(30 + random.nextInt(3) * 0.5, 114 + random.nextInt(4) * 0.5));
        }
        return new GreatCircle(places, 1.33, 20);
    }

    private Source source(int site, int item) {
        List<Lot> lots = new ArrayList<>();
        boolean shortLived = random.nextInt(4) == 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int life = shortLived ? random.nextInt(200) - 5 : Demand.NO_LIMIT;
            lots.add(new Lot(nextId++, random.nextInt(12) * unit, life));
        }
        long floor = (shortLived && !perishableFloors) || random.nextBoolean() ? 0 : random.nextInt(10) * unit;
        return new Source(site, item, floor, lots);
    }

    private DemandClass anyClass() {
        return new DemandClass(1 + random.nextInt(2), Urgency.values()[random.nextInt(4)], random.nextInt(3) == 0);
    }

    private Demand demand() {
        int item = random.nextInt(items);
        List<Substitute> substitutes = new ArrayList<>();
        for (int other = 0; other < items; other++) {
            if (other != item && random.nextInt(3) == 0) {
                substitutes.add(new Substitute(other, random.nextInt(3) * 300));
            }
        }
        int reach = random.nextInt(3) == 0 ? Demand.NO_LIMIT : random.nextInt(150);
        Set<Integer> excluded = random.nextInt(5) == 0 ? Set.of(random.nextInt(sites)) : Set.of();
        return new Demand(
                nextId++,
                random.nextInt(sites),
                item,
                substitutes,
                anyClass(),
                random.nextInt(10) * unit,
                reach,
                excluded);
    }

    private List<Reservation> reservations(List<Source> sources, List<Demand> demands) {
        List<Reservation> reservations = new ArrayList<>();
        for (Source source : sources) {
            for (Lot lot : source.lots()) {
                if (!demands.isEmpty() && random.nextInt(8) == 0) {
                    Demand demand = demands.get(random.nextInt(demands.size()));
                    if (demand.item() == source.item()) {
                        reservations.add(new Reservation(demand.id(), lot.id(), unit, random.nextBoolean()));
                    }
                }
            }
        }
        return reservations;
    }
}
