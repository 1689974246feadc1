package dev.muster.allocation.engine;

import dev.muster.incident.OwnStock;
import dev.muster.incident.Sharing;
import dev.muster.incident.SourceOrder;
import dev.muster.request.Urgency;
import dev.muster.travel.TransportMode;
import dev.muster.unit.DutyRules;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * @param rest of people between deployments (R3), null as the service's settings say
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
        int explainedSources,
        @Nullable Rest rest) {

    /** Of people between deployments: after one of {@code longDuty} or more, the long one. */
    public record Rest(Duration rest, Duration longDuty, Duration longRest) {}

    /** With rest as the service's settings say. */
    public Policy(
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
        this(
                name,
                sourceOrder,
                ownStock,
                belowFloor,
                belowFloorLevels,
                maxSources,
                smallestShipment,
                sharing,
                keySiteShare,
                preempting,
                modes,
                reservationTime,
                explainedSources,
                null);
    }

    /** What is demanded of people who are sent (R3). */
    public DutyRules duty(DutyRules otherwise) {
        return rest == null ? otherwise : new DutyRules(rest.rest, rest.longDuty, rest.longRest, otherwise.zone());
    }

    /** Whether a demand of this rank may use what a source keeps for itself (R4). */
    public boolean mayGoBelowFloor(Rank rank) {
        return belowFloor.contains(rank.urgency()) && belowFloorLevels.contains(rank.level());
    }

    /** Whether a demand of this rank may take back reservations of a lower class (R6). */
    public boolean mayPreempt(Rank rank) {
        return preempting.contains(rank.urgency());
    }
}
