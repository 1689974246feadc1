package dev.muster.allocation.engine;

import java.util.List;
import java.util.Set;

/**
 * A need to be decided: the open part of a request line.
 *
 * @param rank its place in the order of service
 * @param site id of the asking site
 * @param item id of the item asked for
 * @param substitutes ids of the items that may serve instead, in the order to try; empty unless the line allows them
 * @param wanted base units the line wants in all, at least {@code quantity}; what it has already is the difference
 * @param quantity base units still open, above zero
 * @param sourcesUsed ids of the sites that serve the line already
 * @param takenBack ids of the sites whose allocation to this line an officer has released
 */
public record Demand(
        Rank rank,
        int site,
        int item,
        List<Integer> substitutes,
        long wanted,
        long quantity,
        Set<Integer> sourcesUsed,
        Set<Integer> takenBack) {

    public Demand {
        if (quantity <= 0 || wanted < quantity) {
            throw new IllegalArgumentException("Nothing to decide: " + quantity + " of " + wanted);
        }
    }

    /** Base units the line has already. */
    public long has() {
        return wanted - quantity;
    }
}
