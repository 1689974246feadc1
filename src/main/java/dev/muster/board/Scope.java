package dev.muster.board;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sites a view is about: all, or those of a region and the regions below it.
 *
 * @param region code of the region; absent for all
 * @param regions codes of the region and of all below it; empty for all
 */
record Scope(@Nullable String region, Set<String> regions) {

    static final Scope ALL = new Scope(null, Set.of());

    boolean narrowed() {
        return region != null;
    }

    /** Whether sites of that region are in view. */
    boolean holds(@Nullable String siteRegion) {
        return !narrowed() || (siteRegion != null && regions.contains(siteRegion));
    }
}
