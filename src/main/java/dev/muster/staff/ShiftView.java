package dev.muster.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A shift of a person ({@code staff}, staff number) or a team. */
@Schema(name = "Shift")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShiftView(
        UUID id, @Nullable String staff, @Nullable String team, Instant from, Instant until, boolean onCall) {}
