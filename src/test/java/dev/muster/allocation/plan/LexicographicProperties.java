package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ortools.Loader;
import com.google.ortools.graph.MaxFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The order of classes, by maximum flows alone: what the best k classes get together is the most that they could get if
 * nobody else asked. jqwik prints the seed of a failure.
 */
class LexicographicProperties {

    static {
        Loader.loadNativeLibraries();
    }

    @Property(tries = 1000)
    void shouldServeTheBestClassesAsFullyAsCanBe(@ForAll long seed) {
        Instance small = SmallWorld.of(seed);
        // Where nobody may go below them, floors are no part of the order
        Terms terms =
                new Terms(Set.of(), small.terms().ownStock(), Terms.Objective.LEAST_TOTAL_TIME, Integer.MAX_VALUE, 1);
        Instance instance = small.withTerms(terms);
        Facts facts = new Facts(new Planner(1).plan(instance, Progress.NONE, () -> false));
        TreeSet<DemandClass> best = new TreeSet<>();
        long served = 0;
        for (Map.Entry<DemandClass, Long> ofClass : facts.served.entrySet()) {
            best.add(ofClass.getKey());
            served += ofClass.getValue();
            assertThat(served).isEqualTo(most(instance, best));
        }
    }

    @Property(tries = 1000)
    void shouldServeBetterClassesNoLessWhenThereIsMore(@ForAll long seed) {
        Instance instance = SmallWorld.of(seed);
        List<Source> more = new ArrayList<>();
        for (Source source : instance.sources()) {
            List<Lot> lots = new ArrayList<>(source.lots());
            lots.add(new Lot(-1 - more.size(), Math.floorMod(seed, 5), Demand.NO_LIMIT));
            more.add(new Source(source.site(), source.item(), source.floor(), lots));
        }
        Facts before = new Facts(new Planner(1).plan(instance, Progress.NONE, () -> false));
        Facts after = new Facts(new Planner(1).plan(instance.withSources(more), Progress.NONE, () -> false));

        long difference = 0;
        for (Map.Entry<DemandClass, Long> ofClass : before.served.entrySet()) {
            difference = after.served.getOrDefault(ofClass.getKey(), 0L) - ofClass.getValue();
            if (difference != 0) {
                break;
            }
        }
        assertThat(difference).isGreaterThanOrEqualTo(0);
    }

    private static long most(Instance instance, TreeSet<DemandClass> classes) {
        MaxFlow flow = new MaxFlow();
        int node = 2;
        List<Integer> needs = new ArrayList<>();
        for (Demand demand : instance.demands()) {
            needs.add(node);
            long asked = classes.contains(demand.demandClass()) ? instance.quantity(demand) : 0;
            flow.addArcWithCapacity(node++, 1, asked);
        }
        flow.addArcWithCapacity(0, node++, 0);
        for (Source source : instance.sources()) {
            long floor = source.floor();
            for (Lot lot : source.lots()) {
                long quantity = lot.lifeMinutes() < 0 ? 0 : instance.quantity(lot);
                long kept = Math.min(floor, quantity);
                floor -= kept;
                flow.addArcWithCapacity(0, node, quantity - kept);
                for (int d = 0; d < needs.size(); d++) {
                    if (meets(instance, source, lot, instance.demands().get(d))) {
                        flow.addArcWithCapacity(node, needs.get(d), Long.MAX_VALUE / 8);
                    }
                }
                node++;
            }
        }
        if (flow.solve(0, 1) != MaxFlow.Status.OPTIMAL) {
            throw new IllegalStateException("OR-Tools found no maximum flow");
        }
        return flow.getOptimalFlow();
    }

    private static boolean meets(Instance instance, Source source, Lot lot, Demand demand) {
        boolean own = source.site() == demand.site();
        int minutes = own ? 0 : instance.travel().minutes(source.site(), demand.site());
        boolean item = source.item() == demand.item()
                || demand.substitutes().stream().anyMatch(s -> s.item() == source.item());
        return item
                && (instance.terms().ownStock() || !own)
                && minutes != TravelTimes.NO_WAY
                && minutes <= Math.min(demand.reachMinutes(), lot.lifeMinutes())
                && !demand.excludedSites().contains(source.site());
    }
}
