package dev.muster.unit;

import dev.muster.site.Position;
import org.jspecify.annotations.Nullable;

/**
 * Which units to list; null takes all.
 *
 * @param item code of what it may be asked for as
 * @param site code of the site where it is
 * @param home code of the site it belongs to
 * @param near sorts by distance from there
 */
public record UnitFilter(
        UnitKind kind,
        @Nullable String item,
        @Nullable String site,
        @Nullable String home,
        @Nullable UnitStatus status,
        @Nullable Position near) {}
