package dev.muster.allocation;

import dev.muster.allocation.engine.KitDivision;
import java.util.List;

/**
 * How a line's kits are served.
 *
 * @param asked how many are asked for
 * @param assembled how many are served as assembled ones
 * @param asParts how many are served as their parts, or wait for them
 * @param divisions how that came about, the last one latest
 */
record KitsTold(long asked, long assembled, long asParts, List<KitDivision> divisions) {

    /** What is kept of it. */
    record Kept(KitsTold kits) {}
}
