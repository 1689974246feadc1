package dev.muster.site;

import dev.muster.platform.Violations;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All regions, and the rules that keep them a tree: a parent exists, is of a higher level, and lies not below its child. */
final class RegionTree {

    private final Map<String, RegionRecord> regions = new HashMap<>();

    RegionTree(Collection<RegionRecord> regions) {
        regions.forEach(this::put);
    }

    void put(RegionRecord region) {
        regions.put(region.code(), region);
    }

    /** What putting this region would break. */
    Violations violations(RegionRecord region) {
        Violations violations = new Violations();
        if (region.parent() != null) {
            RegionRecord parent = regions.get(region.parent());
            if (parent == null) {
                violations.add("parent", "unknown-region", region.parent());
            } else if (isBelow(region.parent(), region.code())) {
                violations.add("parent", "region-cycle", region.parent());
            } else {
                violations.check(parent.level().isAbove(region.level()), "level", "region-level", parent.level());
            }
        }
        for (RegionRecord child : regions.values()) {
            if (region.code().equals(child.parent()) && !child.code().equals(region.code())) {
                violations.check(region.level().isAbove(child.level()), "level", "region-level-below", child.code());
            }
        }
        return violations;
    }

    /** Whether a region is another or lies somewhere below it. */
    private boolean isBelow(String code, String ancestor) {
        Set<String> seen = new HashSet<>();
        @Nullable String at = code;
        while (at != null && seen.add(at)) {
            if (at.equals(ancestor)) {
                return true;
            }
            RegionRecord region = regions.get(at);
            at = region == null ? null : region.parent();
        }
        return false;
    }
}
