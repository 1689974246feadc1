package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.request.Provenance;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import dev.muster.unit.CompetencyLevel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request with its decision, as callers see it. Quantities in base units. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestView(
        UUID id,
        String site,
        @Nullable UUID incident,
        Urgency urgency,
        Instant neededBy,
        Instant submittedAt,
        String submittedBy,
        RequestState state,
        @Nullable String note,
        List<LineView> lines) {

    /**
     * A line.
     *
     * @param quantity null while unknown
     * @param shortage what nothing can cover now; null while the quantity is unknown
     * @param reason why it is short
     * @param from of equipment and staff: since when, and {@code until} when, they are needed
     * @param level least competency level asked for
     * @param team whether whole teams are asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LineView(
            int line,
            String item,
            @Nullable Long quantity,
            Provenance provenance,
            long allocated,
            long received,
            @Nullable Long shortage,
            @Nullable String reason,
            boolean substitutesAllowed,
            @Nullable String note,
            List<AllocationView> allocations,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable CompetencyLevel level,
            @Nullable Boolean team) {}

    /**
     * A source's part of a line.
     *
     * @param preemptedBy id of the request it was taken back for (R6)
     * @param unit of equipment and staff: the asset's tag, staff number or team's code
     * @param from since when the unit is needed there
     * @param until until when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AllocationView(
            UUID id,
            String source,
            String item,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            long quantity,
            double distanceKm,
            int travelMinutes,
            AllocationState state,
            Instant reservedAt,
            Instant expiresAt,
            @Nullable String officer,
            @Nullable String overrideReason,
            @Nullable UUID preemptedBy,
            @Nullable String unit,
            @Nullable Instant from,
            @Nullable Instant until) {}
}
