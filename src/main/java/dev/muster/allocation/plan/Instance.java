package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be planned. Immutable. Leave out what cannot take part: closed sites, held lots, demands without quantity.
 *
 * <p>A person or team with several competencies, or equipment that can do several things, is a source of an item that
 * stands for that combination; demands name the combinations that can serve them as substitutes without penalty.
 */
public final class Instance {

    /** The most units of one lot, demand or reservation. */
    public static final long MOST_UNITS = 1_000_000_000_000_000L;

    private static final long MOST_UNITS_IN_ALL = Long.MAX_VALUE / 4;

    private final TravelTimes travel;
    private final Terms terms;
    private final List<Source> sources;
    private final List<Demand> demands;
    private final List<Reservation> reservations;
    private final Map<Long, Long> movableOfLot;
    private final Map<Long, Long> movableOfDemand;
    private final List<Part> parts;

    /**
     * @param travel travel times between the sites
     * @param terms what the policy asks
     * @param sources what there is; a site and item at most once
     * @param demands what is needed, in the order of service within each class (needed-by, submitted-at, id)
     * @param reservations what stands already
     * @throws IllegalArgumentException naming the value, if ids repeat, a site has no travel times, a reservation names
     *     an unknown lot or demand, or quantities add up to more than {@code Long.MAX_VALUE / 4}
     */
    public Instance(
            TravelTimes travel,
            Terms terms,
            List<Source> sources,
            List<Demand> demands,
            List<Reservation> reservations) {
        this.travel = travel;
        this.terms = terms;
        this.sources = List.copyOf(sources);
        this.demands = List.copyOf(demands);
        this.reservations = List.copyOf(reservations);
        this.movableOfLot = new HashMap<>();
        this.movableOfDemand = new HashMap<>();
        checkSites();
        checkIds();
        addReservations();
        checkSums();
        this.parts = Part.of(this);
    }

    public TravelTimes travel() {
        return travel;
    }

    public Terms terms() {
        return terms;
    }

    public List<Source> sources() {
        return sources;
    }

    public List<Demand> demands() {
        return demands;
    }

    public List<Reservation> reservations() {
        return reservations;
    }

    /** The same with other demands. */
    public Instance withDemands(List<Demand> others) {
        return new Instance(travel, terms, sources, others, reservations);
    }

    /**
     * The same with one demand more, after all others of its class. Quick: only the part that it belongs to is made anew.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public Instance withDemand(Demand added) {
        List<Demand> more = new ArrayList<>(demands);
        more.add(added);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).holdsItemsOf(added)) {
                return new Instance(this, Collections.unmodifiableList(more), i);
            }
        }
        return withDemands(more);
    }

    private Instance(Instance base, List<Demand> more, int joined) {
        travel = base.travel;
        terms = base.terms;
        sources = base.sources;
        demands = more;
        reservations = base.reservations;
        movableOfLot = base.movableOfLot;
        movableOfDemand = base.movableOfDemand;
        Demand added = more.get(more.size() - 1);
        checkSite(added.site());
        for (Demand demand : base.demands) {
            if (demand.id() == added.id()) {
                throw new IllegalArgumentException("The demand " + added.id() + " stands twice");
            }
        }
        checkDemandSum();
        List<Part> again = new ArrayList<>(base.parts.size());
        for (int i = 0; i < base.parts.size(); i++) {
            Part part = base.parts.get(i);
            again.add(i == joined ? part.with(this, more.size() - 1) : part.in(this));
        }
        parts = List.copyOf(again);
    }

    /** The same with other sources. */
    public Instance withSources(List<Source> others) {
        return new Instance(travel, terms, others, demands, reservations);
    }

    /** The same under other terms. */
    public Instance withTerms(Terms others) {
        return new Instance(travel, others, sources, demands, reservations);
    }

    List<Part> parts() {
        return parts;
    }

    /** Units of a lot that the plan disposes of: the free ones and those of movable reservations. */
    long quantity(Lot lot) {
        return lot.quantity() + (movableOfLot.isEmpty() ? 0 : movableOfLot.getOrDefault(lot.id(), 0L));
    }

    /** Units of a demand that the plan is to find: the open ones and those of movable reservations. */
    long quantity(Demand demand) {
        return demand.quantity() + (movableOfDemand.isEmpty() ? 0 : movableOfDemand.getOrDefault(demand.id(), 0L));
    }

    private void checkSites() {
        for (Source source : sources) {
            checkSite(source.site());
        }
        for (Demand demand : demands) {
            checkSite(demand.site());
        }
    }

    private void checkSite(int site) {
        if (site < 0 || site >= travel.sites()) {
            throw new IllegalArgumentException("No travel times for site " + site + " of " + travel.sites());
        }
    }

    private void checkIds() {
        unique(
                "source (item × 2^32 + site)",
                sources.stream()
                        .mapToLong(s -> (long) s.item() << Integer.SIZE | s.site())
                        .toArray());
        unique(
                "lot",
                sources.stream()
                        .flatMap(s -> s.lots().stream())
                        .mapToLong(Lot::id)
                        .toArray());
        unique("demand", demands.stream().mapToLong(Demand::id).toArray());
    }

    private static void unique(String what, long[] ids) {
        Arrays.sort(ids);
        for (int i = 1; i < ids.length; i++) {
            if (ids[i] == ids[i - 1]) {
                throw new IllegalArgumentException("The " + what + " " + ids[i] + " stands twice");
            }
        }
    }

    private void addReservations() {
        if (reservations.isEmpty()) {
            return;
        }
        Set<Long> lots = new HashSet<>();
        Set<Long> needs = new HashSet<>();
        sources.forEach(source -> source.lots().forEach(lot -> lots.add(lot.id())));
        demands.forEach(demand -> needs.add(demand.id()));
        for (Reservation reservation : reservations) {
            if (!lots.contains(reservation.lot()) || !needs.contains(reservation.demand())) {
                throw new IllegalArgumentException("Nothing known of what this joins: " + reservation);
            }
            if (reservation.movable()) {
                movableOfLot.merge(reservation.lot(), reservation.quantity(), Math::addExact);
                movableOfDemand.merge(reservation.demand(), reservation.quantity(), Math::addExact);
            }
        }
    }

    private void checkSums() {
        long sum = 0;
        for (Source source : sources) {
            for (Lot lot : source.lots()) {
                sum = added(sum, quantity(lot));
            }
        }
        checkDemandSum();
        sum = 0;
        for (Reservation reservation : reservations) {
            sum = added(sum, reservation.quantity());
        }
    }

    private void checkDemandSum() {
        long sum = 0;
        for (Demand demand : demands) {
            sum = added(sum, quantity(demand));
        }
    }

    private static long added(long sum, long quantity) {
        if (quantity > MOST_UNITS_IN_ALL - sum) {
            throw new IllegalArgumentException("Quantities add up to more than " + MOST_UNITS_IN_ALL);
        }
        return sum + quantity;
    }
}
