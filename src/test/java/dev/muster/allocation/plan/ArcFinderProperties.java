package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.bench.plan.Region;
import dev.muster.bench.plan.Scale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Boxes and rows find arcs as cheap as each other's; jqwik prints the seed of a failure. */
class ArcFinderProperties {

    private static final int MOST = 5;

    private static Group group(long seed) {
        Instance instance = Region.instance(new Scale("test", 150, 1, 400), seed);
        return new Group(new GroupBuilder(instance.parts().get(0)));
    }

    private static BoxTree boxes(Group group) {
        return new BoxTree(group, (GreatCircle) group.travel);
    }

    private static void shouldFindTheSame(Group group, ArcFinder a, ArcFinder b) {
        for (int d = 0; d < group.needs(); d++) {
            int found = a.find(d, group.missing[d], MOST);
            assertThat(b.find(d, group.missing[d], MOST)).isEqualTo(found);
            for (int i = 0; i < found; i++) {
                assertThat(b.cost[i] + b.price[b.source[i]]).isEqualTo(a.cost[i] + a.price[a.source[i]]);
                assertThat(a.cost[i]).isEqualTo(group.cost(a.source[i], d));
                assertThat(b.cost[i]).isEqualTo(group.cost(b.source[i], d));
            }
        }
    }

    @Property(tries = 10)
    void shouldFindTheSameByBoxesAndByRows(@ForAll long seed) {
        Random random = new Random(seed);
        Group group = group(seed);
        ArcFinder rows = new RowScan(group);
        ArcFinder boxes = boxes(group);
        long[] prices = new long[group.sources()];
        for (int round = 0; round < 3; round++) {
            for (int s = 0; s < prices.length; s++) {
                prices[s] = group.keeping[s] + random.nextInt(500);
            }
            rows.follow(prices);
            boxes.follow(prices);
            shouldFindTheSame(group, rows, boxes);
            int exhausted = random.nextInt(prices.length);
            boxes.exhaust(exhausted);
            rows.exhaust(exhausted);
            shouldFindTheSame(group, rows, boxes);
        }
    }

    @Property(tries = 10)
    void shouldFindTheSameAfterPricesChangedAgainAndAgain(@ForAll long seed) {
        Random random = new Random(seed);
        Group group = group(seed);
        ArcFinder rows = new RowScan(group);
        ArcFinder boxes = boxes(group);
        long[] prices = new long[group.sources()];
        for (int s = 0; s < prices.length; s++) {
            prices[s] = group.keeping[s] + random.nextInt(500);
        }
        rows.follow(prices);
        boxes.follow(prices);
        for (int round = 0; round < 20; round++) {
            int from = random.nextInt(prices.length);
            int to = Math.min(prices.length, from + random.nextInt(40));
            int by = random.nextInt(200) - 100;
            for (int s = from; s < to; s++) {
                prices[s] = Math.max(group.keeping[s], prices[s] + by);
            }
            rows.refresh();
            boxes.refresh();
            shouldFindTheSame(group, rows, boxes);
        }
    }

    @Property(tries = 10)
    void shouldProveNothingThatIsNotOptimal(@ForAll long seed) {
        Group group = group(seed);
        ArcFinder rows = new RowScan(group);
        SpanningTree nothing = new SpanningTree(group, new TreeStart(group, new Forest()));
        assertThatIllegalStateException().isThrownBy(() -> Proof.of(group, nothing, rows, true));
        assertThat(Proof.of(group, nothing, rows, false).gap()).isPositive();
    }

    @Property(tries = 10)
    void shouldReachTheSameOptimumByBoxesAndByRows(@ForAll long seed) {
        Group group = group(seed);
        assertThat(proof(group, boxes(group))).isEqualTo(proof(group, new RowScan(group)));
    }

    private static Proof proof(Group group, ArcFinder finder) {
        GroupSolver solver = new GroupSolver(group, () -> false, finder);
        return Proof.of(group, solver.solve(), finder, solver.isOptimal());
    }
}
