package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plans of random small instances; jqwik prints the seed of a failure. */
class PlannerProperties {

    private static Plan plan(Instance instance) {
        return new Planner(1).plan(instance, Progress.NONE, () -> false);
    }

    @Property(tries = 4000)
    void shouldBeAsGoodAsTheOracle(@ForAll long seed) {
        Instance instance = SmallWorld.of(seed);
        Oracle oracle = new Oracle(instance);

        Plan plan = plan(instance);

        Facts facts = new Facts(plan).shouldBreakNoRule();
        assertThat(plan.certificate().optimal()).isTrue();
        assertThat(plan.certificate().gap()).isZero();
        assertThat(facts.served).isEqualTo(oracle.served);
        assertThat(facts.floorsGiven).isEqualTo(oracle.floorsGiven);
        assertThat(facts.cost).isEqualTo(BigInteger.valueOf(oracle.cost));
    }

    @Property(tries = 1000)
    void shouldKeepTheRulesWhereFloorsPerish(@ForAll long seed) {
        Plan plan = plan(SmallWorld.withPerishableFloors(seed));

        new Facts(plan).shouldBreakNoRule();
        assertThat(plan.certificate().optimal()).isTrue();
    }

    @Property(tries = 1000)
    void shouldSayExactlyWhatOneMoreUnitIsWorth(@ForAll long seed) {
        Instance instance = SmallWorld.of(seed);
        Random random = new Random(seed);
        int site = random.nextInt(instance.travel().sites());
        int item = random.nextInt(3);
        Plan before = plan(instance);

        Worth worth = before.worthOfOneMore(site, item);

        Instance more = instance.withSources(withOneMore(instance.sources(), site, item));
        Facts now = new Facts(plan(more));
        Facts then = new Facts(before);
        Map<DemandClass, Long> expected = new TreeMap<>(then.served);
        if (worth.serves() != null) {
            expected.merge(worth.serves().demandClass(), 1L, Long::sum);
            long unserved = before.outcomes().stream()
                    .filter(o -> o.demand().equals(worth.serves()))
                    .mapToLong(Outcome::unserved)
                    .sum();
            assertThat(unserved).isPositive();
        }
        assertThat(now.served).isEqualTo(expected);
        assertThat(now.floorsKept - then.floorsKept).isEqualTo(worth.keepsFloor() ? 1 : 0);
        assertThat(then.cost.subtract(now.cost)).isEqualTo(BigInteger.valueOf(worth.minutesSaved()));
    }

    private static List<Source> withOneMore(List<Source> sources, int site, int item) {
        List<Source> more = new ArrayList<>();
        Lot unit = new Lot(-1, 1, Demand.NO_LIMIT);
        boolean added = false;
        for (Source source : sources) {
            if (source.site() == site && source.item() == item) {
                List<Lot> lots = new ArrayList<>(source.lots());
                lots.add(unit);
                more.add(new Source(site, item, source.floor(), lots));
                added = true;
            } else {
                more.add(source);
            }
        }
        if (!added) {
            more.add(new Source(site, item, 0, List.of(unit)));
        }
        return more;
    }
}
