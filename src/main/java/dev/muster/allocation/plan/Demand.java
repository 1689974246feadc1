package dev.muster.allocation.plan;

import java.util.List;
import java.util.Set;

/**
 * A need to be planned: the open part of a request line. Where needs of one class share what there is, those that stand
 * earlier in the instance come first.
 *
 * @param id the caller's number for it, unique in the instance
 * @param site index of the asking site in the travel times
 * @param item id of the item asked for
 * @param substitutes what may serve instead; empty unless the line allows it
 * @param demandClass its class
 * @param quantity base units open, 0 or more, not counting what {@link Reservation}s cover
 * @param reachMinutes a source farther away would arrive too late; {@link #NO_LIMIT} if time does not matter
 * @param excludedSites sites that must not serve it, by index
 */
public record Demand(
        long id,
        int site,
        int item,
        List<Substitute> substitutes,
        DemandClass demandClass,
        long quantity,
        int reachMinutes,
        Set<Integer> excludedSites) {

    /** No journey is too long. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    public Demand {
        if (quantity < 0 || quantity > Instance.MOST_UNITS) {
            throw new IllegalArgumentException("Quantity of demand " + id + " is " + quantity);
        }
        if (reachMinutes < 0) {
            throw new IllegalArgumentException("Reach of demand " + id + " is " + reachMinutes + " minutes");
        }
        substitutes = List.copyOf(substitutes);
        excludedSites = Set.copyOf(excludedSites);
    }

    /** A need without substitutes or exclusions. */
    public static Demand of(long id, int site, int item, DemandClass demandClass, long quantity, int reachMinutes) {
        return new Demand(id, site, item, List.of(), demandClass, quantity, reachMinutes, Set.of());
    }
}
