package dev.muster.allocation.plan;

import dev.muster.allocation.engine.Rank;
import java.util.Map;
import java.util.Set;

/**
 * What a policy asks of a plan.
 *
 * @param belowFloor classes that may take what sources keep for themselves (R4); even they do so only where nothing
 *     else would serve them, and no class below the lowest of them counts for more than a kept floor
 * @param ownStock whether the asking site's spare stock is its first source (先动用本级储备); if not, it is none
 * @param topClass what is best for each item's best class
 * @param limits by response level how demands' shipments are limited (R5); levels that are absent have no limits
 */
public record Terms(
        Set<DemandClass> belowFloor, boolean ownStock, Objective topClass, Map<Integer, ShipmentLimits> limits) {

    /** No floor given away, no own stock, no limits on shipments. */
    public static final Terms PLAIN = new Terms(Set.of(), false, Objective.LEAST_TOTAL_TIME, Map.of());

    /** What is best among plans that serve a class alike. */
    public enum Objective {
        /** The least quantity × minutes. */
        LEAST_TOTAL_TIME,
        /** The longest journey as short as can be, then the least quantity × minutes. */
        LEAST_WORST_TIME
    }

    public Terms {
        belowFloor = Set.copyOf(belowFloor);
        limits = Map.copyOf(limits);
    }

    /** The same limits for everybody. */
    public Terms(
            Set<DemandClass> belowFloor, boolean ownStock, Objective topClass, int maxSources, long smallestShipment) {
        this(belowFloor, ownStock, topClass, ofAllLevels(new ShipmentLimits(maxSources, smallestShipment)));
    }

    private static Map<Integer, ShipmentLimits> ofAllLevels(ShipmentLimits limits) {
        return limits.limit() ? Map.of(1, limits, 2, limits, 3, limits, 4, limits, Rank.NO_INCIDENT, limits) : Map.of();
    }

    boolean limitsShipments() {
        return limits.values().stream().anyMatch(ShipmentLimits::limit);
    }

    /** How shipments to demands of a class are limited. */
    ShipmentLimits limits(DemandClass demandClass) {
        return limits.getOrDefault(demandClass.level(), ShipmentLimits.NONE);
    }
}
