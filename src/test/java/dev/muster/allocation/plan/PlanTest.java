package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.allocation.plan.Terms.Objective;
import dev.muster.request.Urgency;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final DemandClass STAT = new DemandClass(1, Urgency.STAT, false);
    private static final DemandClass ROUTINE = new DemandClass(1, Urgency.ROUTINE, false);
    private static final int ITEM = 7;

    /** Two depots (0, 1) and two hospitals (2, 3). */
    private static final TravelMatrix ROADS =
            new TravelMatrix(new int[][] {{0, 50, 10, 60}, {50, 0, 30, 20}, {10, 30, 0, 40}, {60, 20, 40, 0}});

    private static Source depot(int site, long quantity, long floor) {
        return new Source(site, ITEM, floor, List.of(new Lot(site, quantity, Demand.NO_LIMIT)));
    }

    private static Demand need(long id, int site, DemandClass demandClass, long quantity) {
        return Demand.of(id, site, ITEM, demandClass, quantity, Demand.NO_LIMIT);
    }

    private static Instance instance(Terms terms, List<Source> sources, List<Demand> demands) {
        return new Instance(ROADS, terms, sources, demands, List.of());
    }

    @Test
    void shouldServeTheUrgentFirstThoughItIsFar() {
        Plan plan = Planner.plan(
                instance(Terms.PLAIN, List.of(depot(0, 5, 0)), List.of(need(1, 2, ROUTINE, 5), need(2, 3, STAT, 4))));

        assertThat(plan.classes()).containsExactly(new ClassTotal(STAT, 4, 0), new ClassTotal(ROUTINE, 1, 4));
        assertThat(plan.quantityMinutes()).isEqualTo(BigInteger.valueOf(4 * 60 + 10));
        assertThat(plan.outcomes().get(0).reason()).isEqualTo(Unmet.SCARCE);
    }

    @Test
    void shouldNameWhoGetsTheNextUnit() {
        Plan plan = Planner.plan(
                instance(Terms.PLAIN, List.of(depot(0, 5, 0)), List.of(need(1, 2, ROUTINE, 5), need(2, 3, STAT, 6))));

        assertThat(plan.worthOfOneMore(1, ITEM)).isEqualTo(new Worth(need(2, 3, STAT, 6), false, -20));
        assertThat(plan.worthOfOneMore(1, 99)).isEqualTo(Worth.NOTHING);
    }

    @Test
    void shouldGoBelowFloorsForNamedClassesOnly() {
        Terms terms = new Terms(Set.of(STAT), false, Objective.LEAST_TOTAL_TIME, Integer.MAX_VALUE, 1);
        Plan plan = Planner.plan(
                instance(terms, List.of(depot(0, 10, 6)), List.of(need(1, 2, STAT, 7), need(2, 3, ROUTINE, 1))));

        assertThat(plan.classes()).containsExactly(new ClassTotal(STAT, 7, 0), new ClassTotal(ROUTINE, 0, 1));
        assertThat(plan.outcomes().get(1).reason()).isEqualTo(Unmet.FLOORS);
    }

    @Test
    void shouldShortenTheLongestJourneyIfAskedTo() {
        List<Source> sources = List.of(depot(0, 1, 0), depot(1, 1, 0));
        List<Demand> demands = List.of(need(1, 2, STAT, 1), need(2, 3, STAT, 1));
        TravelMatrix roads = new TravelMatrix(new int[][] {{0, 0, 1, 50}, {0, 0, 60, 100}, {0, 0, 0, 0}, {0, 0, 0, 0}});
        Terms worst = new Terms(Set.of(), false, Objective.LEAST_WORST_TIME, Integer.MAX_VALUE, 1);

        Plan total = Planner.plan(new Instance(roads, Terms.PLAIN, sources, demands, List.of()));
        Plan shortest = Planner.plan(new Instance(roads, worst, sources, demands, List.of()));

        assertThat(total.assignments()).extracting(Assignment::minutes).containsExactly(1, 100);
        assertThat(shortest.assignments()).extracting(Assignment::minutes).containsExactly(60, 50);
    }

    @Test
    void shouldGiveTheLotThatExpiresFirstWhereItArrivesInTime() {
        Lot fresh = new Lot(1, 5, Demand.NO_LIMIT);
        Lot old = new Lot(2, 5, 30);
        Plan plan = Planner.plan(instance(
                Terms.PLAIN,
                List.of(new Source(0, ITEM, 0, List.of(fresh, old))),
                List.of(need(1, 3, ROUTINE, 4), need(2, 2, ROUTINE, 4))));

        assertThat(plan.outcomes().get(0).assignments())
                .extracting(Assignment::lot)
                .containsExactly(fresh);
        assertThat(plan.outcomes().get(1).assignments())
                .extracting(Assignment::lot)
                .containsExactly(old);
    }

    @Test
    void shouldKeepFixedReservationsAndMoveOthers() {
        List<Source> sources = List.of(depot(0, 0, 0), depot(1, 0, 0));
        List<Demand> demands = List.of(need(1, 2, ROUTINE, 0), need(2, 3, STAT, 3));
        Instance instance = new Instance(
                ROADS,
                Terms.PLAIN,
                sources,
                demands,
                List.of(new Reservation(1, 0, 2, true), new Reservation(1, 1, 2, false)));

        Plan plan = Planner.plan(instance);

        assertThat(plan.classes()).containsExactly(new ClassTotal(STAT, 2, 1), new ClassTotal(ROUTINE, 2, 2));
        assertThat(plan.assignments())
                .containsExactlyInAnyOrder(
                        new Assignment(
                                demands.get(0),
                                sources.get(1),
                                sources.get(1).lots().get(0),
                                2,
                                30,
                                true),
                        new Assignment(
                                demands.get(1),
                                sources.get(0),
                                sources.get(0).lots().get(0),
                                2,
                                60,
                                false));
        assertThat(plan.changes()).containsExactly(new Change(1, 0, 2, 0), new Change(2, 0, 0, 2));
    }

    @Test
    void shouldSayWhyNothingComes() {
        Demand near = Demand.of(1, 3, ITEM, STAT, 1, 19);
        Demand other = Demand.of(2, 3, ITEM + 1, STAT, 1, 1000);
        Demand excluding = new Demand(3, 2, ITEM, List.of(), STAT, 1, 1000, Set.of(0, 1));
        Plan plan = Planner.plan(
                instance(Terms.PLAIN, List.of(depot(0, 9, 0), depot(1, 9, 0)), List.of(near, other, excluding)));

        assertThat(plan.outcomes())
                .extracting(Outcome::reason)
                .containsExactly(Unmet.OUT_OF_REACH, Unmet.NO_STOCK, Unmet.NOT_ELIGIBLE);
    }

    @Test
    void shouldPlanNothingForNothing() {
        Plan empty = Planner.plan(new Instance(ROADS, Terms.PLAIN, List.of(), List.of(), List.of()));
        Plan noSource = Planner.plan(instance(Terms.PLAIN, List.of(), List.of(need(1, 2, STAT, 3))));
        Plan noDemand = Planner.plan(instance(Terms.PLAIN, List.of(depot(0, 5, 0)), List.of()));

        assertThat(empty.certificate()).isEqualTo(new Certificate(true, 0, 0, 0));
        assertThat(noSource.classes()).containsExactly(new ClassTotal(STAT, 0, 3));
        assertThat(noSource.outcomes().get(0).reason()).isEqualTo(Unmet.NO_STOCK);
        assertThat(noDemand.assignments()).isEmpty();
        assertThat(noDemand.certificate().optimal()).isTrue();
    }

    @Test
    void shouldSendFewerShipmentsAtAPriceThatItNames() {
        List<Source> sources = List.of(depot(0, 3, 0), depot(1, 9, 0));
        List<Demand> demands = List.of(need(1, 2, STAT, 5));
        Terms one = new Terms(Set.of(), false, Objective.LEAST_TOTAL_TIME, 1, 1);

        Plan free = Planner.plan(instance(Terms.PLAIN, sources, demands));
        Plan polished = Planner.plan(instance(one, sources, demands));

        assertThat(free.assignments()).hasSize(2);
        assertThat(polished.assignments()).hasSize(1);
        assertThat(polished.polish()).isEqualTo(new Polish(BigInteger.valueOf(3 * 20), 1, 0));
        assertThat(polished.quantityMinutes().subtract(free.quantityMinutes())).isEqualTo(BigInteger.valueOf(3 * 20));
        assertThat(polished.classes()).isEqualTo(free.classes());
    }

    /** Each level has limits of its own: the graver one may be served in pieces. */
    @Test
    void shouldLimitShipmentsOfEachLevelAsItsPolicySays() {
        DemandClass grave = new DemandClass(1, Urgency.ROUTINE, false);
        DemandClass slight = new DemandClass(4, Urgency.ROUTINE, false);
        List<Source> sources = List.of(depot(0, 6, 0), depot(1, 30, 0));
        List<Demand> demands = List.of(need(1, 2, grave, 8), need(2, 3, slight, 8));
        Terms terms = new Terms(
                Set.of(),
                false,
                Objective.LEAST_TOTAL_TIME,
                Map.of(1, new ShipmentLimits(2, 1), 4, new ShipmentLimits(1, 1)));
        Plan plan = Planner.plan(instance(terms, sources, demands));
        Plan strict =
                Planner.plan(instance(new Terms(Set.of(), false, Objective.LEAST_TOTAL_TIME, 1, 1), sources, demands));
        for (Outcome outcome : strict.outcomes()) {
            assertThat(outcome.assignments()).hasSize(1);
        }
        assertThat(plan.outcomes().get(1).assignments()).hasSize(1);
        assertThat(plan.polish().left()).isZero();
        assertThat(plan.assignments()).hasSize(3);
        assertThat(plan.quantityMinutes()).isLessThan(strict.quantityMinutes());
    }

    @Test
    void shouldRefuseWhatCannotBePlanned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> need(1, 2, STAT, -1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> depot(0, -4, 0)).withMessageContaining("-4");
        assertThatIllegalArgumentException().isThrownBy(() -> depot(0, 4, -2)).withMessageContaining("-2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TravelMatrix(new int[][] {{0, 1}, {1}}))
                .withMessageContaining("1 of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(Terms.PLAIN, List.of(depot(4, 1, 0)), List.of()))
                .withMessageContaining("site 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(Terms.PLAIN, List.of(), List.of(need(5, 2, STAT, 1), need(5, 3, STAT, 1))))
                .withMessageContaining("demand 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(Terms.PLAIN, List.of(depot(0, 1, 0), depot(0, 2, 0)), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Instance(ROADS, Terms.PLAIN, List.of(), List.of(), List.of(new Reservation(1, 1, 1, true))))
                .withMessageContaining("Nothing known");
        List<Demand> huge = LongStream.range(0, 3000)
                .mapToObj(i -> need(i, 2, STAT, Instance.MOST_UNITS))
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(Terms.PLAIN, List.of(), huge))
                .withMessageContaining("add up");
    }
}
