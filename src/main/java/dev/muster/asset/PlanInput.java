package dev.muster.asset;

import dev.muster.platform.Violations;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What must be done to an asset again and again; at least one of {@code everyDays} and {@code everyUses}.
 *
 * @param everyUses after so many deployments
 * @param lastDone now, if absent
 */
@Schema(name = "MaintenancePlanInput")
public record PlanInput(
        @Nullable Purpose purpose,
        @Nullable Integer everyDays,
        @Nullable Integer everyUses,
        @Nullable Instant lastDone) {

    private static final int MOST_DAYS = 3660;
    private static final int MOST_USES = 100_000;
    private static final int MAX_NAME = 100;

    /** Refuses (422) what is incomplete or cannot be. */
    PlanInput checked(String name, Instant now) {
        new Violations()
                .text("name", name, MAX_NAME)
                .required("purpose", purpose)
                .check(everyDays != null || everyUses != null, "everyDays", "required")
                .range("everyDays", everyDays, 1, MOST_DAYS)
                .range("everyUses", everyUses, 1, MOST_USES)
                .check(lastDone == null || !lastDone.isAfter(now), "lastDone", "time.not-yet")
                .throwIfAny();
        return this;
    }
}
