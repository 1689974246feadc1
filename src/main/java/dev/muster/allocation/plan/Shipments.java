package dev.muster.allocation.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The flow of a group as shipments: what each demand gets from which of the group's sources. Demands that were taken
 * together share in the order of the instance (R1), each from the nearest source that is left.
 */
final class Shipments {

    /** Units from a source of the group to a demand of the part. */
    static final class Shipment {
        final int demand;
        final int need;
        final int source;
        final int minutes;
        long quantity;

        Shipment(int demand, int need, int source, int minutes, long quantity) {
            this.demand = demand;
            this.need = need;
            this.source = source;
            this.minutes = minutes;
            this.quantity = quantity;
        }
    }

    final Part part;
    final Group group;
    /** By demand of the part, nearest first. */
    final List<List<Shipment>> byDemand = new ArrayList<>();

    Shipments(Part part, Group group, SpanningTree tree) {
        this.part = part;
        this.group = group;
        for (int i = 0; i < part.demands().length; i++) {
            byDemand.add(new ArrayList<>(1));
        }
        List<List<Shipment>> byNeed = byNeed(tree);
        for (int d = 0; d < group.needs(); d++) {
            share(d, byNeed.get(d));
        }
    }

    private List<List<Shipment>> byNeed(SpanningTree tree) {
        List<List<Shipment>> byNeed = new ArrayList<>();
        for (int d = 0; d < group.needs(); d++) {
            byNeed.add(new ArrayList<>(2));
        }
        for (int node = 0; node < tree.root; node++) {
            int up = tree.parent[node];
            if (up != tree.root && tree.flow[node] > 0) {
                int s = Math.min(node, up);
                int d = Math.max(node, up) - tree.sources;
                byNeed.get(d).add(new Shipment(-1, d, s, group.minutes(s, d), tree.flow[node]));
            }
        }
        return byNeed;
    }

    private void share(int d, List<Shipment> shipments) {
        shipments.sort(Comparator.comparingInt((Shipment s) -> group.taste[d][group.sourceItem[s.source]])
                .thenComparingInt(s -> s.minutes)
                .thenComparingInt(s -> s.source));
        int at = 0;
        for (int demand : group.members[d]) {
            long open = part.quantity(demand);
            while (open > 0 && at < shipments.size()) {
                Shipment from = shipments.get(at);
                long given = Math.min(open, from.quantity);
                byDemand.get(demand).add(new Shipment(demand, d, from.source, from.minutes, given));
                open -= given;
                from.quantity -= given;
                at += from.quantity == 0 ? 1 : 0;
            }
        }
    }

    /**
     * The same with lots: at each site the lot that expires first goes first, to the first demand in order that it
     * reaches in time. This always comes out even: what a lot can serve, a longer-lived one can serve too.
     */
    List<List<Assignment>> assigned() {
        List<List<Shipment>> byStock = new ArrayList<>();
        for (int i = 0; i < part.sources().length; i++) {
            byStock.add(new ArrayList<>(0));
        }
        for (List<Shipment> shipments : byDemand) {
            for (Shipment shipment : shipments) {
                byStock.get(group.stock[shipment.source]).add(shipment);
            }
        }
        Assignment[][] assigned = new Assignment[byDemand.size()][0];
        for (int i = 0; i < byStock.size(); i++) {
            if (!byStock.get(i).isEmpty()) {
                takeLots(part.source(i), byStock.get(i), assigned);
            }
        }
        return Arrays.stream(assigned).map(List::of).toList();
    }

    private void takeLots(Source source, List<Shipment> shipments, Assignment[][] assigned) {
        List<Lot> lots = source.lots();
        if (lots.size() > 1) {
            lots = lots.stream()
                    .sorted(Comparator.comparingInt(Lot::lifeMinutes).thenComparingLong(Lot::id))
                    .toList();
        }
        for (Lot lot : lots) {
            long left = lot.lifeMinutes() < 0 ? 0 : part.instance().quantity(lot);
            for (int i = 0; i < shipments.size() && left > 0; i++) {
                Shipment shipment = shipments.get(i);
                long given = shipment.minutes <= lot.lifeMinutes() ? Math.min(left, shipment.quantity) : 0;
                if (given > 0) {
                    left -= given;
                    shipment.quantity -= given;
                    add(
                            assigned,
                            shipment.demand,
                            new Assignment(part.demand(shipment.demand), source, lot, given, shipment.minutes, false));
                }
            }
        }
    }

    private static void add(Assignment[][] assigned, int demand, Assignment assignment) {
        Assignment[] before = assigned[demand];
        int at = before.length;
        for (int i = 0; i < at; i++) {
            if (before[i].lot().id() == assignment.lot().id()) {
                before[i] = before[i].plus(assignment.quantity());
                return;
            }
        }
        Assignment[] after = Arrays.copyOf(before, at + 1);
        while (at > 0 && before[at - 1].minutes() > assignment.minutes()) {
            after[at] = before[--at];
        }
        after[at] = assignment;
        assigned[demand] = after;
    }
}
