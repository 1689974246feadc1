package dev.muster.allocation.planning;

import dev.muster.allocation.engine.Policy;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.plan.DemandClass;
import dev.muster.allocation.planning.Reading.Held;
import dev.muster.allocation.planning.Reading.OpenLine;
import dev.muster.allocation.planning.Reading.Shelf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A line as it goes into a plan. */
final class PlanLine {

    final OpenLine line;
    final Policy policy;
    /** Ids of the items that may serve it and that some transport mode of the policy keeps, best first. */
    final List<Integer> goods;
    /** Orders of sites that must not serve it. */
    final Set<Integer> excluded;
    /** What the plan may move. */
    final List<Held> movable = new ArrayList<>();
    /** What is reserved by rule and stays. */
    final Map<Shelf, Long> fixed = new HashMap<>();
    /** What is supposed to be lost: reserved by rule at sites that are supposed to be closed. */
    final Map<Shelf, Long> lost = new HashMap<>();

    /** Whether it asks for equipment or staff. */
    boolean isOfUnits;
    /** The longest journey between any two sites, minutes, by which substitutes are weighed. */
    int longestWay;

    PlanLine(OpenLine line, Policy policy, List<Integer> goods, Set<Integer> excluded) {
        this.line = line;
        this.policy = policy;
        this.goods = List.copyOf(goods);
        this.excluded = Set.copyOf(excluded);
    }

    Rank rank(boolean keySite) {
        return new Rank(
                line.level(),
                line.urgency(),
                keySite,
                line.neededBy(),
                line.submittedAt(),
                line.key().request(),
                line.key().line());
    }

    DemandClass demandClass(boolean held, boolean keySite) {
        return new DemandClass(line.level(), line.urgency(), held, keySite);
    }

    /** Response level and urgency as one number: the smaller, the more urgent. */
    int levelAndUrgency() {
        return Rank.demandClass(line.level(), line.urgency());
    }

    long lostUnits() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }

    long movableUnits() {
        return movable.stream().mapToLong(Held::quantity).sum();
    }
}
