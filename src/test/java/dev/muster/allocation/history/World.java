package dev.muster.allocation.history;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reference data a history plays in; they do not change while it does.
 *
 * @param sites by code
 * @param items by code
 * @param floors reserve floors, 0 where absent
 * @param policy what is in force
 */
record World(Map<String, Site> sites, Map<String, Item> items, Map<Place, Long> floors, Rules policy) {

    /** A site; only an open one gives. */
    record Site(String code, boolean open) {}

    /**
     * An item.
     *
     * @param minRemainingLifeDays days a lot must be usable after it arrived
     * @param substitutes codes of what may serve instead
     * @param contents of a kit: how much of what is in one; empty for others
     */
    record Item(String code, int minRemainingLifeDays, List<String> substitutes, Map<String, Long> contents) {

        Item(String code, int minRemainingLifeDays, List<String> substitutes) {
            this(code, minRemainingLifeDays, substitutes, Map.of());
        }
    }

    /** An item at a site. */
    record Place(String site, String item) {}

    /**
     * The policy as far as the order of service is concerned. It allows a line more sources than the world has.
     *
     * @param belowFloor urgencies that may go below a floor, at {@code belowFloorLevels}
     */
    record Rules(Set<String> belowFloor, Set<Integer> belowFloorLevels) {

        static final Rules DEFAULT = new Rules(Set.of("STAT"), Set.of(1, 2));

        boolean mayGoBelowFloor(EndState.Request request) {
            return belowFloor.contains(request.urgency()) && belowFloorLevels.contains(request.level());
        }
    }

    long floor(String site, String item) {
        return floors.getOrDefault(new Place(site, item), 0L);
    }
}
