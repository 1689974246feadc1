package dev.muster.bench.plan;

import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.DemandClass;
import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Lot;
import dev.muster.allocation.plan.Source;
import dev.muster.allocation.plan.TravelTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One item of a region as a minimum-cost flow with every arc in reach, for solvers of the general problem: nodes are
 * stock above floors, floors, needs (alike demands of a site taken together) and a root that takes what is left over.
 */
final class ItemFlow {

    private record Stock(int site, boolean floor, long quantity) {}

    private record Kind(int site, DemandClass demandClass, int reach) {}

    final int sources;
    final int needs;
    /** Supply per node, below zero for needs. */
    final long[] supply;

    int[] tail = new int[1024];
    int[] head = new int[1024];
    long[] cost = new long[1024];
    int arcs;

    final List<DemandClass> classOfNeed = new ArrayList<>();
    private final Instance instance;
    private final List<Stock> stocks = new ArrayList<>();
    private final List<Kind> kinds;

    private ItemFlow(Instance instance, List<Source> ofItem, List<Demand> demands) {
        this.instance = instance;
        for (Source source : ofItem) {
            long all = source.lots().stream().mapToLong(Lot::quantity).sum();
            long kept = Math.min(all, source.floor());
            addStock(new Stock(source.site(), false, all - kept));
            addStock(new Stock(source.site(), true, kept));
        }
        Map<Kind, Long> asked = new LinkedHashMap<>();
        for (Demand demand : demands) {
            asked.merge(
                    new Kind(demand.site(), demand.demandClass(), demand.reachMinutes()), demand.quantity(), Long::sum);
        }
        kinds = new ArrayList<>(asked.keySet());
        sources = stocks.size();
        needs = kinds.size();
        supply = new long[sources + needs + 1];
        for (int s = 0; s < sources; s++) {
            supply[s] = stocks.get(s).quantity;
        }
        for (int d = 0; d < needs; d++) {
            supply[sources + d] = -asked.getOrDefault(kinds.get(d), 0L);
            classOfNeed.add(kinds.get(d).demandClass);
        }
        supply[root()] = -Arrays.stream(supply).sum();
        join();
    }

    private void addStock(Stock stock) {
        if (stock.quantity > 0) {
            stocks.add(stock);
        }
    }

    /** The items of a region, one flow at a time: all together would not fit into memory. */
    static void each(Instance instance, int items, Consumer<ItemFlow> use) {
        List<List<Source>> sources = new ArrayList<>();
        List<List<Demand>> demands = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            sources.add(new ArrayList<>());
            demands.add(new ArrayList<>());
        }
        instance.sources().forEach(source -> sources.get(source.item()).add(source));
        instance.demands().forEach(demand -> demands.get(demand.item()).add(demand));
        for (int i = 0; i < items; i++) {
            use.accept(new ItemFlow(instance, sources.get(i), demands.get(i)));
        }
    }

    int root() {
        return sources + needs;
    }

    private void join() {
        long step = (Math.min(sources, needs) + 1L) * (longest() + 1);
        TreeSet<DemandClass> classes = new TreeSet<>(classOfNeed);
        long floorWeight = step * classes.headSet(Region.classOf(1)).size();
        floorWeight = step * (classes.size() + 1) - floorWeight;
        for (int s = 0; s < sources; s++) {
            Stock stock = stocks.get(s);
            for (int d = 0; d < needs; d++) {
                Kind kind = kinds.get(d);
                int minutes = stock.site == kind.site
                        ? TravelTimes.NO_WAY
                        : instance.travel().minutes(stock.site, kind.site);
                boolean may = !stock.floor || instance.terms().belowFloor().contains(kind.demandClass);
                if (may && minutes != TravelTimes.NO_WAY && minutes <= kind.reach) {
                    add(s, sources + d, minutes + (stock.floor ? floorWeight : 0));
                }
            }
            add(s, root(), 0);
        }
        for (int d = 0; d < needs; d++) {
            int better = classes.headSet(classOfNeed.get(d)).size();
            boolean aboveFloor = instance.terms().belowFloor().contains(classOfNeed.get(d));
            add(root(), sources + d, step * (classes.size() + (aboveFloor ? 2 : 0) - better));
        }
    }

    /** The longest journey between sites of the region that matters for the weights. */
    private long longest() {
        return 30_000;
    }

    /** Travel time of an arc from stock to a need. */
    long minutes(int arc) {
        return instance.travel().minutes(stocks.get(tail[arc]).site, kinds.get(head[arc] - sources).site);
    }

    private void add(int from, int to, long arcCost) {
        if (arcs == tail.length) {
            tail = Arrays.copyOf(tail, 2 * arcs);
            head = Arrays.copyOf(head, 2 * arcs);
            cost = Arrays.copyOf(cost, 2 * arcs);
        }
        tail[arcs] = from;
        head[arcs] = to;
        cost[arcs++] = arcCost;
    }
}
