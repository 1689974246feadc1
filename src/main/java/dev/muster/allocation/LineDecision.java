package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.engine.Explanation.Looked;
import dev.muster.allocation.engine.Explanation.Share;
import dev.muster.allocation.engine.Reason;
import dev.muster.allocation.engine.Skip;
import dev.muster.allocation.engine.units.UnitExplanation.LookedUnit;
import dev.muster.allocation.engine.units.UnitSkip;
import dev.muster.incident.PolicyLevel;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision about a line and its why, as callers see it (R9). Quantities in base units.
 *
 * @param policy code and version of the policy; null if nothing could be decided
 * @param rank the line's place in the order (R1); null if an officer decided or nothing could be decided
 * @param asked what was open; null if unknown or an officer decided
 * @param share how scarce stock was shared (R7), null if it was not
 * @param sources the sources looked at, in order
 * @param more sources looked at beyond those, counted by the rule that passed them over
 * @param preempted what was taken back from others for it (R6)
 * @param lost the line's own reservations that ended and so made this decision necessary
 * @param served what was granted
 * @param reason why something is left, null if nothing is
 * @param officer who chose the source, null if the rules did
 * @param overrideReason why the reserve floor was set aside (R4), null if it was not
 * @param units of equipment and staff: the units looked at, in order
 * @param moreUnits units looked at beyond those, counted by the rule that passed them over
 * @param takenUnits units that were taken back from others for it (R6); {@code site} is the unit
 * @param kits how the line's kits are served, null unless that is what was decided
 * @param plan id of the plan that it follows, null if none
 * @param words all this in short sentences, in the caller's language
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LineDecision(
        int line,
        String item,
        Instant decidedAt,
        @Nullable String policy,
        @Nullable Place rank,
        @Nullable Long asked,
        @Nullable Share share,
        List<Looked> sources,
        Map<Skip, Integer> more,
        List<Preempted> preempted,
        List<Lost> lost,
        long served,
        @Nullable Reason reason,
        @Nullable String officer,
        @Nullable String overrideReason,
        List<LookedUnit> units,
        Map<UnitSkip, Integer> moreUnits,
        List<Preempted> takenUnits,
        @Nullable KitsTold kits,
        @Nullable UUID plan,
        List<String> words) {

    /** What the order of service (R1) goes by. */
    record Place(PolicyLevel level, Urgency urgency, boolean keySite, Instant neededBy, Instant submittedAt) {}

    /**
     * A reservation of another line that was taken back for this one (R6).
     *
     * @param request the request it was made for
     * @param site code of the source
     * @param askedBy code of the site that asked for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Preempted(
            UUID request,
            int line,
            String site,
            long quantity,
            @Nullable String askedBy,
            @Nullable Urgency urgency) {}

    /**
     * A reservation of this line that ended.
     *
     * @param site code of the source
     * @param state how it ended
     * @param by the request it was taken back for, null unless it was; one that a plan moved is {@code PREEMPTED} by none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Lost(
            UUID allocation,
            String site,
            long quantity,
            AllocationState state,
            @Nullable Party by) {}

    /** Another request and who sent it. */
    record Party(UUID request, String site, Urgency urgency) {}

    LineDecision in(List<String> sentences) {
        return new LineDecision(
                line,
                item,
                decidedAt,
                policy,
                rank,
                asked,
                share,
                sources,
                more,
                preempted,
                lost,
                served,
                reason,
                officer,
                overrideReason,
                units,
                moreUnits,
                takenUnits,
                kits,
                plan,
                sentences);
    }
}
