package dev.muster.bench.plan;

import dev.muster.allocation.plan.Demand;
import dev.muster.allocation.plan.Instance;
import dev.muster.allocation.plan.Lot;
import dev.muster.allocation.plan.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Urgent first, near first, one demand after the other, floors kept except by who may go below: what rules alone give. */
final class Greedy {

    private record Near(Source source, int minutes) {}

    private Greedy() {}

    static Tally solve(Instance instance) {
        Map<Integer, List<Source>> sources = new HashMap<>();
        Map<Source, Long> left = new HashMap<>();
        for (Source source : instance.sources()) {
            sources.computeIfAbsent(source.item(), item -> new ArrayList<>()).add(source);
            left.put(source, source.lots().stream().mapToLong(Lot::quantity).sum());
        }
        Tally tally = new Tally();
        instance.demands().stream()
                .sorted(Comparator.comparing(Demand::demandClass))
                .forEach(
                        demand -> serve(instance, demand, sources.getOrDefault(demand.item(), List.of()), left, tally));
        return tally;
    }

    private static void serve(
            Instance instance, Demand demand, List<Source> sources, Map<Source, Long> left, Tally tally) {
        boolean below = instance.terms().belowFloor().contains(demand.demandClass());
        List<Near> order = new ArrayList<>();
        for (Source source : sources) {
            int minutes = instance.travel().minutes(source.site(), demand.site());
            if (source.site() != demand.site()
                    && minutes <= demand.reachMinutes()
                    && left.getOrDefault(source, 0L) > (below ? 0 : source.floor())) {
                order.add(new Near(source, minutes));
            }
        }
        order.sort(Comparator.comparingInt(Near::minutes));
        long open = demand.quantity();
        for (int i = 0; i < order.size() && open > 0; i++) {
            Source source = order.get(i).source;
            long free = left.getOrDefault(source, 0L) - (below ? 0 : source.floor());
            long given = Math.min(open, free);
            left.merge(source, -given, Long::sum);
            open -= given;
            tally.quantityMinutes = tally.quantityMinutes.add(
                    BigInteger.valueOf(order.get(i).minutes).multiply(BigInteger.valueOf(given)));
        }
        tally.unserved.merge(demand.demandClass(), open, Long::sum);
    }
}
