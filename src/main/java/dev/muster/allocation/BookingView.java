package dev.muster.allocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.unit.BookingKind;
import dev.muster.unit.BookingState;
import dev.muster.unit.UnitKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking, as callers see it.
 *
 * @param unit tag, staff number or code
 * @param from since when nobody else can have it, the way there and back included
 * @param members staff numbers of those who go along with a team
 * @param request what it is allocated to, with its {@code line}; null if to none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingView(
        UUID id,
        UnitKind kind,
        String unit,
        BookingKind purpose,
        BookingState state,
        Instant from,
        Instant until,
        List<String> members,
        @Nullable UUID request,
        @Nullable Integer line,
        @Nullable String reason) {}
