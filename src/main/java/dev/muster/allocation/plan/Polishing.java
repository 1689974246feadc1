package dev.muster.allocation.plan;

import dev.muster.allocation.plan.Shipments.Shipment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fewer and larger shipments where the policy asks for them (R5), after the optimum: a demand with too many sources, or
 * with too small a shipment, gives one up and takes as much from another of its sources, from what that has left or in
 * exchange with a demand that takes the one given up instead. Nobody gets less, no floor is touched that was not, and
 * no other demand comes to break the limits. Fewest shipments of all would be a hard problem; this is a local search.
 */
final class Polishing {

    private final Shipments shipments;
    private final Group group;
    private final Terms terms;
    private final long[] left;
    private final List<List<Shipment>> bySource = new ArrayList<>();
    private long moved;
    private BigInteger price = BigInteger.ZERO;

    Polishing(Shipments shipments, SpanningTree tree) {
        this.shipments = shipments;
        this.group = shipments.group;
        this.terms = shipments.part.instance().terms();
        this.left = new long[group.sources()];
        for (int s = 0; s < left.length; s++) {
            left[s] = tree.parent[s] == tree.root && !group.sourceFloor[s] ? tree.flow[s] : 0;
            bySource.add(new ArrayList<>());
        }
        for (List<Shipment> ofDemand : shipments.byDemand) {
            for (Shipment shipment : ofDemand) {
                bySource.get(shipment.source).add(shipment);
            }
        }
    }

    Polish polish() {
        int broken = 0;
        for (int demand = 0; demand < shipments.byDemand.size(); demand++) {
            while (isBroken(demand) && giveUpOne(demand)) {
                moved++;
            }
            broken += isBroken(demand) ? 1 : 0;
        }
        return new Polish(price, (int) Math.min(moved, Integer.MAX_VALUE), broken);
    }

    private boolean isBroken(int demand) {
        List<Shipment> own = shipments.byDemand.get(demand);
        return sites(own) > limits(demand).maxSources() || own.stream().anyMatch(this::isTooSmall);
    }

    private ShipmentLimits limits(int demand) {
        return terms.limits(shipments.part.demand(demand).demandClass());
    }

    private long sites(List<Shipment> own) {
        return own.stream().mapToInt(s -> group.sourceSite[s.source]).distinct().count();
    }

    /** A small shipment is worth it only if it is all that was asked. */
    private boolean isTooSmall(Shipment shipment) {
        return shipment.quantity < limits(shipment.demand).smallestShipment()
                && shipment.quantity < shipments.part.quantity(shipment.demand);
    }

    /** Tries the smallest shipments first. */
    private boolean giveUpOne(int demand) {
        List<Shipment> own = new ArrayList<>(shipments.byDemand.get(demand));
        own.sort(Comparator.comparingLong((Shipment s) -> s.quantity).thenComparingInt(s -> s.source));
        boolean tooMany = sites(own) > limits(demand).maxSources();
        for (Shipment given : own) {
            if (tooMany || isTooSmall(given)) {
                for (Shipment kept : own) {
                    if (kept != given && (takeRest(given, kept) || exchange(given, kept))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Takes from what the kept source has left. */
    private boolean takeRest(Shipment given, Shipment kept) {
        if (left[kept.source] < given.quantity || group.sourceFloor[given.source]) {
            return false;
        }
        left[kept.source] -= given.quantity;
        left[given.source] += given.quantity;
        pay(given.quantity, (long) kept.minutes - given.minutes);
        merge(given, kept);
        return true;
    }

    /** Takes from another demand what that can take from the given-up source instead. */
    private boolean exchange(Shipment given, Shipment kept) {
        for (Shipment other : bySource.get(kept.source)) {
            int cost = group.cost(given.source, other.need);
            if (other.demand == given.demand || cost == Group.NONE || other.quantity < given.quantity) {
                continue;
            }
            int minutes = group.minutes(given.source, other.need);
            Shipment taken = find(other.demand, given.source);
            if (leavesWhole(other, taken, given)) {
                pay(given.quantity, (long) kept.minutes - given.minutes + minutes - other.minutes);
                other.quantity -= given.quantity;
                if (taken != null) {
                    taken.quantity += given.quantity;
                } else {
                    Shipment fresh = new Shipment(other.demand, other.need, given.source, minutes, given.quantity);
                    shipments.byDemand.get(other.demand).add(fresh);
                    bySource.get(given.source).add(fresh);
                }
                if (other.quantity == 0) {
                    remove(other);
                }
                merge(given, kept);
                return true;
            }
        }
        return false;
    }

    /** Whether the other demand keeps within the limits if it takes what is given up. */
    private boolean leavesWhole(Shipment other, @Nullable Shipment taken, Shipment given) {
        boolean whole = other.quantity == given.quantity;
        boolean restLarge =
                whole || other.quantity - given.quantity >= limits(other.demand).smallestShipment();
        boolean partLarge = taken != null
                || given.quantity >= limits(other.demand).smallestShipment()
                || given.quantity == shipments.part.quantity(other.demand);
        boolean known = shipments.byDemand.get(other.demand).stream()
                .anyMatch(s -> group.sourceSite[s.source] == group.sourceSite[given.source]);
        boolean few = known
                || whole
                || sites(shipments.byDemand.get(other.demand))
                        < limits(other.demand).maxSources();
        return restLarge && partLarge && few;
    }

    private @Nullable Shipment find(int demand, int source) {
        for (Shipment shipment : shipments.byDemand.get(demand)) {
            if (shipment.source == source) {
                return shipment;
            }
        }
        return null;
    }

    private void merge(Shipment given, Shipment kept) {
        kept.quantity += given.quantity;
        remove(given);
    }

    private void remove(Shipment shipment) {
        shipments.byDemand.get(shipment.demand).remove(shipment);
        bySource.get(shipment.source).remove(shipment);
    }

    private void pay(long quantity, long minutes) {
        price = price.add(BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(minutes)));
    }
}
