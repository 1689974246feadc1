package dev.muster.allocation.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a unit of each class weighs in a group, and a unit of a floor that is kept. The floor stands right below the
 * lowest class that may go below it, present or not: where it stands is up to the policy, not to the demands of the day.
 */
final class Weights {

    private final Map<DemandClass, Long> byClass = new TreeMap<>();
    private final long floor;
    /** The weight of the lowest step: more than any change of cost along a cycle. */
    final long step;

    /**
     * @param present classes of the group
     * @param belowFloor classes that may go below floors
     * @param longestCycle most arcs with a cost that a cycle can gain
     * @param highestCost the highest cost of an arc, minutes
     */
    Weights(Collection<DemandClass> present, Set<DemandClass> belowFloor, int longestCycle, long highestCost) {
        step = Math.multiplyExact(longestCycle + 1L, highestCost + 1);
        TreeSet<DemandClass> classes = new TreeSet<>(present);
        long aboveFloor = belowFloor.isEmpty()
                ? 0
                : classes.headSet(Collections.max(belowFloor), true).size();
        long weight = Math.multiplyExact(step, classes.size() + 1L);
        floor = weight - aboveFloor * step;
        for (DemandClass demandClass : classes) {
            weight -= weight == floor ? step : 0;
            byClass.put(demandClass, weight);
            weight -= step;
        }
    }

    long of(DemandClass demandClass) {
        Long weight = byClass.get(demandClass);
        if (weight == null) {
            throw new IllegalStateException("No weight for " + demandClass);
        }
        return weight;
    }

    long ofFloor() {
        return floor;
    }

    List<DemandClass> classes() {
        return List.copyOf(byClass.keySet());
    }
}
