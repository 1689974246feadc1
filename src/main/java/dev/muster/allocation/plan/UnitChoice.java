package dev.muster.allocation.plan;

import java.util.Set;

/**
 * A unit that may serve a need, each for itself.
 *
 * @param need position of the need
 * @param unit number of the unit
 * @param place number of the place where the unit is; places of units and of needs are numbered apart
 * @param minutes its way to the need, the same for all units of its place
 * @param from when it would leave, in any unit of time
 * @param until from when it, and whoever certainly goes along, may leave for something else: back and rested
 * @param people numbers of units that nobody else can have in that time: itself, and who certainly goes along
 * @param stands whether it is what the need has now
 */
public record UnitChoice(
        int need, int unit, int place, int minutes, long from, long until, Set<Integer> people, boolean stands) {

    public UnitChoice {
        if (until <= from || minutes < 0 || minutes > TravelTimes.MOST_MINUTES || !people.contains(unit)) {
            throw new IllegalArgumentException("Unit " + unit + " for need " + need + ": " + from + " to " + until
                    + ", " + minutes + " minutes, " + people);
        }
        people = Set.copyOf(people);
    }

    /** Whether the two cannot both be. */
    boolean excludes(UnitChoice other) {
        return from < other.until && other.from < until && people.stream().anyMatch(other.people::contains);
    }
}
