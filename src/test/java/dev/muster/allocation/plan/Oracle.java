package dev.muster.allocation.plan;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The optimum by Google OR-Tools, from the instance alone: every lot, above or below its floor, and every demand is a
 * node, every pair that may meet an arc, and each step of the order of classes outweighs all below it.
 */
final class Oracle {

    static {
        Loader.loadNativeLibraries();
    }

    /** Units of a lot. */
    private record Units(Source source, Lot lot, boolean floor, long quantity) {}

    /** Served by class, best first, without fixed reservations. */
    final Map<DemandClass, Long> served = new TreeMap<>();
    /** Units of floors that were given away. */
    long floorsGiven;
    /** Sum of quantity × (minutes + penalty of substitutes). */
    long cost;

    private final Instance instance;
    private final List<Units> units = new ArrayList<>();

    Oracle(Instance instance) {
        this.instance = instance;
        instance.sources().forEach(this::addUnits);
        solve();
    }

    private void addUnits(Source source) {
        long floor = source.floor();
        for (Lot lot : source.lots()) {
            long quantity = lot.lifeMinutes() < 0 ? 0 : instance.quantity(lot);
            long kept = Math.min(floor, quantity);
            floor -= kept;
            units.add(new Units(source, lot, false, quantity - kept));
            units.add(new Units(source, lot, true, kept));
        }
    }

    /** Minutes and penalty, or below zero if the units may not serve the demand. */
    private long cost(Units from, Demand demand) {
        Source source = from.source;
        Terms terms = instance.terms();
        boolean own = source.site() == demand.site();
        int minutes = own ? 0 : instance.travel().minutes(source.site(), demand.site());
        int penalty = source.item() == demand.item() ? 0 : -1;
        for (Substitute substitute : demand.substitutes()) {
            penalty = substitute.item() == source.item() ? substitute.penaltyMinutes() : penalty;
        }
        boolean may = penalty >= 0
                && (terms.ownStock() || !own)
                && minutes != TravelTimes.NO_WAY
                && minutes <= demand.reachMinutes()
                && minutes <= from.lot.lifeMinutes()
                && (!from.floor || terms.belowFloor().contains(demand.demandClass()))
                && !demand.excludedSites().contains(source.site());
        return may ? minutes + penalty : -1;
    }

    private void solve() {
        List<Demand> demands = instance.demands();
        TreeSet<DemandClass> classes = new TreeSet<>();
        demands.forEach(demand -> classes.add(demand.demandClass()));
        long step = 1_100L * (Math.min(units.size(), demands.size()) + 2);
        Map<DemandClass, Long> weight = new TreeMap<>();
        long floorWeight = 0;
        long next = step * (classes.size() + 3);
        boolean floorDone = false;
        for (DemandClass demandClass : classes) {
            boolean below = instance.terms().belowFloor().stream().noneMatch(c -> c.compareTo(demandClass) >= 0);
            if (below && !floorDone) {
                floorWeight = next -= step;
                floorDone = true;
            }
            weight.put(demandClass, next -= step);
        }
        floorWeight = floorDone ? floorWeight : next - step;
        flow(demands, weight, floorWeight);
    }

    private void flow(List<Demand> demands, Map<DemandClass, Long> weight, long floorWeight) {
        MinCostFlow flow = new MinCostFlow();
        int root = units.size() + demands.size();
        List<long[]> arcs = new ArrayList<>();
        long balance = 0;
        for (int u = 0; u < units.size(); u++) {
            Units from = units.get(u);
            flow.setNodeSupply(u, from.quantity);
            balance -= from.quantity;
            flow.addArcWithCapacityAndUnitCost(u, root, from.quantity, 0);
            arcs.add(new long[] {-1, 0, 0});
            for (int d = 0; d < demands.size(); d++) {
                long arcCost = cost(from, demands.get(d));
                if (arcCost >= 0) {
                    flow.addArcWithCapacityAndUnitCost(
                            u, units.size() + d, from.quantity, arcCost + (from.floor ? floorWeight : 0));
                    arcs.add(new long[] {d, arcCost, from.floor ? 1 : 0});
                }
            }
        }
        for (int d = 0; d < demands.size(); d++) {
            long quantity = instance.quantity(demands.get(d));
            flow.setNodeSupply(units.size() + d, -quantity);
            balance += quantity;
            flow.addArcWithCapacityAndUnitCost(
                    root,
                    units.size() + d,
                    quantity,
                    weight.getOrDefault(demands.get(d).demandClass(), 0L));
            served.merge(demands.get(d).demandClass(), 0L, Long::sum);
        }
        flow.setNodeSupply(root, balance);
        MinCostFlowBase.Status status = flow.solve();
        if (status != MinCostFlowBase.Status.OPTIMAL) {
            throw new IllegalStateException("OR-Tools answers " + status);
        }
        for (int i = 0; i < arcs.size(); i++) {
            long[] arc = arcs.get(i);
            if (arc[0] >= 0) {
                served.merge(demands.get((int) arc[0]).demandClass(), flow.getFlow(i), Long::sum);
                cost += arc[1] * flow.getFlow(i);
                floorsGiven += arc[2] * flow.getFlow(i);
            }
        }
    }
}
