package dev.muster.allocation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a plan amounts to, counted from its assignments and nothing else; and the rules that none may break. */
final class Facts {

    final Map<DemandClass, Long> served = new TreeMap<>();
    long floorsGiven;
    long floorsKept;
    BigInteger cost = BigInteger.ZERO;

    private final Instance instance;
    private final Plan plan;
    private final Map<Long, Long> ofLot = new HashMap<>();
    private final Map<Source, Long> ofSource = new HashMap<>();
    private final Map<Source, Long> normalOfSource = new HashMap<>();
    private final Map<Long, Long> ofDemand = new HashMap<>();

    Facts(Plan plan) {
        this.plan = plan;
        this.instance = plan.instance();
        instance.demands().forEach(demand -> served.putIfAbsent(demand.demandClass(), 0L));
        plan.assignments().stream().filter(a -> !a.fixed()).forEach(this::count);
        for (Source source : instance.sources()) {
            long above = Math.max(0, all(source) - source.floor());
            long given = Math.max(0, ofSource.getOrDefault(source, 0L) - above);
            floorsGiven += given;
            floorsKept += Math.min(all(source), source.floor()) - given;
        }
    }

    private void count(Assignment assignment) {
        Demand demand = assignment.demand();
        Source source = assignment.source();
        long quantity = assignment.quantity();
        served.merge(demand.demandClass(), quantity, Long::sum);
        ofLot.merge(assignment.lot().id(), quantity, Long::sum);
        ofSource.merge(source, quantity, Long::sum);
        ofDemand.merge(demand.id(), quantity, Long::sum);
        if (!instance.terms().belowFloor().contains(demand.demandClass())) {
            normalOfSource.merge(source, quantity, Long::sum);
        }
        int penalty = demand.substitutes().stream()
                .filter(s -> s.item() == source.item())
                .mapToInt(Substitute::penaltyMinutes)
                .findFirst()
                .orElse(0);
        BigInteger each = BigInteger.valueOf(assignment.minutes() + penalty);
        cost = cost.add(each.multiply(BigInteger.valueOf(quantity)));
    }

    private long all(Source source) {
        return source.lots().stream()
                .filter(lot -> lot.lifeMinutes() >= 0)
                .mapToLong(instance::quantity)
                .sum();
    }

    /** Supply, floors, reach, shelf life, eligibility and what is said of each demand. */
    Facts shouldBreakNoRule() {
        for (Source source : instance.sources()) {
            for (Lot lot : source.lots()) {
                assertThat(ofLot.getOrDefault(lot.id(), 0L)).isLessThanOrEqualTo(instance.quantity(lot));
            }
            assertThat(normalOfSource.getOrDefault(source, 0L))
                    .isLessThanOrEqualTo(Math.max(0, all(source) - source.floor()));
        }
        plan.assignments().stream().filter(a -> !a.fixed()).forEach(this::shouldBeEligible);
        List<Outcome> outcomes = plan.outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            Demand demand = instance.demands().get(i);
            Outcome outcome = outcomes.get(i);
            assertThat(outcome.demand()).isEqualTo(demand);
            long got = ofDemand.getOrDefault(demand.id(), 0L);
            assertThat(outcome.unserved())
                    .isEqualTo(instance.quantity(demand) - got)
                    .isGreaterThanOrEqualTo(0);
            assertThat(outcome.reason() == null).isEqualTo(outcome.unserved() == 0);
        }
        return this;
    }

    private void shouldBeEligible(Assignment assignment) {
        Demand demand = assignment.demand();
        Source source = assignment.source();
        boolean own = source.site() == demand.site();
        assertThat(assignment.quantity()).isPositive();
        assertThat(own).isIn(false, instance.terms().ownStock());
        assertThat(assignment.minutes())
                .isEqualTo(own ? 0 : instance.travel().minutes(source.site(), demand.site()))
                .isLessThanOrEqualTo(
                        Math.min(demand.reachMinutes(), assignment.lot().lifeMinutes()))
                .isNotEqualTo(TravelTimes.NO_WAY);
        assertThat(source.item() == demand.item()
                        || demand.substitutes().stream().anyMatch(s -> s.item() == source.item()))
                .isTrue();
        assertThat(demand.excludedSites()).doesNotContain(source.site());
    }
}
