package dev.muster.allocation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision: this source gives this quantity of this lot to this line.
 *
 * @param position id of the stock position it is reserved on
 * @param source id of the giving site
 * @param quantity base units
 * @param distanceKm geodesic distance from the source to the asking site
 * @param policy code and version of the policy it was decided under
 * @param officer who chose it, null if the rules did
 * @param overrideReason why a rule was set aside, null if none was
 * @param preemptedBy id of the request it was taken back for (R6), null if it was not, or a plan moved it
 */
record Allocation(
        UUID id,
        UUID request,
        int line,
        long position,
        int source,
        int item,
        long lot,
        long quantity,
        AllocationState state,
        double distanceKm,
        int travelMinutes,
        String policy,
        @Nullable String officer,
        @Nullable String overrideReason,
        Instant reservedAt,
        Instant expiresAt,
        @Nullable UUID preemptedBy) {

    Allocation ended(AllocationState end) {
        return end(end, null);
    }

    Allocation preempted(@Nullable UUID by) {
        return end(AllocationState.PREEMPTED, by);
    }

    private Allocation end(AllocationState end, @Nullable UUID by) {
        return new Allocation(
                id,
                request,
                line,
                position,
                source,
                item,
                lot,
                quantity,
                end,
                distanceKm,
                travelMinutes,
                policy,
                officer,
                overrideReason,
                reservedAt,
                expiresAt,
                by);
    }
}
