package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.request.Provenance;
import dev.muster.request.RequestState;
import dev.muster.request.Urgency;
import dev.muster.unit.CompetencyLevel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
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
     * @param kit of what is in kits that are asked for: the number of their line
     * @param perKit of the same: base units in one kit
     * @param assembled of a line that asks for kits: how many of them are to come assembled; the others come as parts
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
            @Nullable Boolean team,
            @Nullable Integer kit,
            @Nullable Long perKit,
            @Nullable Long assembled) {

        /**
         * Lines as they are stored, with lines of kits as they are asked for: a kit is allocated where it comes assembled or all
         * its parts are.
         *
         * @param asked kits asked for, by line; of others nothing
         */
        static List<LineView> ofKits(List<LineView> stored, Map<Integer, Long> asked) {
            return stored.stream()
                    .map(line -> {
                        @Nullable Long kits = asked.get(line.line);
                        return kits == null ? line : line.ofKits(kits, stored);
                    })
                    .toList();
        }

        private LineView ofKits(long kits, List<LineView> all) {
            List<LineView> parts = all.stream()
                    .filter(part -> part.kit != null && part.kit == line)
                    .toList();
            long complete = allocated + whole(parts, LineView::allocated);
            @Nullable
            String why = Stream.concat(Stream.of(this), parts.stream())
                    .map(LineView::reason)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return new LineView(
                    line,
                    item,
                    kits,
                    provenance,
                    complete,
                    received + whole(parts, LineView::received),
                    why == null ? 0 : kits - complete,
                    why,
                    substitutesAllowed,
                    note,
                    allocations,
                    from,
                    until,
                    level,
                    team,
                    null,
                    null,
                    quantity);
        }

        private static long whole(List<LineView> parts, ToLongFunction<LineView> of) {
            return parts.stream()
                    .filter(part -> part.quantity != null && part.quantity > 0)
                    .mapToLong(part -> of.applyAsLong(part) / Objects.requireNonNull(part.perKit))
                    .min()
                    .orElse(0);
        }
    }

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
