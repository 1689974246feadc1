package dev.muster.allocation.plan;

import java.util.Set;

/**
 * What a policy asks of a plan.
 *
 * @param belowFloor classes that may take what sources keep for themselves (R4); even they do so only where nothing
 *     else would serve them, and no class below the lowest of them counts for more than a kept floor
 * @param ownStock whether the asking site's spare stock is its first source (先动用本级储备); if not, it is none
 * @param topClass what is best for each item's best class
 * @param maxSources the most sites that should serve one demand (R5), 1 or more
 * @param smallestShipment the least quantity worth sending unless it completes the demand (R5), base units, 1 or more
 */
public record Terms(
        Set<DemandClass> belowFloor, boolean ownStock, Objective topClass, int maxSources, long smallestShipment) {

    /** No floor given away, no own stock, no limits on shipments. */
    public static final Terms PLAIN = new Terms(Set.of(), false, Objective.LEAST_TOTAL_TIME, Integer.MAX_VALUE, 1);

    /** What is best among plans that serve a class alike. */
    public enum Objective {
        /** The least quantity × minutes. */
        LEAST_TOTAL_TIME,
        /** The longest journey as short as can be, then the least quantity × minutes. */
        LEAST_WORST_TIME
    }

    public Terms {
        belowFloor = Set.copyOf(belowFloor);
        if (maxSources < 1 || smallestShipment < 1) {
            throw new IllegalArgumentException(
                    "At most " + maxSources + " sources, at least " + smallestShipment + " units");
        }
    }

    boolean limitsShipments() {
        return maxSources < Integer.MAX_VALUE || smallestShipment > 1;
    }
}
