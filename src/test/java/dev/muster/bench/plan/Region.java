package dev.muster.bench.plan;

import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.DemandClass;
import dev.muster.allocation.plan.GreatCircle;
import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Lot;
import dev.muster.allocation.plan.Source;
import dev.muster.allocation.plan.Terms;
import dev.muster.request.Urgency;
import dev.muster.travel.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A region in an emergency, from a seed: sites in towns of unlike size over 1,000 km; a disaster zone, the tenth of the
 * sites nearest to one town, that asks for half of all; items asked for as by Zipf's law; each item held at three sites in
 * ten, twenty times as much where the site is a depot (one in twenty); supply 60 to 120 % of what is asked of an item, a
 * tenth to a third of it floors, except in depots. Urgency STAT 5 %, ASAP 15 %, URGENT 30 %, ROUTINE 50 %, to be met
 * within 2, 6, 24 hours and whenever; STAT may go below floors.
 */
public final class Region {

    static final double MINUTES_PER_KM = 1.33;
    static final int HANDLING_MINUTES = 20;
    private static final int[] REACH = {120, 360, 1440, Demand.NO_LIMIT};
    private static final double[] SHARE = {0.05, 0.20, 0.50, 1.0};

    private final Scale scale;
    private final Random random;
    private final List<Place> places = new ArrayList<>();
    private int[] zone = {};

    private Region(Scale scale, long seed) {
        this.scale = scale;
        this.random = new Random(seed);
    }

    public static DemandClass classOf(int urgency) {
        return new DemandClass(1, Urgency.values()[urgency], false);
    }

    public static Instance instance(Scale scale, long seed) {
        return new Region(scale, seed).instance();
    }

    private Instance instance() {
        settle();
        GreatCircle travel = new GreatCircle(places, MINUTES_PER_KM, HANDLING_MINUTES);
        List<Demand> demands = demands();
        long[] askedOfItem = new long[scale.items()];
        demands.forEach(demand -> askedOfItem[demand.item()] += demand.quantity());
        Terms terms = new Terms(Set.of(classOf(0)), false, Terms.Objective.LEAST_TOTAL_TIME, Integer.MAX_VALUE, 1);
        return new Instance(travel, terms, sources(askedOfItem), demands, List.of());
    }

    private void settle() {
        int towns = (int) Math.ceil(Math.sqrt(scale.sites()) / 2);
        double[] latitude = new double[towns];
        double[] longitude = new double[towns];
        double[] weight = new double[towns];
        for (int i = 0; i < towns; i++) {
            latitude[i] = 26 + 9 * random.nextDouble();
            longitude[i] = 107 + 10 * random.nextDouble();
            weight[i] = 1.0 / (i + 1);
        }
        double all = Arrays.stream(weight).sum();
        for (int i = 0; i < scale.sites(); i++) {
            int town = pick(weight, all);
            double spread = random.nextInt(4) == 0 ? 1.0 : 0.25;
            places.add(new Place(
                    latitude[town] + spread * random.nextGaussian(), longitude[town] + spread * random.nextGaussian()));
        }
        Place centre = new Place(latitude[towns / 2], longitude[towns / 2]);
        zone = IntStream.range(0, scale.sites())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> square(places.get(i), centre)))
                .limit(Math.max(1, scale.sites() / 10))
                .mapToInt(i -> i)
                .toArray();
    }

    private int pick(double[] weight, double all) {
        double at = random.nextDouble() * all;
        int i = 0;
        while (i < weight.length - 1 && at >= weight[i]) {
            at -= weight[i++];
        }
        return i;
    }

    private static double square(Place a, Place b) {
        double dx = a.latitude() - b.latitude();
        double dy = a.longitude() - b.longitude();
        return dx * dx + dy * dy;
    }

    private List<Demand> demands() {
        double[] cumulative = new double[scale.items()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
        List<Demand> demands = new ArrayList<>();
        for (int i = 0; i < scale.requests(); i++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
            demands.add(demand(i, Math.min(at < 0 ? -at - 1 : at, scale.items() - 1)));
        }
        return demands;
    }

    private Demand demand(int id, int item) {
        int site = random.nextBoolean() ? zone[random.nextInt(zone.length)] : random.nextInt(scale.sites());
        double share = random.nextDouble();
        int urgency = 0;
        while (share >= SHARE[urgency]) {
            urgency++;
        }
        long quantity = 1 + (long) Math.exp(3 + 1.2 * random.nextGaussian());
        return Demand.of(id, site, item, classOf(urgency), quantity, REACH[urgency]);
    }

    private List<Source> sources(long[] askedOfItem) {
        List<Source> sources = new ArrayList<>();
        long lot = 0;
        for (int item = 0; item < scale.items(); item++) {
            double[] weight = new double[scale.sites()];
            for (int site = 0; site < scale.sites(); site++) {
                boolean holds = random.nextInt(10) < 3;
                double share = Math.exp(random.nextGaussian());
                weight[site] = holds ? share * (isDepot(site) ? 20 : 1) : 0;
            }
            double all = Math.max(1e-9, Arrays.stream(weight).sum());
            double supply = askedOfItem[item] * (0.6 + 0.6 * random.nextDouble());
            for (int site = 0; site < scale.sites(); site++) {
                long quantity = (long) Math.ceil(supply * weight[site] / all);
                if (quantity > 0) {
                    long floor = isDepot(site) ? 0 : (long) (quantity * (0.1 + 0.23 * random.nextDouble()));
                    sources.add(new Source(site, item, floor, List.of(new Lot(lot++, quantity, Demand.NO_LIMIT))));
                }
            }
        }
        return sources;
    }

    private static boolean isDepot(int site) {
        return site % 20 == 0;
    }
}
