package dev.muster.allocation.plan;

import org.jspecify.annotations.Nullable;

/**
 * What one more unit of an item at a site would bring: the dual price, taken apart. Exact if the plan is optimal: the plan
 * of the instance with that unit is better by just this.
 *
 * @param serves the demand that would get a unit more, directly or because others move up; null if none
 * @param keepsFloor whether a unit of a floor would be kept instead
 * @param minutesSaved travel time saved; below zero if more is served and travels farther for it
 */
public record Worth(@Nullable Demand serves, boolean keepsFloor, long minutesSaved) {

    /** Nothing. */
    public static final Worth NOTHING = new Worth(null, false, 0);
}
