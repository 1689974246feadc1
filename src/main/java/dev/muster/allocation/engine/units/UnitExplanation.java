package dev.muster.allocation.engine.units;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.allocation.engine.Rank;
import dev.muster.allocation.engine.Reason;
import dev.muster.unit.UnitKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a demand for units got what it got (R9).
 *
 * @param asked units that were open
 * @param units those looked at, in order
 * @param moreUnits units looked at beyond those listed, counted by the rule that passed them over
 * @param takenFrom bookings of lower classes that were taken back for it (R6)
 * @param reason why something is left, null if nothing is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UnitExplanation(
        Rank rank,
        long asked,
        List<LookedUnit> units,
        Map<UnitSkip, Integer> moreUnits,
        List<TakenFrom> takenFrom,
        @Nullable Reason reason) {

    /**
     * A unit that was looked at.
     *
     * @param unit tag, staff number or code
     * @param site code of the site where it is
     * @param taken true if it was given
     * @param skipped the rule that passed it over, null if it was taken
     * @param until when that is over; of a credential, when it expires
     * @param detail what exactly: a status, a credential, a team's member
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LookedUnit(
            String unit,
            UnitKind kind,
            String site,
            double distanceKm,
            int travelMinutes,
            @Nullable Boolean taken,
            @Nullable UnitSkip skipped,
            @Nullable Instant until,
            @Nullable String detail) {}

    /** A booking that was taken back (R6), and the line it was made for. */
    public record TakenFrom(UUID request, int line, String unit) {}
}
