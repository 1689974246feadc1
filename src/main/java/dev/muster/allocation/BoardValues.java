package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.request.Provenance;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the events of a decision carry: whole values, as boards show them (docs/boards.md). */
final class BoardValues {

    private BoardValues() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shortage(
            UUID request,
            int line,
            String site,
            String item,
            Urgency urgency,
            @Nullable String level,
            boolean keySite,
            @Nullable Long quantity,
            Provenance provenance,
            long allocated,
            @JsonProperty("short") @Nullable Long missing,
            Instant neededBy,
            @Nullable Instant since,
            @Nullable String reason,
            @Nullable UUID incident) {}

    record ShortageEnded(UUID request, int line, String site, String item) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Allocated(
            UUID id,
            UUID request,
            int line,
            String source,
            String site,
            String item,
            @Nullable String lot,
            long quantity,
            Urgency urgency,
            double distanceKm,
            int travelMinutes,
            AllocationState state,
            Instant at,
            @Nullable UUID preemptedBy,
            @Nullable String unit,
            @Nullable Instant from,
            @Nullable Instant until) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stock(
            String site,
            String item,
            @Nullable String lot,
            @Nullable LocalDate expiry,
            long onHand,
            long reserved,
            long held,
            long available) {}

    record RequestChanged(UUID id, String site, Urgency urgency, RequestState state) {}

    /** Absent where goods have no lot number. */
    static @Nullable String lot(String number) {
        return number.isEmpty() ? null : number;
    }
}
