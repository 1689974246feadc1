package dev.muster.allocation.plan;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan: what each demand gets, what that amounts to, the proof of it, and what more stock would be worth. Immutable. */
public final class Plan {

    private final Instance instance;
    private final List<PartPlan> parts;
    private final int[] partOfDemand;
    private final int[] placeInPart;
    private final Map<Long, List<Assignment>> fixed = new HashMap<>();
    private final List<ClassTotal> classes;
    private final BigInteger quantityMinutes;
    private final Certificate certificate;

    Plan(Instance instance, List<PartPlan> parts) {
        this.instance = instance;
        this.parts = parts;
        this.partOfDemand = new int[instance.demands().size()];
        this.placeInPart = new int[instance.demands().size()];
        for (int i = 0; i < parts.size(); i++) {
            int[] demands = instance.parts().get(i).demands();
            for (int j = 0; j < demands.length; j++) {
                partOfDemand[demands[j]] = i;
                placeInPart[demands[j]] = j;
            }
        }
        keepFixed();
        this.classes = total();
        this.quantityMinutes = minutes();
        this.certificate = certify();
    }

    private void keepFixed() {
        Map<Long, Source> sourceOf = new HashMap<>();
        Map<Long, Lot> lotOf = new HashMap<>();
        Map<Long, Demand> demandOf = new HashMap<>();
        if (instance.reservations().stream().allMatch(Reservation::movable)) {
            return;
        }
        for (Source source : instance.sources()) {
            for (Lot lot : source.lots()) {
                sourceOf.put(lot.id(), source);
                lotOf.put(lot.id(), lot);
            }
        }
        instance.demands().forEach(demand -> demandOf.put(demand.id(), demand));
        for (Reservation reservation : instance.reservations()) {
            Source source = sourceOf.get(reservation.lot());
            Lot lot = lotOf.get(reservation.lot());
            Demand demand = demandOf.get(reservation.demand());
            if (!reservation.movable() && source != null && lot != null && demand != null) {
                int minutes =
                        source.site() == demand.site() ? 0 : instance.travel().minutes(source.site(), demand.site());
                fixed.computeIfAbsent(demand.id(), id -> new ArrayList<>())
                        .add(new Assignment(demand, source, lot, reservation.quantity(), minutes, true));
            }
        }
    }

    private List<ClassTotal> total() {
        Map<DemandClass, long[]> totals = new TreeMap<>();
        for (PartPlan part : parts) {
            for (ClassTotal ofPart : part.totals()) {
                long[] total = totals.computeIfAbsent(ofPart.demandClass(), key -> new long[2]);
                total[0] += ofPart.served();
                total[1] += ofPart.unserved();
            }
        }
        for (List<Assignment> assignments : fixed.values()) {
            for (Assignment assignment : assignments) {
                totals.computeIfAbsent(assignment.demand().demandClass(), key -> new long[2])[0] +=
                        assignment.quantity();
            }
        }
        return ClassTotal.listOf(totals);
    }

    private BigInteger minutes() {
        WideSum ofFixed = new WideSum();
        for (List<Assignment> assignments : fixed.values()) {
            for (Assignment assignment : assignments) {
                int minutes = assignment.minutes();
                ofFixed.add(assignment.quantity(), minutes == TravelTimes.NO_WAY ? 0 : minutes);
            }
        }
        BigInteger sum = ofFixed.exact();
        for (PartPlan part : parts) {
            sum = sum.add(part.quantityMinutes());
        }
        return sum;
    }

    private Certificate certify() {
        int proven = 0;
        double gap = 0;
        double lacking = 0;
        for (PartPlan part : parts) {
            proven += part.proof().optimal() ? 1 : 0;
            gap += part.proof().gap();
            lacking += part.proof().lacking();
        }
        boolean optimal = proven == parts.size();
        return new Certificate(optimal, optimal || lacking <= 0 ? 0 : Math.min(1, gap / lacking), proven, parts.size());
    }

    /** What was planned. */
    public Instance instance() {
        return instance;
    }

    /** What each class gets, best class first. */
    public List<ClassTotal> classes() {
        return classes;
    }

    /** Quantity × minutes of all assignments. */
    public BigInteger quantityMinutes() {
        return quantityMinutes;
    }

    /** The proof. */
    public Certificate certificate() {
        return certificate;
    }

    /** What heeding the most sources and the smallest shipment cost. */
    public Polish polish() {
        Polish sum = Polish.NONE;
        for (PartPlan part : parts) {
            sum = sum.plus(part.polish());
        }
        return sum;
    }

    /** What each demand gets, in the instance's order; computed as read. */
    public List<Outcome> outcomes() {
        return new AbstractList<>() {
            @Override
            public Outcome get(int index) {
                return outcome(index);
            }

            @Override
            public int size() {
                return partOfDemand.length;
            }
        };
    }

    private Outcome outcome(int i) {
        Demand demand = instance.demands().get(i);
        List<Assignment> assignments = new ArrayList<>(fixed(demand));
        assignments.addAll(planned(i));
        long unserved = instance.quantity(demand) - served(i);
        return new Outcome(
                demand,
                units(assignments),
                unserved,
                unserved == 0
                        ? null
                        : new Reasons(instance, partOfDemand[i], parts.get(partOfDemand[i])).reason(demand),
                Collections.unmodifiableList(assignments));
    }

    /** All assignments, in the order of their demands, fixed reservations included. */
    public List<Assignment> assignments() {
        List<Assignment> all = new ArrayList<>();
        for (int i = 0; i < partOfDemand.length; i++) {
            all.addAll(fixed(instance.demands().get(i)));
            all.addAll(planned(i));
        }
        return Collections.unmodifiableList(all);
    }

    /** The difference to what stands: reservations that the plan gives up, changes or makes. */
    public List<Change> changes() {
        return Change.between(instance.reservations(), assignments());
    }

    /**
     * What one more unit of an item at a site would bring, whether the site has any or not.
     *
     * @param site its index in the travel times
     * @param item id of the item
     */
    public Worth worthOfOneMore(int site, int item) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = instance.parts().get(i);
            if (part.items().contains(item)) {
                return new Prices(part, parts.get(i))
                        .ofOneMore(site, part.items().indexOf(item));
            }
        }
        return Worth.NOTHING;
    }

    PartPlan part(int i) {
        return parts.get(i);
    }

    private List<Assignment> planned(int i) {
        return parts.get(partOfDemand[i]).assigned().get(placeInPart[i]);
    }

    private List<Assignment> fixed(Demand demand) {
        return fixed.getOrDefault(demand.id(), List.of());
    }

    private long served(int i) {
        return units(planned(i));
    }

    private static long units(List<Assignment> assignments) {
        long sum = 0;
        for (Assignment assignment : assignments) {
            sum += assignment.quantity();
        }
        return sum;
    }
}
