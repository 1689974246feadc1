package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.bench.plan.Region;
import dev.muster.bench.plan.Scale;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plans large enough that most arcs are never made; jqwik prints the seed of a failure. */
class LargerPlanProperties {

    private static final Scale SCALE = new Scale("test", 400, 3, 2_500);

    private static Plan plan(Instance instance) {
        return new Planner(1).plan(instance, Progress.NONE, () -> false);
    }

    private static void shouldEqual(Plan plan, Plan other) {
        assertThat(plan.certificate()).isEqualTo(other.certificate());
        assertThat(plan.classes()).isEqualTo(other.classes());
        assertThat(plan.quantityMinutes()).isEqualTo(other.quantityMinutes());
    }

    @Property(tries = 8)
    void shouldBeAsGoodAsTheOracle(@ForAll long seed) {
        Instance instance = Region.instance(SCALE, seed);
        Oracle oracle = new Oracle(instance);

        Plan plan = plan(instance);

        Facts facts = new Facts(plan).shouldBreakNoRule();
        assertThat(plan.certificate().optimal()).isTrue();
        assertThat(facts.served).isEqualTo(oracle.served);
        assertThat(facts.floorsGiven).isEqualTo(oracle.floorsGiven);
        assertThat(facts.cost).isEqualTo(BigInteger.valueOf(oracle.cost));
    }

    @Property(tries = 6)
    void shouldFindTheSameByMatrixAndByPosition(@ForAll long seed) {
        Instance instance = Region.instance(new Scale("test", 200, 2, 1_500), seed);
        int sites = instance.travel().sites();
        int[][] minutes = new int[sites][sites];
        for (int from = 0; from < sites; from++) {
            for (int to = 0; to < sites; to++) {
                minutes[from][to] = instance.travel().minutes(from, to);
            }
        }
        Instance byMatrix = new Instance(
                new TravelMatrix(minutes), instance.terms(), instance.sources(), instance.demands(), List.of());

        shouldEqual(plan(byMatrix), plan(instance));
        shouldEqual(plan(byMatrix), plan(measuredEachTime(instance)));
    }

    private static Instance measuredEachTime(Instance instance) {
        TravelTimes measured = ((GreatCircle) instance.travel()).forgetful();
        return new Instance(measured, instance.terms(), instance.sources(), instance.demands(), List.of());
    }

    @Property(tries = 5)
    void shouldBeTheSamePlanEachTimeWithAnyThreads(@ForAll long seed) {
        Instance instance = Region.instance(SCALE, seed);

        List<Assignment> alone = plan(instance).assignments();

        assertThat(new Planner(3).plan(instance, Progress.NONE, () -> false).assignments())
                .isEqualTo(alone);
    }

    @Property(tries = 8)
    void shouldReplanToWhatPlanningFromNothingGives(@ForAll long seed) {
        Random random = new Random(seed);
        Instance instance = Region.instance(SCALE, seed);
        Plan before = plan(instance);
        Instance changed =
                switch (random.nextInt(3)) {
                    case 0 -> instance.withDemand(Demand.of(-1, 3, 0, Region.classOf(random.nextInt(4)), 100, 500));
                    case 1 ->
                        instance.withDemands(instance.demands().stream()
                                .filter(d -> random.nextInt(20) > 0)
                                .toList());
                    default ->
                        instance.withSources(instance.sources().stream()
                                .filter(s -> random.nextInt(20) > 0)
                                .toList());
                };

        Plan again = new Planner(2).replan(before, changed, Progress.NONE, () -> false);

        shouldEqual(again, plan(changed));
        new Facts(again).shouldBreakNoRule();
    }

    @Property(tries = 8)
    void shouldGiveTheBestSoFarWhenStopped(@ForAll long seed) {
        Instance instance = Region.instance(SCALE, seed);
        AtomicInteger asked = new AtomicInteger(new Random(seed).nextInt(12));

        Plan stopped = new Planner(1).plan(instance, Progress.NONE, () -> asked.getAndDecrement() <= 0);

        new Facts(stopped).shouldBreakNoRule();
        Certificate certificate = stopped.certificate();
        assertThat(certificate.gap()).isBetween(0.0, 1.0);
        if (certificate.optimal()) {
            shouldEqual(stopped, plan(instance));
        } else {
            assertThat(certificate.proven()).isLessThan(certificate.parts());
        }
    }

    @Property(tries = 6)
    void shouldNeverGiveAClassLessForFewerShipments(@ForAll long seed) {
        Instance instance = Region.instance(SCALE, seed);
        Terms terms = instance.terms();
        Plan free = plan(instance);

        Plan polished =
                plan(instance.withTerms(new Terms(terms.belowFloor(), false, Objective.LEAST_TOTAL_TIME, 2, 5)));

        new Facts(polished).shouldBreakNoRule();
        assertThat(polished.classes()).isEqualTo(free.classes());
        assertThat(polished.quantityMinutes())
                .isEqualTo(free.quantityMinutes().add(polished.polish().quantityMinutes()));
        assertThat(polished.polish().moved()).isPositive();
        assertThat(new Facts(polished).floorsGiven).isEqualTo(new Facts(free).floorsGiven);
    }

    @Property(tries = 4)
    void shouldReportProgressUpToTheEnd(@ForAll long seed) {
        Instance instance = Region.instance(new Scale("test", 50, 6, 300), seed);
        List<Integer> heard = new ArrayList<>();

        new Planner(2).plan(instance, (planned, demands) -> heard.add(planned), () -> false);

        assertThat(heard).isSorted().hasSize(instance.parts().size());
        assertThat(heard.get(heard.size() - 1)).isEqualTo(300);
    }
}
