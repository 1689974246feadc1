package dev.muster.allocation.plan;

import java.util.List;

/**
 * What an open site holds of one item.
 *
 * @param site index of the site in the travel times
 * @param item id of the item
 * @param floor base units that it keeps for itself (R4), 0 or more
 * @param lots what is there
 */
public record Source(int site, int item, long floor, List<Lot> lots) {

    public Source {
        if (floor < 0) {
            throw new IllegalArgumentException("Floor of item " + item + " at site " + site + " is " + floor);
        }
        lots = List.copyOf(lots);
    }
}
