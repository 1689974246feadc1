package dev.muster.allocation.engine;

import dev.muster.incident.OwnStock;
import dev.muster.incident.Sharing;
import dev.muster.incident.SourceOrder;
import dev.muster.request.Urgency;
import dev.muster.travel.TransportMode;
import java.time.Duration;
import java.util.Set;

/**
 * The rule settings in force (docs/policies.md).
 *
 * @param name code and version, kept with every decision
 * @param sourceOrder what comes first in the order of sources (R2)
 * @param ownStock whether the asking site's own spare stock is its first source (R2)
 * @param belowFloor urgencies that may go below a source's reserve floor (R4)
 * @param belowFloorLevels response levels (1 to 4) at which they may
 * @param maxSources the most sources that serve one line (R5)
 * @param smallestShipment the least quantity worth sending, unless it ends the line (R5), base units
 * @param sharing who gets what inside a class when there is not enough (R7)
 * @param keySiteShare part of each key site's need that is guaranteed, in ten-thousandths (R7)
 * @param preempting urgencies that may take back reservations of a lower class (R6)
 * @param modes transport modes that may be used (R3)
 * @param reservationTime how long a reservation stands undispatched (R10)
 * @param explainedSources the most sources an explanation lists one by one; the rest is counted per rule
 */
public record Policy(
        String name,
        SourceOrder sourceOrder,
        OwnStock ownStock,
        Set<Urgency> belowFloor,
        Set<Integer> belowFloorLevels,
        int maxSources,
        long smallestShipment,
        Sharing sharing,
        int keySiteShare,
        Set<Urgency> preempting,
        Set<TransportMode> modes,
        Duration reservationTime,
        int explainedSources) {

    /** Whether a demand of this rank may use what a source keeps for itself (R4). */
    public boolean mayGoBelowFloor(Rank rank) {
        return belowFloor.contains(rank.urgency()) && belowFloorLevels.contains(rank.level());
    }

    /** Whether a demand of this rank may take back reservations of a lower class (R6). */
    public boolean mayPreempt(Rank rank) {
        return preempting.contains(rank.urgency());
    }
}
