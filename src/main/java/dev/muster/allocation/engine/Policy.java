package dev.muster.allocation.engine;

import dev.muster.request.Urgency;
import java.time.Duration;
import java.util.Set;

/**
 * The rule settings in force.
 *
 * @param name code and version, kept with every decision
 * @param belowFloor urgencies that may go below a source's reserve floor (R4)
 * @param belowFloorLevels response levels (1 to 4) at which they may
 * @param maxSources the most sources that serve one line (R5)
 * @param smallestShipment the least quantity worth sending, unless it ends the line (R5), base units
 * @param reservationTime how long a reservation stands undispatched (R10)
 * @param explainedSources the most sources an explanation lists one by one; the rest is counted per rule
 */
public record Policy(
        String name,
        Set<Urgency> belowFloor,
        Set<Integer> belowFloorLevels,
        int maxSources,
        long smallestShipment,
        Duration reservationTime,
        int explainedSources) {

    /** Whether a demand of this rank may use what a source keeps for itself (R4). */
    public boolean mayGoBelowFloor(Rank rank) {
        return belowFloor.contains(rank.urgency()) && belowFloorLevels.contains(rank.level());
    }
}
